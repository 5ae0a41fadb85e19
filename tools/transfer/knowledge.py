"""Turns research facts (YAML) into the knowledge that souverain ships (TOML), with the corrections of `overrides/`.

Usage: knowledge.py FACTS_FOLDER [--check]. The folder holds providers-eu.yaml, providers-world.yaml, ownership.yaml,
countries.yaml and laws.yaml. Files of providers, entities, laws, countries and sources are written anew; nothing else
is touched. `--check` compares instead of writing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml
from shaping import backends, countries, laws, overrides, providers, sources, toml
from shaping.evidence import Entry, Evidence
from shaping.groups import Groups

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
TARGET = PACKAGE / "knowledge/data"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.knowledge import asides, records  # noqa: E402  # a bare clone has no installed package
from souverain.knowledge import files as shapes  # noqa: E402  # the same

HEAD = (
    "Made by tools/transfer/knowledge.py from facts of {date}. Do not edit: corrections go in tools/transfer/overrides."
)
OWNED_ON = re.compile(r"As of (\d{4}-\d{2}-\d{2})")

R = TypeVar("R", bound=msgspec.Struct)


class Transfer:
    """The facts, the corrections, and what both say of sources."""

    def __init__(self, folder: Path) -> None:
        self.world = _load(folder / "providers-world.yaml")
        self.europe = _load(folder / "providers-eu.yaml")
        self.countries_facts = _load(folder / "countries.yaml")
        self.laws_facts = _load(folder / "laws.yaml")
        ownership = (folder / "ownership.yaml").read_text(encoding="utf-8")
        self.ownership = {entry["id"]: entry for entry in yaml.safe_load(ownership)}
        self.read_on = str(self.europe["meta"]["as_of"])
        self.owned_on = OWNED_ON.findall(ownership)[0]
        self.listed: list[Entry] = [*self.world["providers"], *self.europe["providers"]]
        self.corrections = overrides.read("sources")
        registers = (self.world["source_register"], self.europe["sources"])
        self.register: dict[str, Entry] = {name: entry for register in registers for name, entry in register.items()}
        self.evidence = Evidence(sources.kinds(registers, self.corrections), self.read_on)

    def providers(self) -> list[records.Provider]:
        """Every provider of the facts, and those that only the corrections have."""
        others = overrides.read("others")
        known = frozenset(entry["id"] for entry in self.listed)
        drafts = {entry["id"]: providers.draft(entry, self.evidence, known) for entry in self.listed}
        names = sorted({*drafts, *(name for name in others if "id" in others[name])})
        corrected = {name: overrides.read(f"providers/{name}") or others.get(name, {}) for name in names}
        merged = (overrides.merge(drafts.get(name, {}), corrected[name]) for name in names)
        return [_record(providers.settled(draft, self.read_on), records.Provider) for draft in merged]

    def groups(self) -> Iterator[tuple[str, shapes.EntityFile]]:
        """Companies and the edges between them, a file for each group."""
        groups = Groups(self.evidence)
        for entry in self.listed:
            groups.add(entry)
        groups.correct(self.ownership, Evidence({}, self.owned_on))
        groups.link()
        groups.close(frozenset(entry["ultimate_parent"] for entry in self.world["providers"]))
        return ((name, _record(file, shapes.EntityFile)) for name, file in groups.files())

    def laws(self) -> list[records.Law]:
        """Every law, with its triggers in computable form."""
        corrections = overrides.read("laws")
        read_on = str(self.laws_facts["meta"]["as_of"])
        drafts = (laws.draft(entry, corrections.get(entry["id"], {}), read_on) for entry in self.laws_facts["laws"])
        return [_record(draft, records.Law) for draft in drafts]

    def countries(self) -> list[records.Country]:
        """Every country, with its zones and adequacy decisions."""
        by_address = {entry["url"]: name for name, entry in self.corrections.items() if "url" in entry}
        drafts = countries.drafts(self.countries_facts, by_address, overrides.read("countries"))
        return [_record(draft, records.Country) for draft in drafts]

    def backends(self) -> list[asides.StateBackend]:
        """Every state backend."""
        drafts = backends.drafts(self.world["state_backends"], self.listed, self.evidence)
        return [_record(draft, asides.StateBackend) for draft in drafts]

    def sources(self, cited: set[str]) -> list[records.Source]:
        """The sources that the records cite."""
        register = {**self.register, **{f"own-{name}": entry for name, entry in self.ownership.items()}}
        drafts = (
            sources.draft(name, register.get(name, {}), self.corrections.get(name, {}), self.read_on)
            for name in sorted(cited)
        )
        return [_record(draft, records.Source) for draft in drafts]


def main(folder: Path, *, check: bool) -> int:
    """Writes every file, or with `check` names those that differ. Returns the exit code."""
    transfer = Transfer(folder)
    files: dict[str, msgspec.Struct] = {
        **{f"providers/{provider.id}": provider for provider in transfer.providers()},
        **{f"entities/{name}": group for name, group in transfer.groups()},
        **{f"laws/{law.id}": law for law in transfer.laws()},
        "countries": shapes.CountryFile(countries=tuple(transfer.countries())),
        "backends": shapes.BackendFile(backends=tuple(transfer.backends())),
    }
    cited = {name for record in files.values() for name in _cited(msgspec.to_builtins(record))}
    files["sources"] = shapes.SourceFile(sources=tuple(transfer.sources(cited)))
    head = HEAD.format(date=transfer.read_on)
    texts = {TARGET / f"{name}.toml": toml.text(record, head) for name, record in files.items()}
    if check:
        drifted = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
        for path in drifted:
            print(f"{path} is not what the facts and the overrides give: correct it in tools/transfer/overrides")
        return int(bool(drifted))
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


def _load(path: Path) -> Entry:
    loaded: Entry = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _record(draft: Entry, shape: type[R]) -> R:
    try:
        return msgspec.convert(draft, shape)
    except msgspec.ValidationError as error:
        raise SystemExit(f"{draft.get('id', next(iter(draft.values()), ''))}: {error}") from error


def _cited(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("source", ())
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _cited(inner)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), check="--check" in sys.argv[2:]))
