"""What both ends of a flow say of their data, for every kind and direction: who is believed, and what is told."""

from __future__ import annotations

import itertools

import pytest
from graph_cases import resource, stack

from souverain.classes import HEALTH, shipped
from souverain.config import Config
from souverain.document import FlowKind
from souverain.graph import CARRYING, Flow
from souverain.sensitivity import Classified, follow

COPIES = ("replicates-to", "backs-up-to", "restored-from")
TOLD = ("class-contradicts-flow", "class-below-flow", "class-below-copy")
SAID = ("", *shipped().ids)
KINDS = sorted(CARRYING)


def ends(kind: FlowKind, source: str, target: str, *, sure: bool = True) -> tuple[Classified, Classified]:
    """Both ends of one flow, with what they come to."""
    labels = [{"tags.data-class": said} if said else {} for said in (source, target)]
    made = stack(*(resource(f"aws_s3_bucket.b{number}", dict(label)) for number, label in enumerate(labels)))
    found = follow(made, Config(), [Flow(kind, 0, 1, "", "x", sure)]).resources
    return found[0], found[1]


def told(found: Classified) -> list[str]:
    return [step.code for step in found.basis.why if step.code in TOLD]


def of_health(said: str) -> bool:
    return shipped().is_a(said, HEALTH)


def harmless(said: str) -> bool:
    return said in ("technical", "none")


@pytest.mark.parametrize("kind", KINDS)
def test_no_end_that_says_none_passes_in_silence(kind: FlowKind) -> None:
    """Whatever concerns somebody at one end, and is denied at the other, is told there, or overrules it."""
    for source, target in itertools.product(filter(None, SAID), SAID):
        above, below = ends(kind, source, target)
        if harmless(source) or not target:
            continue
        denies = harmless(target) or (of_health(source) and not of_health(target))
        weaker = kind in COPIES and source in ("health", "eds") and target == "health-pseudonymised"
        assert bool(told(below)) == (denies or weaker), (source, target)
        if denies and kind in COPIES:
            assert below.data_class.value == source, (source, target)
            assert told(below) == ["class-contradicts-flow"]
        assert above.data_class.value == source


@pytest.mark.parametrize("kind", KINDS)
def test_an_original_that_its_copy_denies_is_told(kind: FlowKind) -> None:
    for source, target in itertools.product(filter(None, SAID), filter(None, SAID)):
        above, _ = ends(kind, source, target)
        denies = not harmless(target) and (harmless(source) or (of_health(target) and not of_health(source)))
        code = "class-below-copy" if kind in COPIES else "class-below-flow" if kind == "mounted-by" else ""
        assert told(above) == ([code] if denies and code else []), (source, target)


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_said_takes_what_comes(kind: FlowKind) -> None:
    for source in filter(None, SAID):
        _, below = ends(kind, source, "")
        expected = None if harmless(source) else source
        assert (below.data_class.value, told(below)) == (expected, []), source


@pytest.mark.parametrize("kind", ["encrypted-by", "peers-with"])
def test_what_carries_no_data_says_nothing(kind: FlowKind) -> None:
    for source, target in itertools.product(SAID, SAID):
        assert [told(end) for end in ends(kind, source, target)] == [[], []]


@pytest.mark.parametrize("kind", KINDS)
def test_a_flow_of_which_another_may_be_meant_gives_no_class(kind: FlowKind) -> None:
    _, below = ends(kind, "health", "", sure=False)
    assert below.data_class.value is None
