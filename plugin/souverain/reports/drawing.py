"""The resources of a run as a graph, where they are and where their data goes: facts in, Mermaid or DOT out.

One box for each place (operator, region), a node for each resource in it, an arrow for each flow, in the direction of
the data; dashed where the flow is not sure, dotted where it carries none. What has nothing to do with data is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from souverain.document import Established, FlowFacts, Place, ResourceFacts
from souverain.graph import CARRYING
from souverain.reports.seen import primary
from souverain.wording.names import Names

Format = Literal["mermaid", "dot"]

_HOLDS = ("stores", "processes")
_PROTECTED = ("health", "health-pseudonymised", "snds", "eds")
_STAYING = ("introduced", "existing")


def draw(established: Established, names: Names, form: Format) -> Iterator[str]:
    """The lines of the drawing, the same for the same facts."""
    drawing = _Drawing(established, names)
    return _mermaid(drawing) if form == "mermaid" else _dot(drawing)


class _Drawing:
    """What both forms show."""

    def __init__(self, established: Established, names: Names) -> None:
        self._established = established
        self._names = names
        self.flows = [flow for flow in established.flows if self._shown(flow)]
        ends = {end for flow in self.flows for end in (flow.source, flow.target) if end is not None}
        self.resources = [
            one for one in established.resources if one.state in _STAYING and (one.id in ends or _holds(one))
        ]
        self.outside = sorted({flow.place for flow in self.flows if flow.place})

    def boxes(self) -> Iterator[tuple[str, list[ResourceFacts]]]:
        """Title of each place, and what is in it."""
        found: dict[str, list[ResourceFacts]] = {}
        for resource in self.resources:
            ref = primary(resource)
            found.setdefault(self.title(ref.place) if ref else "-", []).append(resource)
        yield from sorted(found.items())

    def title(self, place_id: str) -> str:
        """Who runs a place, and where it is."""
        place: Place = self._established.places[place_id]
        operator = self._established.operators.get(place.operator.value or "")
        who = operator.name if operator else self._names.say("evidence.unknown")
        where = place.region.value or self._names.say("evidence.unknown-place")
        countries = "+".join(place.countries.value or ("?",))
        return f"{who}, {where} ({countries})"

    def data_class(self, resource: ResourceFacts) -> str:
        """The class in words."""
        return self._names.say(f"evidence.class-{resource.data_class.value or 'undeclared'}")

    def kind(self, flow: FlowFacts) -> str:
        """What the arrow says."""
        return self._names.say(f"evidence.flow-{flow.kind}")

    def _shown(self, flow: FlowFacts) -> bool:
        return flow.target is not None or bool(flow.place)


def _holds(resource: ResourceFacts) -> bool:
    return resource.state in _STAYING and (resource.role.value in _HOLDS or not resource.role.known)


def _protected(resource: ResourceFacts) -> bool:
    return resource.data_class.value in _PROTECTED


def _mermaid(drawing: _Drawing) -> Iterator[str]:
    yield "flowchart LR"
    for number, (title, resources) in enumerate(drawing.boxes()):
        yield f'  subgraph p{number}["{_plain(title)}"]'
        for one in resources:
            mark = ":::protected" if _protected(one) else ""
            yield f'    r{one.id}["{_plain(one.address)}<br/>{_plain(drawing.data_class(one))}"]{mark}'
        yield "  end"
    for number, place in enumerate(drawing.outside):
        yield f'  o{number}(["{_plain(drawing.title(place))}"])'
    for flow in drawing.flows:
        arrow = "-->" if flow.sure and flow.kind in CARRYING else "-.->"
        yield f"  r{flow.source} {arrow}|{_plain(drawing.kind(flow))}| {_end(flow, drawing.outside)}"
    yield "  classDef protected stroke-width:3px"


def _dot(drawing: _Drawing) -> Iterator[str]:
    yield "digraph souverain {"
    yield "  rankdir=LR; node [shape=box];"
    for number, (title, resources) in enumerate(drawing.boxes()):
        yield f"  subgraph cluster_{number} {{ label={_quoted(title)};"
        for one in resources:
            style = ", penwidth=3" if _protected(one) else ""
            yield f"    r{one.id} [label={_quoted(one.address, drawing.data_class(one))}{style}];"
        yield "  }"
    for number, place in enumerate(drawing.outside):
        yield f"  o{number} [label={_quoted(drawing.title(place))}, shape=ellipse];"
    for flow in drawing.flows:
        style = "" if flow.sure and flow.kind in CARRYING else ", style=dashed"
        yield f"  r{flow.source} -> {_end(flow, drawing.outside)} [label={_quoted(drawing.kind(flow))}{style}];"
    yield "}"


def _end(flow: FlowFacts, outside: list[str]) -> str:
    return f"r{flow.target}" if flow.target is not None else f"o{outside.index(flow.place)}"


def _plain(text: str) -> str:
    """Text of an input that cannot leave its label: Mermaid has entities for that."""
    named = {'"': "#quot;", "#": "#35;", "<": "#lt;", ">": "#gt;", "|": "#124;", "`": "#96;"}
    return "".join(named.get(char, char if char.isprintable() else "?") for char in text)


def _quoted(*lines: str) -> str:
    return '"' + "\\n".join(_escaped(line) for line in lines) + '"'


def _escaped(text: str) -> str:
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')
