"""The facts document: what policies see, as JSON, and all that they see (`souverain/facts/v1`).

Places, operators and bases stand once, by id; resources refer to them. Every fact that can be unknowable is a
`Fact` (`{"known": true, "value": ...}` or `{"known": false, "reason": ...}`). Lists are never empty where unknown is
meant.
The published schema is `policies/souverain/schemas/facts.json`, generated from these shapes.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from souverain.classes import shipped
from souverain.conditions import Applicability, Derogation, Parameter
from souverain.model import Confidence, Fact, Grade, InputKind, Location, Reason, State, unknown

FACTS_SCHEMA: Literal["souverain/facts/v1"] = "souverain/facts/v1"

PlaceRole = Literal["primary", "replica", "backup", "infrastructure", "logs", "stream", "cdn", "keys"]
"""What is there: the data itself, a copy, what lies below, or what a flow of the data leads to."""
FlowKind = Literal[
    "replicates-to",
    "backs-up-to",
    "logs-to",
    "streams-to",
    "restored-from",
    "mounted-by",
    "served-by",
    "encrypted-by",
    "deployed-on",
    "reads",
    "peers-with",
    "supplied-by",
]
ClassOrigin = Literal["declared", "labelled", "service", "held", "propagated", "assumed", "none"]
"""Who says the class: the configuration, a label, a type for health data, a holder, a flow, an option, nobody."""
STATE_NOT_SHOWN: Fact[str] = unknown("state-not-shown")
Channel = Literal["direct", "parent", "local_presence", "market", "subprocessor", "territorial", "technology"]
Certainty = Literal["certain", "high", "medium", "low"]
CertificateStatus = Literal[
    "granted",
    "in-progress",
    "suspended",
    "expired",
    "lapsed-renewal-unknown",
    "withdrawn",
    "claimed",
    "attested",
    "none",
    "unknown",
]
Custody = Literal["none", "provider-managed", "customer-key-in-provider-kms", "external", "client-side"]
"""Who holds the keys of data at rest; `none`: it is not encrypted."""
DataRole = Literal["stores", "processes", "transports", "keys", "identity", "control", "none"]


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """A law that can order `entity` to open the data.

    How it gets there, and how surely the entity is attached to it.
    """

    law: str
    country: str
    channel: Channel
    certainty: Certainty
    role: str
    entity: str
    trigger: str
    """`<law>/<trigger>` of the knowledge."""
    grade: Grade


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a chain of control, as the knowledge states it. Shares in percent, absent when not published."""

    owner: str
    owned: str
    control: str
    share: float | None = None
    votes: float | None = None
    grade: Grade
    as_of: str
    source: tuple[str, ...] = ()


class Party(msgspec.Struct, frozen=True):
    """A legal entity by id, with its name and the country of its seat ("unknown" when not known)."""

    id: str
    name: str
    country: str


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """How the records on an operator stand to one criterion of `scheme`, and why."""

    scheme: str
    criterion: str
    answer: Literal["pass", "fail", "unknown"]
    reason: str
    args: dict[str, str]
    grade: Grade
    source: tuple[str, ...] = ()
    as_of: str


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """A legal entity that runs a service, who ultimately controls it, and which laws reach it.

    Laws that reach the data through the country in which it lies stand at the place.
    """

    id: str
    name: str
    country: Fact[str]
    parents: Fact[tuple[Party, ...]]
    """Ultimate parents; the operator itself when nobody controls it."""
    chain: tuple[Edge, ...]
    reach: Fact[tuple[Reach, ...]]
    """Not known, it still holds the reaches that are sure: there may be others."""
    criteria: tuple[Criterion, ...] = ()
    """Of SecNumCloud 19.6, on capital and seat."""


