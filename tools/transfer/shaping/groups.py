"""Files of `entities/`: companies and edges of all providers, corrections on ownership, and links of other kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shaping import entities, overrides
from shaping.evidence import GRADES, Entry, Evidence

_LINK_FIELDS = ("facts", "file", "replaces")
_PARTS = ("entities", "ownership", "nexus")


class Groups:
    """Entities by id and edges by their two ends, each with the file that it goes into."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._owners: dict[str, list[Entry]] = overrides.read("owners")
        self._files: dict[str, str] = {}
        self._entities: dict[str, Entry] = {}
        self._edges: dict[tuple[str, str], Entry] = {}
        self._nexus: list[tuple[str, Entry]] = []

    def add(self, provider: Entry) -> None:
        """The companies and edges of one provider."""
        own = (item for item in provider["entities"] if item["id"] not in self._owners)
        for company in own:
            self._company(entities.entity(company, self._evidence), provider["id"])
        for line in provider["ownership"]:
            self._named_owners(line, provider["id"])
            for edge in entities.edges(line, self._evidence, self._owners):
                self._edge(edge)

    def correct(self, later: dict[str, Entry], evidence: Evidence) -> None:
        """Lays the later file on ownership over what is there: `later` are its entries by id."""
        changes = overrides.read("ownership")
        for change in changes["entities"]:
            over = _plain(change) | _proof(change, later, evidence)
            self._files.setdefault(change["id"], change.get("file", ""))
            self._entities[change["id"]] = self._entities.get(change["id"], {}) | over
        for change in changes["edges"]:
            for owner in change.get("replaces", ()):
                self._edges.pop((owner, change["owned"]), None)
            share = later[change["facts"]].get("share_pct")
            stated = {"share": share} if isinstance(share, int | float) and "share" not in change else {}
            self._edges[change["owner"], change["owned"]] = _plain(change) | stated | _proof(change, later, evidence)

    def link(self) -> None:
        """Adds the links that are not ownership, and the companies that only they name."""
        written = overrides.read("nexus")
        for item in written["entities"]:
            self._company(_plain(item), item["file"])
        for item in written["ownership"]:
            self._edge(_plain(item))
        self._nexus = [(item["file"], _plain(item)) for item in written["nexus"]]

    def close(self, tops: frozenset[str]) -> None:
        """Gives an unknown holder to every company whose owners no fact names, and which is not named as the top."""
        owned = {edge["owned"] for edge in self._edges.values()}
        owners = {edge["owner"] for edge in self._edges.values()}
        for name, company in self._entities.items():
            if name not in owned | owners | tops and company.get("kind", "company") == "company":
                proof = {"source": ("background",), "as_of": company["as_of"], "grade": "background"}
                self._edge({"owner": entities.holders(name), "owned": name, "control": "unknown", **proof})
        for edge in list(self._edges.values()):
            if edge["owner"] == entities.holders(edge["owned"]):
                company = self._entities[edge["owned"]]["name"]
                self._company(entities.nobody_named(edge, company), self._files[edge["owned"]])

    def files(self) -> Iterator[tuple[str, Entry]]:
        """Each file with its parts in order."""
        for name in sorted(set(self._files.values())):
            rows = {
                "entities": [row for key, row in sorted(self._entities.items()) if self._files[key] == name],
                "ownership": [row for key, row in sorted(self._edges.items()) if self._files[key[1]] == name],
                "nexus": [row for file, row in self._nexus if file == name],
            }
            yield name, {part: rows[part] for part in _PARTS}

    def _company(self, company: Entry, file: str) -> None:
        self._files.setdefault(company["id"], file)
        self._entities |= entities.strongest([*self._same(company["id"]), company])

    def _same(self, name: str) -> Iterable[Entry]:
        return (self._entities[name],) if name in self._entities else ()

    def _edge(self, edge: Entry) -> None:
        key = (edge["owner"], edge["owned"])
        other = self._edges.get(key, edge)
        self._edges[key] = min((other, edge), key=lambda row: GRADES.index(row["grade"]))

    def _named_owners(self, line: Entry, file: str) -> None:
        """Companies, persons and states that a line names in words, on the evidence of the line."""
        for words in (line.get("owner") or line.get("parent"), line.get("owned") or line.get("child")):
            for named in self._owners.get(words, ()):
                if "name" in named:
                    stated = {field: named[field] for field in ("id", "name", "kind", "country") if field in named}
                    self._company(stated | self._evidence.of(line), file)


def _plain(change: Entry) -> Entry:
    return {field: value for field, value in change.items() if field not in _LINK_FIELDS}


def _proof(change: Entry, later: dict[str, Entry], evidence: Evidence) -> Entry:
    """Date, grade and source: those of the entry unless the correction says otherwise."""
    entry = later[change["facts"]]
    word = next((grade for grade in GRADES if str(entry["grade"]).startswith(grade)), "background")
    stated = evidence.of({"as_of": entry["as_of"], "evidence": word}, otherwise=(f"own-{change['facts']}",))
    said = {field: change[field] for field in ("as_of", "grade") if field in change}
    return stated | said | ({"source": (change["source"],)} if "source" in change else {})
