"""The values that every step shares: what a reader returns (`Stack`) and how a fact that may be unknown is written.

Attribute paths are flattened: `tags.data-class`, `nodes[0].region`, `rule[0].destination[0].bucket`.
Addresses are Terraform's (`module.a["x"].aws_s3_bucket.b[0]`); a Pulumi URN stands in the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import Generic, Literal, TypeVar

import msgspec

T = TypeVar("T")

Scalar = str | int | float | bool
Grade = Literal["primary", "transcription", "secondary", "background", "own", "declared"]
"""`own` is declared too, but of what is the user's own and nobody else could know: a profile may accept that alone."""
Confidence = Literal["observed", "derived", "assumed", "unknown"]
Action = Literal[
    "create", "update", "replace", "delete", "read", "no-op", "forget", "import", "move", "deferred", "exists"
]
State = Literal["introduced", "existing", "leaving", "read"]

_STATES: Mapping[Action, State] = {
    "create": "introduced",
    "update": "introduced",
    "replace": "introduced",
    "import": "introduced",
    "deferred": "introduced",
    "exists": "introduced",
    "no-op": "existing",
    "move": "existing",
    "delete": "leaving",
    "forget": "leaving",
    "read": "read",
}

EMPTY: Mapping[str, str] = MappingProxyType({})
MODULE_TYPE = "terraform_module"
"""The type under which a module that is not there is a resource: nobody knows what it makes."""
STATE_TYPE = "state_backend_"
"""How the types begin under which the state of a stack is a resource of it: `state_backend_s3`."""


class Reason(msgspec.Struct, frozen=True):
    """Why something is so, or is not known: a code of `i18n` (`reason.<code>`) and what fills its text."""

    code: str
    args: dict[str, str] = msgspec.field(default_factory=dict)


class Fact(msgspec.Struct, Generic[T], frozen=True, omit_defaults=True):
    """A fact that can be unknowable, in its one encoding.

    `{"known": true, "value": ..., "grade": ..., "source": [...], "as_of": ...}` or
    `{"known": false, "reason": CODE, "args": {...}}`. Build it with `known` and `unknown`.
    """

    known: bool
    value: T | None = None
    grade: Grade | None = None
    source: tuple[str, ...] = ()
    as_of: str | None = None
    reason: str = ""
    args: dict[str, str] = msgspec.field(default_factory=dict)


def known(value: T, grade: Grade | None = None, source: tuple[str, ...] = (), as_of: str | None = None) -> Fact[T]:
    """A fact that holds, with the evidence behind it (none when the input itself states it)."""
    return Fact(known=True, value=value, grade=grade, source=source, as_of=as_of)


def unknown(reason: str, **args: str) -> Fact[T]:
    """A fact that cannot be known: `reason` is a code of `i18n`, `args` fill its text."""
    return Fact(known=False, reason=reason, args=args)


class Location(msgspec.Struct, frozen=True):
    """A place in a source file. `line` counts from 1; 0 when only the file is known."""

    file: str
    line: int = 0


class Constant(msgspec.Struct, frozen=True, tag="constant", omit_defaults=True):
    """An expression whose value stands in the configuration, or that its source has evaluated."""

    value: Scalar
    of: str = ""
    """What a plan mentions there, "" where the value itself is written."""


class References(msgspec.Struct, frozen=True, tag="references", omit_defaults=True):
    """An expression that was not evaluated. `names` are what it mentions, most specific first, prefixes left out.

    One name does not prove that the expression *is* that name: `"${var.area}-east-1"` mentions `var.area` too.
    """

    names: tuple[str, ...]
    repeated: bool = False
    """Whether one of them is mentioned several times: the expression is more than that name."""
    bare: bool = False
    """Whether it is proven to be its one name and nothing more, as source shows and a plan does not."""


class Unevaluated(msgspec.Struct, frozen=True, tag="unevaluated"):
    """An expression of which nothing can be said (a function of nothing, a nested block left out)."""


