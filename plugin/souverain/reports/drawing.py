"""The resources of a run as a graph, where they are and where their data goes: facts in, Mermaid or DOT out.

One box for each place (operator, region), a node for each resource in it, an arrow for each flow, in the direction of
the data; dashed where the flow is not sure, dotted where it carries none. What has nothing to do with data is left out.
Instances of one block are one node, with their number, where they are in one place and of one class.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from souverain.classes import HEALTH
from souverain.document import Established, FlowFacts, FlowKind, Place, ResourceFacts
from souverain.graph import CARRYING
from souverain.reports.seen import primary
from souverain.wording.names import Names

Format = Literal["mermaid", "dot"]

_HOLDS = ("stores", "processes")
_STAYING = ("introduced", "existing")


def draw(established: Established, names: Names, form: Format) -> Iterator[str]:
    """The lines of the drawing, the same for the same facts."""
    drawing = _Drawing(established, names)
    return _mermaid(drawing) if form == "mermaid" else _dot(drawing)


class _Node(NamedTuple):
    """A resource, and how many it stands for: itself and those of its block that are alike."""

    resource: ResourceFacts
    number: int

    @property
    def label(self) -> str:
        return self.resource.address if self.number == 1 else f"{self.resource.identity} ×{self.number}"


class _Arrow(NamedTuple):
    """A flow between two nodes, or to a place outside."""

    kind: FlowKind
    source: int
    target: int | None
    place: str
    sure: bool


class _Drawing:
    """What both forms show."""

    def __init__(self, established: Established, names: Names) -> None:
        self._established = established
        self._names = names
        flows = [flow for flow in established.flows if flow.target is not None or flow.place]
        ends = {end for flow in flows for end in (flow.source, flow.target) if end is not None}
        self._alike: dict[tuple[object, ...], list[ResourceFacts]] = {}
        for one in established.resources:
            if one.state in _STAYING and (one.id in ends or _holds(one)):
                self._alike.setdefault(self._key(one), []).append(one)
        first = {one.id: same[0].id for same in self._alike.values() for one in same}
        self.arrows = tuple(dict.fromkeys(_arrow(flow, first) for flow in flows))
        self.outside = sorted({arrow.place for arrow in self.arrows if arrow.place})

    def boxes(self) -> Iterator[tuple[str, list[_Node]]]:
        """Title of each place, and what is in it."""
        found: dict[str, list[_Node]] = {}
        for same in self._alike.values():
            found.setdefault(self._place(same[0]), []).append(_Node(same[0], len(same)))
        yield from sorted(found.items(), key=lambda box: box[0])

    def title(self, place_id: str) -> str:
        """Who runs a place, and where it is."""
        place: Place = self._established.places[place_id]
        operator = self._established.operators.get(place.operator.value or "")
        who = operator.name if operator else self._names.say("evidence.unknown")
        where = place.region.value or self._names.say("evidence.unknown-place")
        countries = "+".join(place.countries.value or ("?",))
        return f"{who}, {where} ({countries})"

    def said(self, node: _Node) -> tuple[str, ...]:
        """What stands in a node, line by line: the class only of what holds data, or has one all the same."""
        resource = node.resource
        if resource.data_class.value is None and not _holds(resource):
            return (node.label,)
        return (node.label, self._names.all_of(map(self._names.data, resource.classes)))

    def of_health(self, node: _Node) -> bool:
        """Whether it is health data, of whatever class."""
        return any(HEALTH in self._established.classes.get(one, ()) for one in node.resource.classes)

    def kind(self, arrow: _Arrow) -> str:
        """What the arrow says."""
        return self._names.say(f"evidence.flow-{arrow.kind}")

    def _place(self, resource: ResourceFacts) -> str:
        ref = primary(resource)
        return self.title(ref.place) if ref else "-"

    def _key(self, resource: ResourceFacts) -> tuple[object, ...]:
        return (resource.input, resource.identity, self._place(resource), resource.classes)


def _holds(resource: ResourceFacts) -> bool:
    return resource.state in _STAYING and (resource.role.value in _HOLDS or not resource.role.known)


def _arrow(flow: FlowFacts, first: Mapping[int, int]) -> _Arrow:
    """The flow between those that stand for its ends."""
    target = None if flow.target is None else first.get(flow.target, flow.target)
    return _Arrow(flow.kind, first.get(flow.source, flow.source), target, flow.place, flow.sure)


def _mermaid(drawing: _Drawing) -> Iterator[str]:
    yield "flowchart LR"
    for number, (title, nodes) in enumerate(drawing.boxes()):
        yield f'  subgraph p{number}["{_plain(title)}"]'
        for node in nodes:
            mark = ":::protected" if drawing.of_health(node) else ""
            yield f'    r{node.resource.id}["{"<br/>".join(map(_plain, drawing.said(node)))}"]{mark}'
        yield "  end"
    for number, place in enumerate(drawing.outside):
        yield f'  o{number}(["{_plain(drawing.title(place))}"])'
    for arrow in drawing.arrows:
        line = "-->" if arrow.sure and arrow.kind in CARRYING else "-.->"
        yield f"  r{arrow.source} {line}|{_plain(drawing.kind(arrow))}| {_end(arrow, drawing.outside)}"
    yield "  classDef protected stroke-width:3px"


def _dot(drawing: _Drawing) -> Iterator[str]:
    yield "digraph souverain {"
    yield "  rankdir=LR; node [shape=box];"
    for number, (title, nodes) in enumerate(drawing.boxes()):
        yield f"  subgraph cluster_{number} {{ label={_quoted(title)};"
        for node in nodes:
            style = ", penwidth=3" if drawing.of_health(node) else ""
            yield f"    r{node.resource.id} [label={_quoted(*drawing.said(node))}{style}];"
        yield "  }"
    for number, place in enumerate(drawing.outside):
        yield f"  o{number} [label={_quoted(drawing.title(place))}, shape=ellipse];"
    for arrow in drawing.arrows:
        style = "" if arrow.sure and arrow.kind in CARRYING else ", style=dashed"
        yield f"  r{arrow.source} -> {_end(arrow, drawing.outside)} [label={_quoted(drawing.kind(arrow))}{style}];"
    yield "}"


def _end(arrow: _Arrow, outside: list[str]) -> str:
    return f"r{arrow.target}" if arrow.target is not None else f"o{outside.index(arrow.place)}"


def _plain(text: str) -> str:
    """Text of an input that cannot leave its label: Mermaid has entities for that."""
    named = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "|": "#124;", "`": "#96;", "&": "#amp;", "%": "#37;"}
    return "".join(named.get(char, char if char.isprintable() else "?") for char in text)


def _quoted(*lines: str) -> str:
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _escaped(text: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
