"""Who owns whom: a run in, a drawing of the chains of control and the table that says the same out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from souverain.document import Edge, Operator
from souverain.reports.html.elements import Element, el, table
from souverain.reports.html.seen import Known, Seen
from souverain.wording.names import Names

_WIDTH, _HEIGHT, _ACROSS, _DOWN = 204, 40, 240, 56
"""Five columns fit into the page: most chains are no longer."""
_LONGEST = 26


def section(seen: Seen, known: Known) -> Element | None:
    """The operators of the run with all who stand above them; nothing when the run knows of none."""
    if not known.facts.operators:
        return None
    operators = [*known.facts.operators.values()]
    return el(
        "section",
        el("h2", seen.say("owners")),
        el("p", seen.say("owners-note")),
        _Drawing(operators, seen, known).drawn(),
        _listed(operators, seen, known.names),
    )


def _listed(operators: Iterable[Operator], seen: Seen, names: Names) -> Element:
    heads = [seen.say(f"column-{name}") for name in ("operator", "parents", "laws")]
    rows = [(names.seated(item.id), _parents(item, names), _laws(item, names)) for item in operators]
    return table(seen.say("owners-table"), heads, dict.fromkeys(rows))


def _parents(operator: Operator, names: Names) -> str:
    if operator.parents.value is None:
        return names.reason(operator.parents.reason, operator.parents.args)
    return ", ".join(f"{party.name} ({party.country})" for party in operator.parents.value)


def _laws(operator: Operator, names: Names) -> str:
    """The laws from any country that reach it, each once, with the channel."""
    said = (
        f"{names.law_name(item.law)} ({names.say(f'evidence.channel-{item.channel}')}, "
        f"{names.say(f'evidence.certainty-{item.certainty}')})"
        for item in operator.reach.value or ()
    )
    return names.say("evidence.separator").join(dict.fromkeys(said))


class _Drawing:
    """Owners at the left, what they own at the right of them."""

    def __init__(self, operators: Iterable[Operator], seen: Seen, known: Known) -> None:
        self._seen, self._names = seen, known.names
        self._inside = known.facts.zones.get("EEA", ())
        self._edges = {(edge.owner, edge.owned): edge for operator in operators for edge in operator.chain}
        self._operators = frozenset(operator.id for operator in operators)
        self._columns = self._ranked()
        self._at = {
            node: (column * _ACROSS, row * _DOWN + 8)
            for column, nodes in enumerate(self._columns)
            for row, node in enumerate(nodes)
        }

    def drawn(self) -> Element:
        """The drawing; the table beside it says the same."""
        width = max(1, len(self._columns)) * _ACROSS - (_ACROSS - _WIDTH)
        height = max(map(len, self._columns), default=1) * _DOWN
        lines = [self._line(edge) for edge in self._edges.values()]
        boxes = [self._box(node) for node in self._at]
        name = f"owners-{self._seen.lang}"
        drawing = el(
            "svg",
            el("title", self._seen.say("owners"), id=name),
            el("g", *lines, class_="edges"),
            *boxes,
            viewBox=f"0 0 {width + 2} {height}",
            width=str(width),
            role="img",
            aria_labelledby=name,
            class_="owners",
        )
        return el("div", drawing, class_="scroll", tabindex="0")

    def _ranked(self) -> list[list[str]]:
        """Each node right of all its owners; a circle of owners ends where it began."""
        nodes = sorted({*self._operators, *(node for pair in self._edges for node in pair)})
        rank = dict.fromkeys(nodes, 0)
        for _ in nodes:
            moved = {owned: rank[owner] + 1 for owner, owned in self._edges if rank[owned] <= rank[owner] < len(nodes)}
            if not moved or max(moved.values()) >= len(nodes):
                break
            rank |= moved
        columns: dict[int, list[str]] = defaultdict(list)
        for node in nodes:
            columns[rank[node]].append(node)
        return self._ordered([columns[number] for number in sorted(columns)])

    def _ordered(self, columns: list[list[str]]) -> list[list[str]]:
        """What is owned stands near its owners."""
        row: dict[str, int] = {}
        for column in columns:
            column.sort(key=lambda node: (self._middle(node, row), node))
            row |= {node: number for number, node in enumerate(column)}
        return columns

    def _middle(self, node: str, row: Mapping[str, int]) -> float:
        owners = [row[owner] for owner, owned in self._edges if owned == node and owner in row]
        return sum(owners) / len(owners) if owners else 0

    def _box(self, node: str) -> Element:
        (x, y), party = self._at[node], self._names.party(node)
        name = party.name if len(party.name) <= _LONGEST else party.name[: _LONGEST - 1] + "…"
        inside = "inside" if party.country in self._inside else "outside"
        operates = "operator" if node in self._operators else ""
        return el(
            "g",
            el("title", f"{party.name} ({party.country})"),
            el("rect", x=str(x + 1), y=str(y), width=str(_WIDTH), height=str(_HEIGHT), rx="4"),
            el("text", name, x=str(x + 10), y=str(y + 17)),
            el("text", self._names.country(party.country), x=str(x + 10), y=str(y + 32), class_="country"),
            class_=f"box {inside} {operates}".rstrip(),
        )

    def _line(self, edge: Edge) -> Element:
        (x, y), (to_x, to_y) = self._at[edge.owner], self._at[edge.owned]
        start, end, middle = x + _WIDTH, to_x, (x + _WIDTH + to_x) / 2
        y, to_y = y + _HEIGHT // 2, to_y + _HEIGHT // 2
        share = f"{edge.share:g} %" if edge.share is not None else ""
        return el(
            "g",
            el("title", self._names.edge(edge)),
            el("path", d=f"M{start},{y}C{middle},{y} {middle},{to_y} {end},{to_y}"),
            el("text", share, x=str(middle), y=str((y + to_y) / 2 - 4)) if share else None,
        )