class CertificateState(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate of an offer as it stands on the as-of date, for the region and service of one place.

    `covers` says whether its scope holds this region and service: known true, known false, or unknown (not published).
    """

    scheme: str
    status: CertificateStatus
    covers: Fact[bool]
    version: str = ""
    since: str = ""
    until: str = ""
    number: str = ""
    activities: Fact[tuple[str, ...]]
    conditions: tuple[str, ...] = ()
    grade: Grade
    source: tuple[str, ...] = ()
    as_of: str


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion that the records deny although a live qualification by `scheme` presumes it."""

    scheme: str
    criterion: str
    reason: str
    args: dict[str, str]
    grade: Grade
    source: tuple[str, ...] = ()
    as_of: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where data is, and with whom: one (provider, offer, service, kind, region, operator).

    `kind` is the resource's (`database`, `vm` ...) where data is stored or processed, since certificates cover
    kinds; "" elsewhere.
    `countries` holds every country in which the data may be; `EU` stands for a member state that the operator does not
    name, `*` for worldwide.
    """

    id: str
    provider: Fact[str]
    service: str
    kind: str
    offer: Fact[str]
    region: Fact[str]
    city: str
    countries: Fact[tuple[str, ...]]
    operator: Fact[str]
    reach: tuple[Reach, ...]
    """Territorial reach: the law of every country outside the Union in which the data may be."""
    certificates: Fact[tuple[CertificateState, ...]]
    clauses: dict[str, Fact[bool]] = msgspec.field(default_factory=dict)
    """Clause of the contract on the offer to whether it is agreed, as somebody has declared; absent: nobody has."""
    contradicted: tuple[Contradiction, ...] = ()
    """What the records say against a qualification that holds here."""


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """On what an answer rests: how sure it is, and the steps that led there, in order."""

    confidence: Confidence
    why: tuple[Reason, ...]


class PlaceRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place of a resource. `via` is the address of the resource or the attribute path that sends the copy there.

    Not `sure`: another resource of the input may be meant.
    """

    place: str
    role: PlaceRole
    basis: str
    via: str = ""
    sure: bool = True


class ResourceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One resource as policies see it; `id` is its index in `resources`."""

    id: int
    input: int
    address: str
    identity: str
    type: str
    provider: str = ""
    """Source address as the input states it, `registry.terraform.io/hashicorp/aws`."""
    action: str
    state: State
    service: str
    kind: str
    """Finer than the role: `database`, `object-store`, `vm` ...; "" when no table knows the type."""
    role: Fact[str]
    data_class: Fact[str] = msgspec.field(name="class")
    """Among `classes`; not known is `undeclared`."""
    class_also: tuple[str, ...] = ()
    """Further classes of the same data, which the first does not include."""
    class_basis: str
    class_origin: ClassOrigin = "none"
    class_flow: int | None = None
    """Index in `flows` of the one that gave the class."""
    custody: Fact[str] | None = None
    """Of its keys, among `Custody`; None for what neither stores nor processes data."""
    places: tuple[PlaceRef, ...]
    """Never empty, but for what has no data location by nature."""
    previous_address: str | None = None
    location: Location | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes, the most protective first; `undeclared` where none is known."""
        return (self.data_class.value or "undeclared", *self.class_also)


class FlowFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Data of `source` goes to `target`, or to a place outside the input; both are ids of resources.

    The direction is that of the data, whatever the verb: of `reads`, `restored-from` the source is what is read. A flow
    `encrypted-by`, `peers-with` or `supplied-by` carries no data: the last leads from what runs to who hands out its
    code.
    """

    kind: FlowKind
    source: int
    target: int | None = None
    place: str = ""
    """Id in `places` of a destination outside the input, "" where `target` says it."""
    via: str
    """Address of the resource that makes the flow, and the attribute that says so."""
    sure: bool = True
    """False where another resource of the input may be meant."""
    basis: str


class GapFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Something that an input holds and that was not read."""

    address: str
    reason: str
    args: dict[str, str]


class InputFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One input and what became of it; `error` fills the message of an unreadable one."""

    path: str
    sha256: str
    kind: InputKind
    tool: str
    status: Literal["judged", "unreadable"]
    has_actions: bool
    resources: int
    gaps: tuple[GapFacts, ...] = ()
    state: Fact[str] = STATE_NOT_SHOWN
    """The resource that keeps the state, by its address; `local` for a file of the machine that runs the tool."""
    error: Reason | None = None
    source: str = ""
    """Folder of the source that completed a plan, with the digest of what was read of it; "" for none."""
    source_sha256: str = ""


class RequirementFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement of the profile's regime that rules compute, from the day on which it applies."""

    id: str
    rules: tuple[str, ...]
    parameters: dict[str, Parameter]
    starts_on: str = ""
    applicability: Applicability = Applicability()
    derogation: Derogation = Derogation()
    presumed_by: str = ""
    """The requirement whose pass at a place presumes this one there, "" for none."""


class ReachParameters(msgspec.Struct, frozen=True):
    """The channels and certainties at which reach closes the gate."""

    channels: tuple[str, ...]
    certainties: tuple[str, ...]
    external_keys: Literal["evidence", "warning"] = "evidence"
    """Whether keys out of the provider's hands lower a refusal of what is stored to a warning."""


class ProfileFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the requirements of one regime and the parameters of one profile."""

    id: str
    regime: str
    protects: tuple[str, ...]
    minimum_grade: Grade
    minimum_grade_own: Grade = "background"
    """`declared`: the grade `own` is enough."""
    reach: ReachParameters
    requirements: tuple[RequirementFacts, ...]
    applicability: Applicability = Applicability()


class AdequacyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An adequacy decision (GDPR art. 45) in force on the as-of date. `covers`: every importer in the country."""

    decision: str
    scope: str
    until: str
    covers: Fact[bool]


class WorkloadFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the workload says of itself: question to answers, `yes` and `no` among them.

    Each is `declared`, with its author in `source` and its date in `as_of`. `declared` says whether it says anything.
    """

    declared: bool = False
    answers: dict[str, Fact[tuple[str, ...]]] = msgspec.field(default_factory=dict)


class KnowledgeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which knowledge established the facts."""

    as_of: str
    digest: str
    oldest_fact: str


class Several(NamedTuple):
    """Resources that differ in nothing that is counted: the first of them, and how many they are."""

    first: ResourceFacts
    number: int


class Established(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The facts of one run, whatever is asked of them."""

    as_of: str
    knowledge: KnowledgeFacts
    zones: dict[str, tuple[str, ...]]
    inputs: tuple[InputFacts, ...]
    bases: dict[str, Basis]
    operators: dict[str, Operator]
    places: dict[str, Place]
    resources: tuple[ResourceFacts, ...]
    flows: tuple[FlowFacts, ...] = ()
    classes: dict[str, tuple[str, ...]] = msgspec.field(default_factory=lambda: dict(shipped().above))
    """Every class to all that it is: itself first. What protects one of these protects it."""
    workload: WorkloadFacts = WorkloadFacts()
    adequacy: dict[str, AdequacyFacts] = msgspec.field(default_factory=dict)
    """Country outside the EEA to the decision about it."""

    @cached_property
    def counted(self) -> tuple[Several, ...]:
        """The resources by provider, type, state, role, class and places, in the order of the first of each."""
        alike: dict[tuple[object, ...], list[ResourceFacts]] = {}
        for one in self.resources:
            key = (one.provider, one.type, one.state, id(one.role), id(one.data_class), id(one.places))
            alike.setdefault(key, []).append(one)
        return tuple(Several(found[0], len(found)) for found in alike.values())


class Document(Established, frozen=True, kw_only=True):
    """The facts of one run and the profile they are judged under: the input of every policy."""

    schema: Literal["souverain/facts/v1"] = FACTS_SCHEMA
    profile: ProfileFacts
