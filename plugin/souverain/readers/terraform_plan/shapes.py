"""The JSON of `terraform show -json PLAN` as far as it is read, formats 0.1 to 1.2.

States of resources and expressions stay raw JSON: what they hold is chosen type by type. Whatever is not named here
is skipped without being decoded: drift, checks, outputs, action invocations.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, field

NOTHING = Raw(b"null")
ABSENT = Raw(b"")
"""What was not written, where null means something else."""


class Shape(msgspec.Struct, gc=False):
    """Decoded JSON, short-lived."""


class Importing(Shape):
    """The mark of a resource that the plan brings under management; what it was imported by is not read."""


class Change(Shape):
    """What happens to one object."""

    actions: tuple[str, ...]
    before: Raw = NOTHING
    after: Raw = NOTHING
    after_unknown: Raw = NOTHING
    before_sensitive: Raw = NOTHING
    after_sensitive: Raw = NOTHING
    importing: Importing | None = None


class ResourceChange(Shape):
    """One entry of `resource_changes`."""

    address: str
    type: str
    name: str
    change: Change
    mode: str = "managed"
    module_address: str = ""
    index: Raw = ABSENT
    provider_name: str = ""
    deposed: str = ""
    previous_address: str | None = None


class DeferredChange(Shape):
    """One entry of `deferred_changes`: a change that waits for a later plan."""

    resource_change: ResourceChange


class NamedResource(Shape, kw_only=True):
    """Which resource of `planned_values` or `prior_state` it is."""

    address: str
    index: int | float | str | None = None
    deposed_key: str = ""


class NamedModule(Shape):
    """The names of what one module instance holds; the root has no address."""

    address: str = ""
    resources: list[NamedResource] = field(default_factory=list)
    child_modules: list[NamedModule] = field(default_factory=list)


class NamedValues(Shape):
    """`StateValues`, of which only names are read."""

    root_module: NamedModule = field(default_factory=NamedModule)


class NamedPriorState(Shape):
    """`prior_state`, of which only names are read."""

    values: NamedValues | None = None


class StateResource(NamedResource, kw_only=True):
    """One resource of `planned_values` or `prior_state`."""

    type: str
    name: str
    mode: str = "managed"
    provider_name: str = ""
    values: Raw = NOTHING
    sensitive_values: Raw = NOTHING
    depends_on: list[str] | None = None


class StateModule(Shape):
    """The resources of one module instance; the root has no address."""

    address: str = ""
    resources: list[Raw] = field(default_factory=list)
    """Each a `StateResource`."""
    child_modules: list[StateModule] = field(default_factory=list)


class StateValues(Shape):
    """`planned_values`, and the `values` of a state."""

    root_module: StateModule = field(default_factory=StateModule)


class PriorState(Shape):
    """`prior_state`."""

    values: StateValues | None = None


class ConfigResource(Shape):
    """A resource block; its address is relative to the module."""

    address: str
    type: str
    provider_config_key: str = ""
    expressions: Raw = NOTHING


class ConfigVariable(Shape):
    """A variable block."""

    default: Raw = ABSENT
    sensitive: bool = False


class ConfigOutput(Shape):
    """An output block."""

    expression: Raw = NOTHING
    sensitive: bool = False


class ConfigModule(Shape):
    """What one module holds."""

    resources: list[ConfigResource] = field(default_factory=list)
    module_calls: dict[str, ModuleCall] = field(default_factory=dict)
    outputs: dict[str, ConfigOutput] = field(default_factory=dict)
    variables: dict[str, ConfigVariable] = field(default_factory=dict)


class ModuleCall(Shape):
    """A module block and the module that it calls."""

    module: ConfigModule = field(default_factory=ConfigModule)
    expressions: Raw = NOTHING
    count_expression: Raw = NOTHING
    for_each_expression: Raw = NOTHING


class ConfigProvider(Shape):
    """A provider block."""

    name: str
    full_name: str = ""
    alias: str = ""
    module_address: str = ""
    expressions: Raw = NOTHING


class Configuration(Shape):
    """`configuration`."""

    provider_config: dict[str, ConfigProvider] = field(default_factory=dict)
    root_module: ConfigModule = field(default_factory=ConfigModule)


class Variable(Shape):
    """The value of a root variable."""

    value: Raw = ABSENT
