"""The shapes of knowledge: what a TOML file of `knowledge/` may say, and what the compiled file holds.

Every record that states a fact carries `source` (ids of `sources.toml`), `as_of` (ISO date as of which the source
states it, or on which it was read) and `grade`; the build refuses one without. Dates are ISO strings, compared as
strings, every bound inclusive; a month (`2026-12`) stands where the source gives no day. An unknown is
`{ unknown = "reason" }`, an absent field does not apply.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from souverain.model import Grade


class Unstated(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An unknown in the knowledge: `{ unknown = "why" }`."""

    unknown: str


Text = dict[str, str]
"""A text by language: `en` and `fr`."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every fact carries. `note` is for readers of the file and of `show`, never for a verdict."""

    source: tuple[str, ...]
    as_of: str
    grade: Grade
    note: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a fact was read. `date` is the date of the text, or of the reading when the text has none."""

    id: str
    title: str
    date: str
    url: str = ""


class Adequacy(Record, frozen=True, kw_only=True):
    """An adequacy decision (GDPR art. 45) for a country."""

    decision: str
    since: str = ""
    until: str = ""
    scope: str = ""
    condition: str = ""


class Country(Record, frozen=True, kw_only=True):
    """A country or territory by ISO 3166-1 alpha-2. `zones` are among EU, EEA, EU_OUTERMOST, DE_393_EQUIVALENT.

    Two codes are not ISO's: `EU` (somewhere in the member states, the operator does not say where) and `*` (worldwide).
    """

    id: str
    name: Text = msgspec.field(default_factory=dict)
    """Filled from CLDR by the build."""
    zones: tuple[str, ...] = ()
    adequacy: tuple[Adequacy, ...] = ()


# --- Entities and who owns them --------------------------------------------------------------------------------


class Entity(Record, frozen=True, kw_only=True):
    """A legal entity, a person, a state or a fund.

    Countries are ISO codes; `headquarters` when it differs from the seat.
    """

    id: str
    name: str
    country: str | Unstated
    headquarters: str = ""
    kind: Literal["company", "person", "state", "foundation", "fund", "public", "other"] = "company"
    registration: str = ""
    lei: str = ""
    role: str = ""
    establishments: tuple[str, ...] = ()
    """Countries with a branch or an establishment that is no company of its own."""


class Ownership(Record, frozen=True, kw_only=True):
    """An edge: `owner` holds `share` % of the capital and `votes` % of the votes of `owned`.

    Absent is not published.
    """

    owner: str
    owned: str
    share: float | None = None
    votes: float | None = None
    control: Literal["full", "controlling", "joint", "minority", "none", "unknown"] = "unknown"
    since: str = ""
    until: str = ""


class Nexus(Record, frozen=True, kw_only=True):
    """A link of `entity` to another party that is not ownership: who can be ordered, who supplies, who operates."""

    entity: str
    role: Literal["affiliate", "infrastructure", "subprocessor", "supplier", "key_custodian"]
    other: str
    """Entity id; the other end of the link."""
    country: str = ""
    can_obtain_data: bool | Unstated = False
    offers: tuple[str, ...] = ()
    """Offers concerned; empty for all of the entity's."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One way a law attaches.

    The entity in `role` fulfils one of `tests` for `country` ("*" is any country outside the EU).
    """

    id: str
    role: Literal["operator", "controller", "affiliate", "infrastructure", "subprocessor", "supplier", "key_custodian"]
    channel: Literal["direct", "parent", "local_presence", "market", "subprocessor", "territorial", "technology"]
    tests: tuple[str, ...]
    """Among incorporated, headquartered, branch, establishment, offers_services, listed, data, administration,
    transit, controller_incorporated, controller_headquartered, other (never computed)."""
    country: str
    certainty: Literal["certain", "high", "medium", "low"]
    needs_access: bool = False
    """Only where the party can obtain the data."""
    without_access: bool = False
    """Only where the party cannot obtain the data."""
    why: str = ""


class Law(Record, frozen=True, kw_only=True):
    """A law that reaches across borders, or the ordinary law of any country (`jurisdiction = "*"`)."""

    id: str
    name: Text
    jurisdiction: str
    citation: str
    article: str
    """Short form for a finding: `18 USC 2713`."""
    url: str = ""
    since: str = ""
    until: str = ""
    """Last day on which the law, or orders given under it, can still have effect."""
    status: str = "in_force"
    status_note: str = ""
    sovereignty: bool = True
    """False for a law of the Union itself: reported, never a reason to refuse."""
    triggers: tuple[Trigger, ...] = ()


class KeyCustody(Record, frozen=True, kw_only=True):
    """Who holds the keys of data at rest, and what that changes of what an order obtains; never whom a law reaches."""

    id: Literal["none", "provider-managed", "customer-key-in-provider-kms", "external", "client-side"]
    name: Text
    effect: Text


# --- Providers -------------------------------------------------------------------------------------------------


class Cloud(Record, frozen=True, kw_only=True):
    """A partition, cloud, universe or realm: one Terraform provider, another operator."""

    id: str
    operator: str | Unstated
    offer: str = ""
    regions: str = ""
    """Regular expression for ids of its regions that the table does not list (the country stays unknown)."""
    arn: str = ""
    """Second field of its ARNs: `aws-cn`."""
    settings: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Provider attribute to the values that choose this cloud: `{ environment = ["china"] }`."""


