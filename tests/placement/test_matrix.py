"""Every cell of the matrix, planned by the real tools: exact or a named unknown, never a wrong place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from matrix_cells import DEPTHS, GROUPS, WAYS, Kind, address, write
from matrix_kinds import KINDS

from souverain import knowledge, readers
from souverain.knowledge import Knowledge
from souverain.model import Stack
from souverain.placement import Placed, place

sys.path.append(str(Path(__file__).parents[1] / "stubs"))
stub = pytest.importorskip("terraform_stub", reason="the offline provider needs the packages tf, grpcio and msgpack")

ALONE = frozenset(
    {"literal", "var_default", "var_value", "object_attribute", "module_input", "module_output", "data_source"}
)
"""What a plan alone settles of an expression that it does not evaluate."""
NAMED = {
    "local": {"needs-source"},
    "function": {"several-names"},
    "conditional": {"not-a-place"},
    "template": {"not-a-place"},
    "for_each": {"not-a-place", "variable-without-value", "differs-by-instance"},
    "absent": {"no-provider-region", "provider-without-region", "known-after-apply", "place-not-stated"},
}
"""Why the others are unknown then."""
Places = Mapping[str, Placed]


@cache
def known() -> Knowledge:
    return knowledge.load()


def places(paths: Iterable[Path]) -> Places:
    told: dict[str, Placed] = {}
    for path in paths:
        found = readers.read(str(path))
        assert isinstance(found, Stack)
        assert found.gaps == ()
        placed = place(found, known())
        told |= {item.address: where[0] for item, where in zip(found.resources, placed, strict=True)}
    return told


@pytest.fixture(scope="module", params=["terraform", "tofu"])
def tool_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    found = request.param
    assert isinstance(found, Kind)
    return found


@pytest.fixture(scope="module")
def planned(
    kind: Kind, tool_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Path:
    """A folder with the source of all cells of one provider and the plan that a real tool made of it."""
    program = str(request.getfixturevalue("tool")(tool_name))
    folder: Path = tmp_path_factory.mktemp(kind.name.replace(" ", "-"))
    answers = {kind.data: {kind.gives: kind.good}}
    with stub.serve({kind.source: stub.Provider(kind.schema, answers)}, tool_name) as attached:
        for depths in GROUPS:
            root = folder / depths[0]
            write(root, kind, tool_name, depths)
            for command in ("init", "plan -out=plan.bin", "show -json plan.bin"):
                environment = {**os.environ, **attached}
                asked = [program, *command.split()]
                done = subprocess.run(asked, cwd=root, env=environment, capture_output=True, check=False)
                assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
            (root / "plan.json").write_bytes(done.stdout)
    return folder


@pytest.fixture(scope="module")
def alone(planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """What the plan says without its source."""
    elsewhere = tmp_path_factory.mktemp("alone")
    names = [shutil.copy(root / "plan.json", elsewhere / f"{root.name}.json") for root in planned.iterdir()]
    return places(Path(name) for name in names)


@pytest.fixture(scope="module")
def beside(planned: Path) -> Places:
    """What the plan says with its source."""
    return places(root / "plan.json" for root in planned.iterdir())


@pytest.fixture(scope="module")
def source(planned: Path) -> Places:
    """What the source says without its plan."""
    return places(planned.iterdir())


def assert_cell(kind: Kind, way: str, found: Placed, *, exact: bool) -> None:
    """The cell is `good`, or unknown for a reason that is one of its way's."""
    wanted = kind.absent if way == "absent" else kind.good
    provider = known().provider_of(f"registry.terraform.io/{kind.source}", kind.type)
    answers = "ovhcloud" if kind.provider == "openstack" else provider
    region = known().region(answers or "", wanted) if wanted else None
    if exact:
        assert region is not None
        assert found.site.region.value == region.id
        assert found.site.countries.value == (region.country,)
        assert found.basis.confidence != "unknown"
    else:
        assert not found.site.countries.known
        assert found.site.countries.reason in NAMED[way]
        assert found.basis.confidence == "unknown"


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("way", WAYS)
def test_from_the_plan_alone(kind: Kind, way: str, depth: str, alone: Places) -> None:
    exact = bool(kind.absent) if way == "absent" else way in ALONE or kind.planned
    found = alone[address(kind, way, depth)]
    assert_cell(kind, way, found, exact=exact)
    if exact and way not in ("literal", "absent") and not kind.planned:
        assert found.basis.confidence == "assumed", "a plan does not show that it is no more than that name"


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("way", WAYS)
def test_with_the_source_beside_the_plan(kind: Kind, way: str, depth: str, beside: Places) -> None:
    found = beside[address(kind, way, depth)]
    assert_cell(kind, way, found, exact=way != "absent" or bool(kind.absent))
    if way != "absent":
        assert found.basis.confidence in ("observed", "derived")


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("way", [way for way in WAYS if way != "data_source"])
def test_from_the_source_alone(kind: Kind, way: str, depth: str, source: Places) -> None:
    """As the plan; what a data source says is not in the source."""
    assert_cell(kind, way, source[address(kind, way, depth)], exact=way != "absent" or bool(kind.absent))


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_data_source_is_unknown_before_it_is_read(kind: Kind, depth: str, source: Places) -> None:
    """Or it is where the data source itself is, which says the region of its provider."""
    found = source[address(kind, "data_source", depth)]
    assert not found.site.countries.known or "resource-reference" in [step.code for step in found.basis.why]
