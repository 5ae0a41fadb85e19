"""What `souverain.yaml` may say: plain values in, a checked `Shape` or a ConfigError that says what is allowed out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from souverain.classes import shipped
from souverain.classes.own import FIELD, ClassId, OwnClass
from souverain.config import ClassRule
from souverain.declared import (
    Answer,
    Attestation,
    BackendName,
    DeclaredClause,
    DeclaredEntity,
    DeclaredKeys,
    DeclaredOwner,
    DeclaredRegion,
    DeclaredSite,
    DeclaredState,
    Waiver,
)
from souverain.errors import ConfigError

_FailOn = Literal["error", "warning", "note", "never"]
_Glob = Annotated[str, msgspec.Meta(min_length=1, description="A glob: * stands for any characters, / and . included.")]
_Name = Annotated[str, msgspec.Meta(min_length=1)]
_Author = Annotated[str, msgspec.Meta(min_length=1, description="Who says so.")]
Stated = Answer | str | bool | int | tuple[_Name, ...]
"""An answer with who says so and when, or the answer alone: then those of the whole file hold."""
_Data = Annotated[
    ClassId, msgspec.Meta(description=f"A class of data: {', '.join(shipped().ids)}, or one of data_classes.")
]
_Date = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="When it was said, as 2026-11-24.")]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Says which data the resources hold that match every pattern given.

    Of several rules that match, the last counts.
    """

    data: _Data
    input: _Glob = "*"
    address: _Glob = "*"
    type: _Glob = "*"
    module: _Glob = "*"
    set: Annotated[dict[_Name, _Glob], msgspec.Meta(description="Only where --set gives these: env: prod.")] = (
        msgspec.field(default_factory=dict)
    )
    author: _Author | None = None
    date: _Date | None = None


class LabelWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Further words of labels: keys that name a class, and what values mean."""

    keys: tuple[_Name, ...] = ()
    values: dict[_Name, _Data] = msgspec.field(default_factory=dict)


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    profiles: Annotated[
        tuple[_Name, ...], msgspec.Meta(description="What to judge by: health, hds, secnumcloud ...")
    ] = ()
    fail_on: Annotated[_FailOn | None, msgspec.Meta(description="The least severity that refuses.")] = None
    unproven: Annotated[
        Literal["gate", "warn"] | None, msgspec.Meta(description="Whether what is not proven closes the gate.")
    ] = None
    gate: Annotated[
        Literal["all", "introduced"] | None, msgspec.Meta(description="Whether what stood before closes the gate too.")
    ] = None
    lang: Annotated[Literal["en", "fr"] | None, msgspec.Meta(description="The language of reports.")] = None
    data: Annotated[
        _Data | None, msgspec.Meta(description="The class of all data that nothing else names; needs author.")
    ] = None
    author: _Author | None = None
    date: _Date | None = None
    labels: LabelWords = LabelWords()
    classes: tuple[Rule, ...] = ()
    data_classes: Annotated[
        dict[ClassId, OwnClass], msgspec.Meta(description="Classes of one's own, each of them what another is too.")
    ] = msgspec.field(default_factory=dict)
    entities: Annotated[
        tuple[DeclaredEntity, ...], msgspec.Meta(description="Companies that the knowledge lacks, or has wrong.")
    ] = ()
    owners: Annotated[
        tuple[DeclaredOwner, ...], msgspec.Meta(description="Who owns whom, in place of the owners on record.")
    ] = ()
    sites: Annotated[
        tuple[DeclaredSite, ...], msgspec.Meta(description="Own platforms, and where self-hosted ones run.")
    ] = ()
    attestations: Annotated[
        tuple[Attestation, ...], msgspec.Meta(description="Certificates that somebody has seen.")
    ] = ()
    waivers: Annotated[
        tuple[Waiver, ...], msgspec.Meta(description="Findings that somebody answers for until a day.")
    ] = ()
    baseline: Annotated[
        str, msgspec.Meta(description="Findings known before, as souverain baseline wrote them: a path from here.")
    ] = ""
    extends: Annotated[
        str, msgspec.Meta(description="The file of the organisation, which this one completes: a path from here.")
    ] = ""
    grace_until: Annotated[
        _Date | None, msgspec.Meta(description="Last day of gate: introduced; 90 days ahead at most.")
    ] = None
    state: Annotated[
        tuple[DeclaredState, ...], msgspec.Meta(description="Where Terraform or Pulumi keeps its state.")
    ] = ()
    contracts: Annotated[
        tuple[DeclaredClause, ...], msgspec.Meta(description="Clauses that somebody has looked for in a contract.")
    ] = ()
    keys: Annotated[
        tuple[DeclaredKeys, ...], msgspec.Meta(description="Keys of which no code shows who holds them.")
    ] = ()
    workload: Annotated[
        dict[_Name, Stated] | None, msgspec.Meta(description="What the workload says of itself, by question.")
    ] = None


def check(content: object, path: Path) -> Shape:
    """The content as a `Shape`; an empty file says nothing. Raises ConfigError."""
    try:
        return msgspec.convert({} if content is None else content, Shape)
    except msgspec.ValidationError as error:
        raise _complaint(str(error), path) from error


def rules(said: Shape, path: Path) -> tuple[ClassRule, ...]:
    """The class rules in the order in which they count, the one for everything first.

    Raises ConfigError for one without author, or whose date is none.
    """
    everything = [("data", Rule(data=said.data))] if said.data else []
    listed = [(f"classes[{number}]", rule) for number, rule in enumerate(said.classes)]
    return tuple(_rule(rule, field, said, path) for field, rule in (*everything, *listed))


def _rule(rule: Rule, field: str, said: Shape, path: Path) -> ClassRule:
    author, when = rule.author or said.author, rule.date or said.date or ""
    if author is None:
        raise ConfigError("config-no-author", path=path, field=field)
    if when and not is_date(when):
        raise ConfigError("config-no-date", path=path, field=f"{field}.date" if rule.date else "date")
    return ClassRule(
        data=rule.data,
        input=rule.input,
        address=rule.address,
        type=rule.type,
        module=rule.module,
        set=tuple(sorted(rule.set.items())),
        author=author,
        date=when,
    )


def is_date(text: str) -> bool:
    """Whether a calendar has the day."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_PLACE = re.compile(r"^(?P<what>.*?)(?: - at (?:`key` in )?`\$\.?(?P<field>.*)`)?$", re.DOTALL)
