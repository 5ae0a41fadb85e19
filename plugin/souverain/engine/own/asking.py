"""Who asks the user's rules: `regimes/*.toml` and `profiles/*.toml` of a folder in, records like the shipped ones out.

A house regime names rules, the user's and the shipped ones alike, with their parameters; a profile names one regime and
prices its unknowns. None of them can take the name of a shipped one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from souverain import knowledge
from souverain.engine import rules as rule_book
from souverain.engine.own.sources import Sources
from souverain.engine.rules import Rule
from souverain.errors import PolicyError
from souverain.knowledge.regimes import Profile, Regime

R = TypeVar("R", Regime, Profile)

_INHERITED = ("source", "as_of", "grade")
_LANGUAGES = ("en", "fr")


class Asking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The regimes and profiles of a house."""

    regimes: tuple[Regime, ...] = ()
    profiles: tuple[Profile, ...] = ()


def read(sources: Sources) -> Asking:
    """The records of a folder. Raises PolicyError for one that does not follow its shape."""
    return Asking(
        regimes=tuple(_record(name, sources, Regime) for name in sources.records if name.startswith("regimes/")),
        profiles=tuple(_record(name, sources, Profile) for name in sources.records if name.startswith("profiles/")),
    )


def check(asking: Asking, rules: Mapping[str, Rule], path: str) -> None:
    """Raise PolicyError for a name that is taken, or that nothing has."""
    known = knowledge.load()
    _check_ids("regime", [regime.id for regime in asking.regimes], known.regimes, path)
    _check_ids("profile", [profile.id for profile in asking.profiles], known.profiles, path)
    ids = {rule.id for rule in (*rules.values(), *rule_book.load().values())}
    for regime in asking.regimes:
        for requirement in regime.requirements:
            _check_named("rule", requirement.rules, ids, where=f"{regime.id}/{requirement.id}", path=path)
    regimes = {*known.regimes, *(regime.id for regime in asking.regimes)}
    for profile in asking.profiles:
        _check_named("regime", [profile.regime], regimes, where=profile.id, path=path)


def _check_ids(kind: str, ids: list[str], taken: Iterable[str], path: str) -> None:
    for number, id_ in enumerate(ids):
        if id_ in taken or id_ in ids[:number]:
            raise PolicyError("own-record-taken", path=path, kind=kind, id=id_)


def _check_named(kind: str, names: Iterable[str], known: set[str], *, where: str, path: str) -> None:
    for name in names:
        if name not in known:
            raise PolicyError("own-names-nothing", path=path, where=where, kind=kind, name=name)


def _record(name: str, sources: Sources, shape: type[R]) -> R:
    path = sources.place(name)
    try:
        content = tomllib.loads(sources.records[name].decode())
        record = msgspec.convert(_complete(content) if shape is Regime else content, shape)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise PolicyError("own-record", path=path, detail=str(error).splitlines()[0]) from error
    if missing := next((where for where, text in _texts(record) if not all(text.get(lang) for lang in _LANGUAGES)), ""):
        raise PolicyError("own-record", path=path, detail=f"{missing}: en, fr")
    return record


def _complete(content: dict[str, object]) -> dict[str, object]:
    """What the house says is declared by it; a requirement is as old as its regime where it says nothing else."""
    regime = {"binding": "house", "source": [], "grade": "declared", "citation": "", **content}
    inherited = {name: regime[name] for name in _INHERITED if name in regime}
    requirements = regime.get("requirements", [])
    if isinstance(requirements, list):
        regime["requirements"] = [{**inherited, **item} if isinstance(item, dict) else item for item in requirements]
    return regime


def _texts(record: Regime | Profile) -> list[tuple[str, Mapping[str, str]]]:
    requirements = record.requirements if isinstance(record, Regime) else ()
    return [("name", record.name), *((f"{item.id}.text", item.text) for item in requirements)]
