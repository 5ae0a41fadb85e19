"""States as `terraform show -json` prints them, formats 0.1 to 1.x: `values` in, objects out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.errors import ReadError
from souverain.readers.terraform_plan import resources, shapes
from souverain.readers.terraform_plan.sections import Sections
from souverain.readers.terraform_state.objects import Stated

_NEWEST = "1"


def objects(sections: Sections) -> Iterator[Stated]:
    """Every object. Which provider configuration manages it, this form does not say. Raises ReadError."""
    version = sections.read("format_version", str, "0.1")
    if version.partition(".")[0] not in ("0", _NEWEST):
        raise ReadError("state-too-new", version=version, newest=f"{_NEWEST}.x", kind="terraform-state")
    for resource in resources.in_state(sections.read("values", shapes.StateValues, shapes.StateValues())):
        yield Stated(resources.of_state(resource, "exists"), dependencies=tuple(resource.depends_on or ()))
