"""What the policies say about themselves: the METADATA of every rule, as the build wrote it, by name of its package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from souverain.errors import PolicyError

SHIPPED = Path(__file__).resolve().parent.parent / "compiled" / "rules.json"

Text = dict[str, str]
"""A text by language: `en` and `fr`."""


class Legal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A provision that a rule rests on, whatever the regime that asks for it."""

    en: str
    fr: str
    url: str


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule. `message` and `remediation` are templates, filled from the evidence of a finding.

    Findings name a rule by the last part of its package (`unknown_location`); people by its id (`unknown-location`).
    """

    id: str
    package: str
    severity: Literal["error", "warning", "note"]
    category: str
    scope: Literal["resource", "stack", "workload"] = "resource"
    """Whether one resource alone can be judged, or only all of an input: what one sends to another, one question; or
    what answers for the workload as a whole."""
    description: str
    """What the rule checks, in English."""
    title: Text
    message: Text
    remediation: Text
    legal: tuple[Legal, ...]

    @property
    def own(self) -> bool:
        """Whether a user added it."""
        return self.package.startswith("souverain.custom.")


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All rules, and the revision of the policies that they are part of: a SHA-256 of their sources."""

    revision: str
    rules: dict[str, Rule]


def load() -> Mapping[str, Rule]:
    """The shipped rules, by the name that findings give them. Raises PolicyError when they cannot be read."""
    return _shipped().rules


def revision() -> str:
    """Which policies are shipped; a server that holds the same says the same."""
    return _shipped().revision


@cache
def _shipped() -> Book:
    return read(SHIPPED)


def read(path: Path) -> Book:
    """One compiled file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Book)
    except OSError as error:
        raise PolicyError("policy-missing", path=path, cause=error.strerror or error) from error
    except msgspec.DecodeError as error:
        raise PolicyError("policy-rules", path=path, detail=error) from error