_NUMBER = re.compile(r"\[\d+\]")
_QUOTED = re.compile(r"`([^`]*)`")
_ALLOWED = {
    "fail_on": ("error", "warning", "note", "never"),
    "unproven": ("gate", "warn"),
    "gate": ("all", "introduced"),
    "lang": ("en", "fr"),
    "data": shipped().ids,
    "labels.values[...]": shipped().ids,
    "control": ("full", "controlling", "joint", "minority", "none", "unknown"),
    "kind": ("company", "person", "state", "foundation", "fund", "public", "other"),
    "backend": get_args(BackendName),
    "custody": ("external", "client-side"),
    "scheme": ("HDS", "SecNumCloud", "ISO/IEC 27001", "BSI C5"),
    "activities": ("physical-sites", "hardware", "virtual-infrastructure", "platform", "administration", "backup"),
}
_DAYS = ("date", "grace_until", "since", "until", "from", "to", "checked_on")
_STRUCTS: dict[str, type[msgspec.Struct]] = {
    "": Shape,
    "labels": LabelWords,
    f"{FIELD}[...]": OwnClass,
    "classes": Rule,
    "entities": DeclaredEntity,
    "owners": DeclaredOwner,
    "sites": DeclaredSite,
    "sites.regions": DeclaredRegion,
    "attestations": Attestation,
    "waivers": Waiver,
    "state": DeclaredState,
    "contracts": DeclaredClause,
    "keys": DeclaredKeys,
    "workload[...]": Answer,
}
_KINDS = (
    ("`array` of length", "config-empty-list"),
    ("`array`", "config-not-a-list"),
    ("`object`", "config-not-a-mapping"),
    ("`str` matching", "config-not-of-form"),
    ("`str", "config-not-a-text"),
    ("`float", "config-not-a-percentage"),
)


def _complaint(message: str, path: Path) -> ConfigError:
    """The library's message in our words: the field, and what is allowed there."""
    match = _PLACE.match(message)
    what, field = (match["what"], match["field"] or "") if match else (message, "")
    plain = _NUMBER.sub("", field)
    last = plain.rpartition(".")[2]
    if "unknown field" in what:
        allowed = _STRUCTS[plain].__struct_encode_fields__
        return ConfigError("config-unknown-field", path=path, field=_join(field, what), allowed=", ".join(allowed))
    if "missing required field" in what:
        return ConfigError("config-missing-field", path=path, field=_join(field, what))
    if plain in ("workload[...]", "workload[...].answer"):
        return ConfigError("config-not-an-answer", path=path, field=field)
    if words := _ALLOWED.get(field) or _ALLOWED.get(last):
        return ConfigError("config-not-allowed", path=path, field=field, allowed=", ".join(words))
    if last in _DAYS:
        return ConfigError("config-no-date", path=path, field=field)
    code = next((code for kind, code in _KINDS if what.startswith(f"Expected {kind}")), "config-not-a-text")
    return ConfigError(code, path=path, field=field) if field else ConfigError("config-no-fields", path=path)


def _join(field: str, what: str) -> str:
    name = "".join(_QUOTED.findall(what)[:1])
    return f"{field}.{name}" if field else name
