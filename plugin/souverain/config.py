"""What the user asked for: the options of the command line and `souverain.yaml`, as one value."""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.classes import Classes
from souverain.classes.own import OwnClass, extended
from souverain.declared import Answer, Overlay, Waiver
from souverain.given import Given


class ClassRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class that the configuration gives: to what every given pattern matches (globs), with who said so and when."""

    data: str
    input: str = "*"
    address: str = "*"
    type: str = "*"
    module: str = "*"
    set: tuple[tuple[str, str], ...] = ()
    """Settings (`--set env=prod`) that must match too, name and glob; one that is not given matches none."""
    author: str = ""
    date: str = ""


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How labels name a class, beside the spellings that `sensitivity` knows: further keys, and value to class."""

    keys: tuple[str, ...] = ()
    values: dict[str, str] = msgspec.field(default_factory=dict)


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """An OPA server, and how to prove to each other who one is. Files are named here, never read into this value."""

    url: str = ""
    """Up to `/v1`; `unix:///path` for a socket."""
    push: bool = False
    """Give the server the policies before asking it."""
    token_file: str = ""
    token_env: str = ""
    """Where the bearer token is: a file, or a variable of the environment."""
    ca: str = ""
    cert: str = ""
    key: str = ""
    """PEM files: whom to trust instead of the system's authorities, and a client certificate with its key."""


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """Which policies judge beside the shipped ones, and what runs them."""

    engine: Literal["wasm", "opa"] = "wasm"
    own: str = ""
    """The user's rules: a folder of Rego, or the bundle compiled of one; "" for none."""
    opa: str = ""
    """The program that compiles them; "" for the one on PATH."""
    server: Server = Server()


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
    data_classes: dict[str, OwnClass] = msgspec.field(default_factory=dict)
    """Classes of one's own, by id."""
    overlay: Overlay = Overlay()
    """What the configuration declares beside the knowledge."""
    given: Given = Given()
    """What is given beside the inputs."""
    workload: dict[str, Answer] | None = None
    """What the workload says of itself, by question, each with author and date; None when it says nothing at all."""
    waivers: tuple[Waiver, ...] = ()
    baseline: str = ""
    """The file of findings known before, "" for none."""
    grace_until: str = ""
    """Last day on which `gate` may leave out what stood before; "" for no end."""
    settings: dict[str, str] = msgspec.field(default_factory=dict)
    """`--set key=value`: dimensions that a plan does not carry."""
    policies: Policies = Policies()
    lang: Literal["en", "fr"] = "en"
    path: str = ""
    """The configuration file, "" for none."""
    digest: str = ""
    files: tuple[str, ...] = ()
    """The configuration file, and those that it extends."""
    ref: str = ""
    """The commit at which all that decides the gate is read; "" for files as they stand."""

    @property
    def order(self) -> Classes:
        """All classes that a statement can name. Raises ConfigError for own ones that make no sense."""
        return extended(self.data_classes, self.path)
