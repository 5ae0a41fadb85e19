"""States of Terraform and OpenTofu: files of versions 3 and 4, `terraform show -json` without a plan; a `Stack` out.

A state shows no configuration: no provider block, no variable, no backend. What it holds, exists: nothing says what
changes.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from souverain.errors import ReadError
from souverain.model import Input, InputKind, Resource, Stack
from souverain.readers.members import Members
from souverain.readers.source import Source
from souverain.readers.terraform_plan.kinds import Kinds
from souverain.readers.terraform_plan.resources import ResourceReader
from souverain.readers.terraform_plan.sections import Sections
from souverain.readers.terraform_state import shown, version3, version4
from souverain.readers.terraform_state.dependencies import with_references
from souverain.readers.terraform_state.objects import Stated

_KIND: InputKind = "terraform-state"
_VERSIONS = {3: version3.objects, 4: version4.objects}
_TOFU_REGISTRY = "registry.opentofu.org/"


def recognises(found: Members) -> bool:
    """Whether the document is a state, in whatever version; an encrypted one is none that can be read."""
    if "serial" in found and ("lineage" in found or "version" in found):
        return "encrypted_data" not in found
    return "format_version" in found and "values" in found


def read(source: Source, found: Members) -> Stack:
    """What the state holds. Raises ReadError for a version that is not known here; RepeatedKeyError."""
    sections = Sections(source, found, _KIND)
    stated = tuple(_objects(source, sections))
    reader = ResourceReader(Kinds(), {})
    resources = [_resource(item, reader) for item in stated]
    return Stack(
        input=Input(path=source.path, sha256=source.sha256, kind=_KIND, tool=_tool(sections, stated)),
        resources=with_references(resources, [item.dependencies for item in stated]),
        shows_configuration=False,
        has_actions=False,
    )


def _objects(source: Source, sections: Sections) -> Iterator[Stated]:
    if sections.has("values"):
        return shown.objects(sections)
    version = sections.read("version", int, max(_VERSIONS))
    if version in _VERSIONS:
        return _VERSIONS[version](sections)
    code = "state-too-old" if version < min(_VERSIONS) else "state-too-new"
    raise ReadError(code, path=source.path, version=version, newest=max(_VERSIONS), kind=_KIND)


def _resource(stated: Stated, reader: ResourceReader) -> Resource:
    return msgspec.structs.replace(reader.read(stated.object), provider_key=stated.provider_key)


def _tool(sections: Sections, stated: tuple[Stated, ...]) -> str:
    """What wrote the state. Both tools call their version `terraform_version`; their registries differ."""
    version = sections.read("terraform_version", str, "")
    name = "tofu" if any(item.object.provider.startswith(_TOFU_REGISTRY) for item in stated) else "terraform"
    return f"{name} {version}" if version else ""
