"""What the user asked for: the options of the command line and `souverain.yaml`, as one value."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from souverain.declared import Overlay
from souverain.given import Given

DataClass = Literal["health", "snds", "eds", "health-pseudonymised", "personal", "technical", "none"]
CLASSES: tuple[str, ...] = get_args(DataClass)
"""Every class, the most protective first: where two are stated, the first of them holds."""


class ClassRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class that the configuration gives: to what every given pattern matches (globs), with who said so and when."""

    data: str
    input: str = "*"
    address: str = "*"
    type: str = "*"
    module: str = "*"
    author: str = ""
    date: str = ""


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How labels name a class, beside the spellings that `sensitivity` knows: further keys, and value to class."""

    keys: tuple[str, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """All that a run depends on, beside its inputs and the knowledge."""

    profiles: tuple[str, ...] = ()
    """Empty: the profile that a facts document was made for, `health` for any other input."""
    as_of: str = ""
    """ISO date; empty: the date of a facts document, today for any other input."""
    fail_on: Literal["error", "warning", "note", "never"] = "error"
    unproven: Literal["gate", "warn"] = "gate"
    gate: Literal["all", "introduced"] = "all"
    strict: bool = False
    exit_zero: bool = False
    include_passes: bool = False
    assume_class: str = ""
    labels: Labels = Labels()
    classes: tuple[ClassRule, ...] = ()
    overlay: Overlay = Overlay()
    """What the configuration declares beside the knowledge."""
    given: Given = Given()
    """What is given beside the inputs."""
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    """`--set key=value`: dimensions that a plan does not carry."""
    engine: Literal["wasm", "opa"] = "wasm"
    opa_url: str = ""
    lang: Literal["en", "fr"] = "en"
    path: str = ""
    """The configuration file, "" for none."""
    digest: str = ""
