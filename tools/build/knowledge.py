"""Compiles the knowledge (`knowledge/data/**/*.toml`) and the profiles into `compiled/knowledge.json`.

Usage: knowledge.py [--check]. `--check` compares instead of writing. A record that does not follow its shape, or names
something that is not there, stops the build. Names of countries are CLDR's.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import babel
import msgspec

ROOT = Path(__file__).parents[2]
DATA = ROOT / "plugin/souverain/knowledge/data"
PROFILES = ROOT / "policies/souverain/profiles"
TARGET = ROOT / "plugin/souverain/compiled/knowledge.json"
sys.path.insert(0, str(ROOT / "plugin"))

from souverain import knowledge  # noqa: E402  # a bare clone has no installed package
from souverain.errors import KnowledgeError  # noqa: E402  # the same
from souverain.i18n import text  # noqa: E402  # the same
from souverain.knowledge import files, questions, records, references, regimes  # noqa: E402  # the same

R = TypeVar("R")
PSEUDO = {"EU": {"en": "European Union", "fr": "Union européenne"}, "*": {"en": "worldwide", "fr": "monde entier"}}


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    try:
        content = compiled()
    except KnowledgeError as error:
        print(text(f"errors.{error.code}", "en", **error.args_), file=sys.stderr)
        return 1
    except msgspec.ValidationError as error:
        print(error, file=sys.stderr)
        return 1
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.exists() and TARGET.read_bytes() == content:
        return 0
    print(f"{TARGET} has drifted from {DATA}: run make build", file=sys.stderr)
    return 1


def compiled() -> bytes:
    """The bytes of the compiled file. Raises KnowledgeError for a reference to nothing."""
    providers, beside = zip(*_provider_files(), strict=True)
    groups = (*_all("entities", files.EntityFile), *beside)
    registers = [_read(path, files.SourceFile) for path in sorted(DATA.glob("sources*.toml"))]
    collected = references.Collected(
        providers=providers,
        entities=tuple(entity for group in groups for entity in group.entities),
        ownership=tuple(edge for group in groups for edge in group.ownership),
        nexus=tuple(link for group in groups for link in group.nexus),
        laws=tuple(_all("laws", records.Law)),
        custodies=_read(DATA / "custodies.toml", files.CustodyFile).custodies,
        countries=tuple(_named(country) for country in _read(DATA / "countries.toml", files.CountryFile).countries),
        regimes=tuple(_all("regimes", regimes.Regime)),
        profiles=tuple(_read(path, regimes.Profile) for path in sorted(PROFILES.glob("*.toml"))),
        sources=tuple(source for part in (*registers, *beside) for source in part.sources),
        claims=_read(DATA / "claims.toml", files.ClaimFile).claims,
        conflicts=_read(DATA / "conflicts.toml", files.ConflictFile).conflicts,
        advice=_read(DATA / "conflicts.toml", files.ConflictFile).advice,
        backends=_read(DATA / "backends.toml", files.BackendFile).backends,
        questions=_read(DATA / "questions.toml", questions.QuestionFile).questions,
    )
    references.check(collected)
    dates = sorted(references.dates(collected))
    parts = {name: getattr(collected, name) for name in collected.__struct_fields__}
    return knowledge.of(**parts, as_of=dates[-1], oldest_fact=dates[0]).compiled + b"\n"


def _provider_files() -> Iterator[tuple[records.Provider, files.Beside]]:
    """Every provider, with the companies and sources that its file may bring along."""
    for path in sorted((DATA / "providers").glob("*.toml")):
        content = _loaded(path)
        brought = {name: content.pop(name) for name in files.Beside.__struct_fields__ if name in content}
        yield _shaped(content, path, records.Provider), _shaped(brought, path, files.Beside)


def _all(folder: str, shape: type[R]) -> Iterator[R]:
    return (_read(path, shape) for path in sorted((DATA / folder).glob("*.toml")))


def _read(path: Path, shape: type[R]) -> R:
    return _shaped(_loaded(path), path, shape)


def _loaded(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise msgspec.ValidationError(f"{path.relative_to(ROOT)}: {error}") from error


def _shaped(content: dict[str, object], path: Path, shape: type[R]) -> R:
    try:
        return msgspec.convert(content, shape)
    except msgspec.ValidationError as error:
        raise msgspec.ValidationError(f"{path.relative_to(ROOT)}: {error}") from error


def _named(country: records.Country) -> records.Country:
    names = PSEUDO.get(country.id) or {lang: babel.Locale(lang).territories[country.id] for lang in ("en", "fr")}
    return msgspec.structs.replace(country, name=names)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