class Region(Record, frozen=True, kw_only=True):
    """A place a provider sells, under the id that configurations use. Key: (provider, cloud, id)."""

    id: str
    country: str | Unstated
    """"EU" where only the Union is stated; for several countries see `countries`."""
    city: str = ""
    kind: Literal[
        "region", "zone", "local_zone", "wavelength_zone", "multi_region", "dual_region", "edge", "global"
    ] = "region"
    cloud: str = ""
    countries: tuple[str, ...] = ()
    """All countries of a multi-region; empty for one country."""
    members: tuple[str, ...] = ()
    parent: str = ""
    """Of a local zone: the region that it hangs on, and whose country it may not share."""
    aliases: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    match: str = ""
    """Regular expression over written values, for what aliases and zones do not list."""
    pair: str = ""
    """Region that geo-redundant options copy to."""
    operator: str | Unstated = ""
    """When it differs from the cloud's."""
    host: str = ""
    """Provider id of the infrastructure below, when it is another's."""
    host_region: str = ""
    """Id of the region there, where it has another name."""
    products: tuple[str, ...] = ()
    """Products for which this id is valid; empty for all."""


class Hosting(Record, frozen=True, kw_only=True):
    """How a provider that runs on another's infrastructure writes the regions of that one: `aws-eu-west-3`."""

    provider: str
    """Id of the provider below."""
    pattern: str = r"(?P<region>.+)"
    """Regular expression over what is written, in lower case and with `-` for `_`; the group is the region there."""
    attribute: str = ""
    """Attribute beside the region, or above it, that says whose it is; "" where the pattern does."""
    values: tuple[str, ...] = ()
    """What that attribute says of this one, in lower case."""
    only: tuple[str, ...] = ()
    """Attributes in which it is written so; empty for all."""
    names: dict[str, str] = msgspec.field(default_factory=dict)
    """Names that this provider gives to regions of the other, in lower case and with `-` for `_`."""


class Endpoint(Record, frozen=True, kw_only=True):
    """A host name pattern that says who runs what is behind it. The group `region` names the region."""

    pattern: str
    service: str = ""
    cloud: str = ""
    country: str = ""
    operator: str = ""
    region: str = ""


class Clause(Record, frozen=True, kw_only=True):
    """Whether the contract on offers has a clause that a requirement asks for. Only a user can say so."""

    id: str
    """The clause, as requirements name it."""
    offers: tuple[str, ...]
    """Offers (`azure/azure`), providers, or `*` for all."""
    agreed: bool
    since: str = ""
    until: str = ""