Expression = Constant | References | Unevaluated


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """One instance of a resource or data source, as one input states it."""

    address: str
    type: str
    name: str
    provider: str
    """Source address, `registry.terraform.io/hashicorp/aws`; for Pulumi the package, `pulumi/aws`; may be "" in
    old plans."""
    module: str = ""
    """Address of the module instance, "" for the root."""
    identity: str = ""
    """The address without instance keys: the same for all siblings of a `count` or `for_each`."""
    data: bool = False
    action: Action = "exists"
    previous_address: str | None = None
    attributes: Mapping[str, Scalar] = EMPTY
    """Only location, identity, classification and reference attributes; never a sensitive value."""
    unknown: frozenset[str] = frozenset()
    """Paths whose value is known after apply only (a prefix stands for all below it)."""
    expressions: Mapping[str, Expression] = msgspec.field(default_factory=dict)
    provider_key: str | None = None
    """Key in `Stack.providers`, or None when the input does not say which configuration is used."""
    environment: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Paths (without indices) whose value something outside of the code gives, and what: assumed elsewhere."""
    location: Location | None = None
    declared: Reason | None = None
    """Who says that it is so, of what the input alone does not show."""

    @property
    def keeps_state(self) -> bool:
        """Whether it is where a tool keeps what it knows of all the others."""
        return self.type.startswith(STATE_TYPE)

    @property
    def state(self) -> State:
        """What the change does to it: `existing` and `introduced` are judged, `leaving` and `read` only listed."""
        return "read" if self.data else _STATES[self.action]


class ProviderConfig(msgspec.Struct, frozen=True, kw_only=True):
    """One provider block: `key` is Terraform's (`aws`, `aws.dr`, `module.site:aws`)."""

    key: str
    name: str
    source: str = ""
    alias: str = ""
    module: str = ""
    expressions: Mapping[str, Expression] = msgspec.field(default_factory=dict)
    environment: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Paths of `expressions` that variables of the environment give, and which: true here, assumed elsewhere."""
    location: Location | None = None


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """One module call, by its address without instance keys (`module.a.module.b`); the root is ""."""

    address: str
    inputs: Mapping[str, Expression] = msgspec.field(default_factory=dict)
    """What the caller passes: variable name to expression, in the caller's scope."""
    defaults: Mapping[str, Scalar] = msgspec.field(default_factory=dict)
    """Flattened default values of the module's variables (`regions.eu` for an object)."""
    variables: frozenset[str] = frozenset()
    nulls: frozenset[str] = frozenset()
    """Variables that are known to be null: an argument that is only such a variable counts as not written."""
    outputs: Mapping[str, Expression] = msgspec.field(default_factory=dict)
    """Output name to expression, in the module's own scope; empty when the input does not say."""
    repeated: bool = False
    """Whether the call has `count` or `for_each`."""


class Backend(msgspec.Struct, frozen=True, kw_only=True):
    """Where the state itself is kept."""

    type: str
    """As Terraform names it: `s3`, `azurerm`, `cloud` ...; `local` on the machine that runs the tool."""
    settings: Mapping[str, str] = EMPTY
    """What says where that is: `region`, and addresses as a provider block would name them. Never a credential."""
    open: frozenset[str] = frozenset()
    """Settings that are written, and whose value is not known."""
    store: str = ""
    """The name of the account or bucket that holds it, where nobody else can have one of that name."""
    location: Location | None = None


class Gap(msgspec.Struct, frozen=True):
    """Something that the input holds and that was not read, and why. A gap never passes in silence."""

    address: str
    reason: Reason
    location: Location | None = None


InputKind = Literal[
    "terraform-plan",
    "terraform-state",
    "terraform-source",
    "pulumi-preview",
    "pulumi-stack",
    "pulumi-source",
    "facts",
    "unknown",
]


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One thing the user named: a file, a folder, or `-` for standard input."""

    path: str
    sha256: str = ""
    kind: InputKind = "unknown"
    tool: str = ""
    """What wrote it, `terraform 1.11.4`; "" when it does not say."""
    source: str = ""
    """Folder of the source that completed a plan, "" for none."""
    source_sha256: str = ""


class Form(msgspec.Struct, frozen=True, eq=False):
    """Which paths the resources of one type state, whatever their values.

    One object for all that state the same: what to look at in them is found once.
    """

    type: str
    provider: str
    attributes: tuple[str, ...]
    expressions: tuple[str, ...]
    unknown: frozenset[str]


class Stack(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one input states: all that the steps after the readers see."""

    input: Input
    resources: tuple[Resource, ...] = ()
    providers: Mapping[str, ProviderConfig] = msgspec.field(default_factory=dict)
    modules: Mapping[str, Module] = msgspec.field(default_factory=dict)
    variables: Mapping[str, Scalar] = msgspec.field(default_factory=dict)
    """Values of the root variables that the input or the user gives, flattened; defaults stand in `modules[""]`."""
    backend: Backend | None = None
    gaps: tuple[Gap, ...] = ()
    shows_configuration: bool = True
    """Whether the input holds the provider blocks. Where it does not, a setting that is not seen may well be set."""
    has_actions: bool = True
    """Whether the input says what changes; without it everything counts as introduced."""

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The form of each resource, in their order."""
        known: dict[tuple[object, ...], Form] = {}
        return tuple([_form(resource, known) for resource in self.resources])


def _form(resource: Resource, known: dict[tuple[object, ...], Form]) -> Form:
    key = (
        resource.type,
        resource.provider,
        tuple(resource.attributes),
        tuple(resource.expressions),
        resource.unknown,
    )
    if (found := known.get(key)) is None:
        found = known[key] = Form(*key)
    return found


def values_at(paths: Iterable[str]) -> Callable[[Mapping[str, T]], tuple[T, ...]]:
    """What takes the values at paths which all resources of a form state."""
    wanted = tuple(paths)
    if not wanted:
        return lambda _: ()
    get = itemgetter(*wanted)
    return get if len(wanted) > 1 else lambda stated: (get(stated),)
