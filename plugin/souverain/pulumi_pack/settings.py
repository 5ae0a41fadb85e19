"""Settings of the pack: what `--policy-pack-config` gives for the policy `souverain` in, a `Config` out.

The levels of policies stand beside it, one for each rule; what nobody knows there is an error, never left unread.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from souverain import config_file
from souverain.classes.own import ClassId
from souverain.config import Config, Policies
from souverain.errors import ConfigError
from souverain.i18n import Lang

NAME = "souverain"
"""The policy that carries the settings, and what is said beside the rules: that two statements of a class differ."""

Json = Mapping[str, object]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """What a pack can be told, as its configuration writes it."""

    profiles: tuple[str, ...] = ()
    assume_class: ClassId | None = None
    """Among the classes that everybody has, and those of `config`."""
    config: str = ""
    """Path of a `souverain.yaml`, from the folder of the program; without it, the one in that folder counts."""
    policy: str = ""
    """Path of rules of the user's, a folder or a bundle, from the folder of the program."""
    as_of: str = ""
    lang: Lang | None = None
    unproven: Literal["gate", "warn"] | None = None
    strict: bool = False
    set: dict[str, str] = msgspec.field(default_factory=dict)
    environment: bool = False
    """Whether variables of the environment may say what a default provider leaves open."""


def schema(profiles: tuple[str, ...]) -> Json:
    """The JSON schema of each setting, as the engine checks them."""
    known = ", ".join(profiles)
    asked = {"type": "string", "description": f"One of {known}, or a profile of the rules that policy names."}
    return {
        "profiles": {"type": "array", "items": asked, "uniqueItems": True},
        "assumeClass": {"type": "string", "pattern": r"^[a-z0-9][a-z0-9.-]*$"},
        "config": {"type": "string"},
        "policy": {"type": "string"},
        "asOf": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "lang": {"type": "string", "enum": ["en", "fr"]},
        "unproven": {"type": "string", "enum": ["gate", "warn"]},
        "strict": {"type": "boolean"},
        "set": {"type": "object", "additionalProperties": {"type": "string"}},
        "environment": {"type": "boolean"},
    }


def read(given: Json) -> Settings:
    """The settings. Raises ConfigError for an unknown key or a value that does not fit."""
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        raise ConfigError("pack-setting", cause=error) from error


def config(settings: Settings, folder: Path | None) -> Config:
    """All that judging depends on. `folder` is the program's, None when nobody says it. Raises ConfigError."""
    path = _path(settings, folder)
    said = config_file.load(path) if path else None
    options = config_file.Options(
        as_of=settings.as_of or datetime.now(UTC).date().isoformat(),
        profiles=settings.profiles,
        unproven=settings.unproven,
        lang=settings.lang or (None if said and said.lang else _spoken()),
        strict=settings.strict,
        assume_class=settings.assume_class or "",
        settings=settings.set,
        policies=Policies(own=str(_beside(settings.policy, folder)) if settings.policy else ""),
    )
    merged = config_file.merge(said, options)
    return msgspec.structs.replace(merged, profiles=merged.profiles or ("health",))


def _path(settings: Settings, folder: Path | None) -> Path | None:
    if not settings.config:
        return config_file.find(folder) if folder else None
    return _beside(settings.config, folder)


def _beside(written: str, folder: Path | None) -> Path:
    """A path as a setting gives it, from the folder of the program. Raises ConfigError when nobody knows that."""
    path = Path(written)
    if path.is_absolute():
        return path
    if folder is None:
        raise ConfigError("pack-config-relative", path=written)
    return folder / path


def _spoken() -> Lang:
    written = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fr" if written.lower().startswith("fr") else "en"
