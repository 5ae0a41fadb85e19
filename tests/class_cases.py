"""Orders of classes for property tests: the shipped ones, with any classes of one's own."""

from __future__ import annotations

from hypothesis import strategies as st

from souverain.classes import Classes, shipped
from souverain.classes.own import OwnClass, extended

NAMES = ("imaging", "payroll", "genomics", "telemetry", "mri")


@st.composite
def own(draw: st.DrawFn) -> dict[str, OwnClass]:
    """Classes of one's own, each of a shipped one or of another of them, in any order of declaration."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True))
    found = {
        name: OwnClass(parent=draw(st.sampled_from((*shipped().ids, *names[:number]))))
        for number, name in enumerate(names)
    }
    return {name: found[name] for name in draw(st.permutations(names))}


def orders() -> st.SearchStrategy[Classes]:
    """All that declaring them can come to."""
    return own().map(lambda said: extended(said, "souverain.yaml"))
