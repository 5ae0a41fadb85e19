"""Reads `souverain.yaml`, and joins it with the options of the command line: a path in, a `Config` out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from souverain.config import ClassRule, Config, Labels, Policies
from souverain.config_file import declarations, shape
from souverain.declared import Answer, Overlay
from souverain.errors import ConfigError
from souverain.given import Given

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
    overlay: Overlay = Overlay()
    workload: dict[str, Answer] | None = None


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
    assume_class: str = ""
    given: Given = Given()
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    policies: Policies = Policies()


def find(directory: Path) -> Path | None:
    """The `souverain.yaml` of a folder, None when there is none."""
    path = directory / DEFAULT_NAME
    return path if path.is_file() else None


def load(path: Path) -> FileConfig:
    """What the file says. Raises ConfigError, which names the file, the field and what is allowed there."""
    from souverain.config_file import yaml_text  # 15 ms that a run without a configuration file does not spend

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError("config-unreadable", path=path, cause=error.strerror or error) from error
    said = shape.check(yaml_text.parse(data, path), path)
    return FileConfig(
        path=str(path),
        digest=hashlib.sha256(data).hexdigest(),
        profiles=said.profiles,
        fail_on=said.fail_on,
        unproven=said.unproven,
        gate=said.gate,
        lang=said.lang,
        labels=Labels(keys=said.labels.keys, values=dict(said.labels.values)),
        classes=shape.rules(said, path),
        overlay=declarations.overlay(said, path),
        workload=declarations.workload(said, path),
    )


def merge(file: FileConfig | None, options: Options) -> Config:
    """All that the run depends on; without a file the options and the defaults."""
    said = file or FileConfig(path="", digest="")
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
        overlay=said.overlay,
        given=options.given,
        workload=said.workload,
        settings=options.settings,
        policies=options.policies,
        lang=options.lang or said.lang or _DEFAULTS.lang,
        path=said.path,
        digest=said.digest,
    )
