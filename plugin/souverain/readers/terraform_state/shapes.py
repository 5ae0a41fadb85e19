"""The JSON of state files as far as it is read. Attributes stay raw: what they hold is chosen type by type."""

from __future__ import annotations

from msgspec import Raw, field

from souverain.readers.terraform_plan.shapes import NOTHING, Shape


class Resource4(Shape):
    """One entry of `resources` in version 4: a block, with its instances."""

    type: str
    name: str
    instances: list[Raw]
    """Each an `Instance4`."""
    mode: str = "managed"
    module: str = ""
    provider: str = ""


class Instance4(Shape):
    """One object of a block: an instance of it, or a deposed object of one."""

    index_key: int | float | str | None = None
    deposed: str = ""
    provider: str = ""
    """OpenTofu writes it here where the instances have different ones."""
    attributes: Raw = NOTHING
    attributes_flat: Raw = NOTHING
    """Instead of `attributes`, in states that were upgraded and not written since."""
    sensitive_attributes: Raw = NOTHING
    dependencies: list[str] | None = None
    depends_on: list[str] | None = None


class Step(Shape):
    """One step of a path in `sensitive_attributes`: a name, or a key with its type."""

    type: str
    value: Raw = NOTHING


class Module3(Shape):
    """One entry of `modules` in version 3; its path begins with `root`."""

    path: list[str]
    resources: dict[str, Resource3] = field(default_factory=dict)


class Resource3(Shape):
    """One instance; its key in the module is `aws_instance.web.0`, `data.aws_ami.x`."""

    type: str
    depends_on: list[str] | None = None
    primary: Instance3 | None = None
    deposed: list[Instance3] | None = None
    provider: str = ""


class Instance3(Shape):
    """One object."""

    id: str = ""
    attributes: Raw = NOTHING