class Certificate(Record, frozen=True, kw_only=True):
    """A certificate or qualification of an offer: `claimed` where dates or scope are missing, `attested` by a user."""

    scheme: Literal["HDS", "SecNumCloud", "ISO/IEC 27001", "BSI C5", "other"]
    status: Literal[
        "granted", "in-progress", "suspended", "expired", "withdrawn", "claimed", "none", "unknown", "attested"
    ]
    version: str = ""
    since: str = ""
    until: str = ""
    number: str = ""
    regions: tuple[str, ...] | Unstated = Unstated("not published")
    services: tuple[str, ...] | Unstated = Unstated("not published")
    activities: tuple[str, ...] | Unstated = Unstated("not published")
    """HDS: among physical-sites, hardware, virtual-infrastructure, platform, administration, backup."""
    conditions: tuple[str, ...] = ()
    holder: str = ""
    title: str = ""


class Offer(Record, frozen=True, kw_only=True):
    """A commercial offer: the unit that certificates qualify.

    The first offer whose `types` and `regions` fit a resource is its offer.
    """

    id: str
    name: str
    types: tuple[str, ...] = ()
    """Globs of resource types; empty for all; `none` where no type is known to reach the offer."""
    regions: tuple[str, ...] = ()
    cloud: str = ""
    operator: str = ""
    certificates: tuple[Certificate, ...] = ()

    @property
    def deployable(self) -> bool:
        """Whether some type of resource is known to reach the offer."""
        return self.types != ("none",)


class Setting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """An attribute of a provider block that gives the place, and what holds when it is absent."""

    attribute: str
    kind: Literal["region", "zone", "endpoint", "cloud"]
    environment: tuple[str, ...] = ()
    default: str = ""
    default_country: str = ""


class Default(Record, frozen=True, kw_only=True):
    """What holds when a resource leaves an attribute out: backups that leave, a dataset in the US.

    `value` is written like the attribute's own, or `pair`: the pair of the resource's region.
    """

    types: tuple[str, ...]
    attribute: str
    value: str
    role: Literal["primary", "replica", "backup"] = "primary"


class Global(Record, frozen=True, kw_only=True):
    """Types that have no region: `global` (served or kept worldwide) or `none` (no data location by nature)."""

    types: tuple[str, ...]
    service: str = ""
    kind: Literal["global", "none"] = "global"
    control_plane: str = ""


class Dependency(Record, frozen=True, kw_only=True):
    """What a provider's service is built on. Of itself it gives nobody the data: that is a `Nexus`."""

    on: str
    kind: Literal["own", "open-source", "software", "hardware", "infrastructure", "operation"]
    countries: tuple[str, ...] = ()


class Provider(Record, frozen=True, kw_only=True):
    """A provider: one TOML file. `terraform` are source addresses (`hashicorp/aws`), `pulumi` package names."""

    id: str
    name: str
    country: str = ""
    """Of the head office; "" for software that anyone runs."""
    names: tuple[str, ...] = ()
    terraform: tuple[str, ...] = ()
    pulumi: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    """Prefixes of resource types, for old plans that do not name the source: `aws_`."""
    operator: str | Unstated = Unstated("not stated")
    settings: tuple[Setting, ...] = ()
    location: tuple[str, ...] = ()
    """Resource attributes that give the place, first that is known wins (zone before region)."""
    clouds: tuple[Cloud, ...] = ()
    regions: tuple[Region, ...] = ()
    hosting: tuple[Hosting, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    offers: tuple[Offer, ...] = ()
    defaults: tuple[Default, ...] = ()
    globals: tuple[Global, ...] = ()
    technology: tuple[Dependency, ...] = ()
    site_map: bool = False
    """Self-hosted platform: the place is the user's to declare."""
    loose_names: bool = False
    """Whether the provider itself compares region names without case and spaces (`France Central`)."""
    placed_ids: bool = False
    """Whether its ids begin with their place (`nl-ams-1/<uuid>`): what belongs to a resource is where that is."""
