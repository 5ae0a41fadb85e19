"""Reads `souverain.yaml`, and joins it with the options of the command line: a path in, a `Config` out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from souverain.classes.own import OwnClass
from souverain.config import ClassRule, Config, Labels, Policies
from souverain.config_file import data_classes, declarations, extending, shape
from souverain.declared import Answer, Overlay, Waiver
from souverain.errors import ConfigError
from souverain.given import Given
from souverain.revision import Files, WorkTree

DEFAULT_NAME = "souverain.yaml"
_DEFAULTS = Config()


class FileConfig(msgspec.Struct, frozen=True, kw_only=True):
    """What one file says; None or () where it says nothing."""

    path: str
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    profiles: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    unproven: Literal["gate", "warn"] | None = None
    gate: Literal["all", "introduced"] | None = None
    lang: Literal["en", "fr"] | None = None
    labels: Labels = Labels()
    classes: tuple[ClassRule, ...] = ()
    """In the order in which they count: a later rule wins over an earlier one."""
    data_classes: dict[str, OwnClass] = msgspec.field(default_factory=dict)
    named: tuple[tuple[str, str], ...] = ()
    """Every field that names a class, with that name."""
    overlay: Overlay = Overlay()
    workload: dict[str, Answer] | None = None
    waivers: tuple[Waiver, ...] = ()
    baseline: str = ""
    grace_until: str = ""
    files: tuple[str, ...] = ()
    """This file, and those that it extends."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says; None, "" or () where it says nothing. Every option wins over the file."""

    as_of: str
    profiles: tuple[str, ...] = ()
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    unproven: Literal["gate", "warn"] | None = None
    gate: Literal["all", "introduced"] | None = None
    lang: Literal["en", "fr"] | None = None
    strict: bool = False
    exit_zero: bool = False
    include_passes: bool = False
    baseline: str = ""
    ref: str = ""
    """The commit at which configuration, waivers and baseline are read."""
    assume_class: str = ""
    given: Given = Given()
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    policies: Policies = Policies()


def find(directory: Path, files: Files | None = None) -> Path | None:
    """The `souverain.yaml` of a folder, None when there is none."""
    path = directory / DEFAULT_NAME
    if files is None:
        return path if path.is_file() else None
    return None if files.read(path) is None else path


def load(path: Path, files: Files | None = None) -> FileConfig:
    """What the file says, and what the files that it extends say where it is silent.

    Raises ConfigError, which names the file, the field and what is allowed there.
    """
    return extending.load(path, files or WorkTree(), _one)


def _one(path: Path, data: bytes) -> tuple[FileConfig, str]:
    """What one file says by itself, and the path of the one that it extends, "" for none."""
    from souverain.config_file import yaml_text  # 15 ms that a run without a configuration file does not spend

    said = shape.check(yaml_text.parse(data, path), path)
    if said.grace_until and said.gate != "introduced":
        raise ConfigError("config-grace-without-gate", path=path)
    alone = FileConfig(
        path=str(path),
        digest=hashlib.sha256(data).hexdigest(),
        profiles=said.profiles,
        fail_on=said.fail_on,
        unproven=said.unproven,
        gate=said.gate,
        lang=said.lang,
        labels=Labels(keys=said.labels.keys, values=dict(said.labels.values)),
        classes=shape.rules(said, path),
        data_classes=dict(said.data_classes),
        named=tuple(data_classes.named(said)),
        overlay=declarations.overlay(said, path),
        workload=declarations.workload(said, path),
        waivers=declarations.waivers(said, path),
        baseline=str(path.parent / said.baseline) if said.baseline else "",
        grace_until=said.grace_until or "",
        files=(str(path),),
    )
    return alone, said.extends


def merge(file: FileConfig | None, options: Options) -> Config:
    """All that the run depends on; without a file the options and the defaults.

    Raises UsageError for a class that nobody declares.
    """
    said = file or FileConfig(path="", digest="")
    data_classes.check_assumed(options.assume_class, said)
    return Config(
        profiles=options.profiles or said.profiles or _DEFAULTS.profiles,
        as_of=options.as_of,
        fail_on=options.fail_on or said.fail_on or _DEFAULTS.fail_on,
        unproven=options.unproven or said.unproven or _DEFAULTS.unproven,
        gate=options.gate or said.gate or _DEFAULTS.gate,
        strict=options.strict,
        exit_zero=options.exit_zero,
        include_passes=options.include_passes,
        assume_class=options.assume_class,
        labels=said.labels,
        classes=said.classes,
        data_classes=said.data_classes,
        overlay=said.overlay,
        given=options.given,
        workload=said.workload,
        settings=options.settings,
        policies=options.policies,
        lang=options.lang or said.lang or _DEFAULTS.lang,
        waivers=said.waivers,
        baseline=options.baseline or said.baseline,
        grace_until="" if options.gate else said.grace_until,
        path=said.path,
        digest=said.digest,
        files=said.files or ((DEFAULT_NAME,) if options.ref else ()),
        ref=options.ref,
    )
