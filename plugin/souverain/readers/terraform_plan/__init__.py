"""Plans of Terraform and OpenTofu (`terraform show -json PLAN`, formats 0.1 to 1.2): a JSON document in, a `Stack` out.

No section is complete in every plan: `resource_changes` leaves out what a targeted plan does not touch, and some plans
come without it. The resources are the union of all sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from souverain.errors import ReadError
from souverain.model import Action, Gap, Input, Reason, Resource, Stack
from souverain.readers.members import Members
from souverain.readers.source import Source
from souverain.readers.terraform_plan import configuration, resources, shapes
from souverain.readers.terraform_plan.changes import changes, deferred
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.resources import ResourceReader
from souverain.readers.terraform_plan.sections import Sections

_NEWEST_MAJOR = 1
_TOFU_REGISTRY = "registry.opentofu.org/"
_RESOURCES = ("resource_changes", "planned_values", "prior_state", "deferred_changes")
"""Sections that state resources: an empty plan has one of them, a configuration alone says nothing of what happens."""

_PARTIAL = Gap(address="", reason=Reason("plan-partial"))
"""The plan says itself that more is to come: it was made for some targets, or something waits for a later one."""


def recognises(found: Members) -> bool:
    """Whether the document has a section that only plans have."""
    if "resource_changes" in found or "planned_values" in found:
        return True
    return "format_version" in found and ("prior_state" in found or "configuration" in found)


def read(source: Source, found: Members) -> Stack:
    """What the plan states. Raises ReadError for a newer format, and for a plan that ended in an error."""
    sections = Sections(source, found)
    _refuse_unusable(source, sections)
    kinds = Kinds()
    configured = configuration.read(
        sections.read("configuration", shapes.Configuration, shapes.Configuration()),
        sections.read("variables", dict[str, shapes.Variable], {}),
        kinds,
    )
    stated = tuple(_resources(sections, ResourceReader(kinds, configured.blocks)))
    return Stack(
        input=Input(path=source.path, sha256=source.sha256, kind="terraform-plan", tool=_tool(sections, stated)),
        resources=stated,
        providers=configured.providers,
        modules=configured.modules,
        variables=configured.variables,
        gaps=() if sections.read("complete", bool, default=True) else (_PARTIAL,),
        has_actions=sections.has("resource_changes") or not stated,
    )


def _refuse_unusable(source: Source, sections: Sections) -> None:
    version = sections.read("format_version", str, "0.1")
    major = version.partition(".")[0]
    if not major.isdecimal() or int(major) > _NEWEST_MAJOR:
        raise ReadError("format-too-new", path=source.path, version=version, kind="terraform-plan")
    if sections.read("errored", bool, default=False):
        raise ReadError("plan-errored", path=source.path, kind="terraform-plan")
    if not any(map(sections.has, _RESOURCES)):
        raise ReadError("plan-without-resources", path=source.path, kind="terraform-plan")


def _resources(sections: Sections, reader: ResourceReader) -> Iterator[Resource]:
    """Every object once: what changes, what waits for a later plan, what is planned, what was there."""
    seen: set[str] = set()
    for change in changes(sections):
        seen.add(change.address + change.deposed)
        yield reader.read(resources.of_change(change))
    for waiting in deferred(sections):
        seen.add(waiting.resource_change.address)
        yield reader.read(resources.of_change(waiting.resource_change, deferred=True))
    yield from _unchanged(sections, reader, seen)


def _unchanged(sections: Sections, reader: ResourceReader, seen: set[str]) -> Iterator[Resource]:
    """The objects that no change mentions, from the planned values and from the state before."""
    named = sections.read("planned_values", shapes.NamedValues, shapes.NamedValues())
    before = sections.read("prior_state", shapes.NamedPriorState, shapes.NamedPriorState()).values
    existing = resources.addresses(before or shapes.NamedValues())
    if not resources.addresses(named) <= seen:
        planned = sections.read("planned_values", shapes.StateValues, shapes.StateValues())
        for resource in resources.in_state(planned, seen):
            seen.add(resource.address)
            action = _planned_action(sections, resource.address in existing)
            yield reader.read(resources.of_state(resource, action), partial=True)
    if not existing <= seen:
        prior = sections.read("prior_state", shapes.PriorState, shapes.PriorState())
        for resource in resources.in_state(prior.values or shapes.StateValues(), seen):
            yield reader.read(resources.of_state(resource, "no-op"))


def _planned_action(sections: Sections, existing: bool) -> Action:
    """What happens to an object of which only the planned values are given: without any changes, nobody says."""
    if not sections.has("resource_changes"):
        return "exists"
    return "no-op" if existing else "create"


def _tool(sections: Sections, stated: tuple[Resource, ...]) -> str:
    """What wrote the plan. Both tools call their version `terraform_version`; their registries differ."""
    version = sections.read("terraform_version", str, "")
    providers = {resource.provider for resource in stated}
    name = "tofu" if any(provider.startswith(_TOFU_REGISTRY) for provider in providers) else "terraform"
    return f"{name} {version}" if version else ""
