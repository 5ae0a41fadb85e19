"""Who owns whom around an entity: records in; a tree for people, or a graph in Mermaid or DOT out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from souverain.knowledge import Knowledge
from souverain.knowledge.records import Nexus, Ownership
from souverain.wording.names import Names

_NO_GROUP = ("state", "public", "person", "fund")
"""Kinds whose other holdings are no business of the entity's."""


class Group(msgspec.Struct, frozen=True):
    """Some entities, everybody above them, what the companies among these hold, and the links of the first."""

    roots: tuple[str, ...]
    edges: tuple[Ownership, ...]
    links: tuple[Nexus, ...]


def group(roots: tuple[str, ...], known: Knowledge) -> Group:
    """All edges around some entities, in one order."""
    above = _reached(roots, lambda entity: (edge.owner for edge in known.owners(entity)))
    heads = [entity for entity in above if known.entity(entity).kind not in _NO_GROUP]
    below = _reached(heads, lambda entity: (edge.owned for edge in known.holdings(entity)))
    edges = [edge for entity in dict.fromkeys((*above, *below)) for edge in known.owners(entity)]
    return Group(roots, tuple(edges), tuple(link for root in roots for link in known.nexus(root)))


def tree(root: str, known: Knowledge, names: Names) -> Iterator[str]:
    """The entity, who is above it, what it and they hold, and its links."""
    yield names.seated(root)
    branches = [*_above(root, known, names, (root,)), *_below(root, known, names, (root,)), *_links(root, known, names)]
    yield from _drawn(branches)


class _Branch(msgspec.Struct, frozen=True):
    """One line, on what it rests, and what hangs on it."""

    text: str
    basis: str
    twigs: tuple[_Branch, ...] = ()


def _above(entity: str, known: Knowledge, names: Names, seen: tuple[str, ...]) -> Iterator[_Branch]:
    for edge in known.owners(entity):
        text = names.say("cli.owned-by", name=names.seated(edge.owner), control=_control(edge, names))
        twigs: tuple[_Branch, ...] = ()
        if edge.owner not in seen:
            path = (*seen, edge.owner)
            twigs = tuple(_above(edge.owner, known, names, path))
            if known.entity(edge.owner).kind not in _NO_GROUP:
                twigs += tuple(_below(edge.owner, known, names, path))
        yield _Branch(text, _basis(edge, names), twigs)


def _below(entity: str, known: Knowledge, names: Names, seen: tuple[str, ...]) -> Iterator[_Branch]:
    for edge in known.holdings(entity):
        if edge.owned not in seen:
            text = names.say("cli.owns", name=names.seated(edge.owned), control=_control(edge, names))
            yield _Branch(text, _basis(edge, names), tuple(_below(edge.owned, known, names, (*seen, edge.owned))))


def _links(entity: str, known: Knowledge, names: Names) -> Iterator[_Branch]:
    for link in known.nexus(entity):
        text = names.say("cli.linked", role=names.say(f"cli.role-{link.role}"), name=names.seated(link.other))
        yield _Branch(text, _basis(link, names))


def _drawn(branches: Sequence[_Branch], indent: str = "") -> Iterator[str]:
    for number, branch in enumerate(branches, 1):
        corner, bar = ("└─ ", "   ") if number == len(branches) else ("├─ ", "│  ")
        yield f"{indent}{corner}{branch.text}"
        yield f"{indent}{bar}{'│  ' if branch.twigs else '   '}{branch.basis}"
        yield from _drawn(branch.twigs, indent + bar)


def _control(edge: Ownership, names: Names) -> str:
    """How much, in the words of reports: `control, 56.55% of the capital, 58% of the votes`."""
    share = "" if edge.share is None else names.say("evidence.share", share=f"{edge.share:g}")
    votes = "" if edge.votes is None else names.say("cli.votes", votes=f"{edge.votes:g}")
    dates = names.say("cli.to", until=edge.until) if edge.until else ""
    return names.say(f"evidence.control-{edge.control}") + share + votes + dates


def _basis(record: Ownership | Nexus, names: Names) -> str:
    parts = (record.grade, names.sources(record.source), names.say("cli.read", as_of=record.as_of))
    return f"[{'; '.join(part for part in parts if part)}]"


def _reached(roots: Iterable[str], step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Everything that steps lead to from the roots, these included, nearest first."""
    found = dict.fromkeys(roots)
    queue = [*found]
    for entity in queue:
        new = [other for other in step(entity) if other not in found]
        found |= dict.fromkeys(new)
        queue += new
    return tuple(found)


# --- Graphs ---


def mermaid(drawn: Group, names: Names) -> Iterator[str]:
    """The group as a Mermaid flowchart, owners above."""
    numbers = _numbered(drawn)
    yield "flowchart TD"
    for entity, number in numbers.items():
        yield f'  e{number}["{_quoted(names.seated(entity), "#quot;")}"]'
    for edge in drawn.edges:
        yield f'  e{numbers[edge.owner]} -->|"{_label(edge, names)}"| e{numbers[edge.owned]}'
    for link in drawn.links:
        label = names.say(f"cli.role-{link.role}")
        yield f'  e{numbers[link.entity]} -.->|"{label}"| e{numbers[link.other]}'


def dot(drawn: Group, names: Names) -> Iterator[str]:
    """The group in the language of Graphviz, owners above."""
    numbers = _numbered(drawn)
    yield "digraph owners {"
    yield "  node [shape=box];"
    for entity, number in numbers.items():
        shown = _quoted(names.seated(entity), '\\"')
        yield f'  e{number} [label="{shown}"];'
    for edge in drawn.edges:
        yield f'  e{numbers[edge.owner]} -> e{numbers[edge.owned]} [label="{_label(edge, names)}"];'
    for link in drawn.links:
        label = names.say(f"cli.role-{link.role}")
        yield f'  e{numbers[link.entity]} -> e{numbers[link.other]} [label="{label}", style=dashed];'
    yield "}"


FORMATS: dict[str, Callable[[Group, Names], Iterator[str]]] = {"mermaid": mermaid, "dot": dot}


def _numbered(drawn: Group) -> dict[str, int]:
    ends = (end for edge in drawn.edges for end in (edge.owner, edge.owned))
    linked = (link.other for link in drawn.links)
    return {entity: number for number, entity in enumerate(dict.fromkeys((*drawn.roots, *ends, *linked)))}


def _label(edge: Ownership, names: Names) -> str:
    return f"{_control(edge, names)} ({edge.as_of}, {edge.grade})"


def _quoted(text: str, quote: str) -> str:
    return text.replace('"', quote)
