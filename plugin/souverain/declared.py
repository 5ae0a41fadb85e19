"""What a user declares beside the knowledge: sites, companies, owners and attested certificates, as plain values.

Everything here is graded `declared`; `config_file` reads it, `knowledge.overlay` lays it over what is known.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

_Name = Annotated[str, msgspec.Meta(min_length=1)]
_Id = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="Small letters, digits, points and hyphens.")
]
_DAY = msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="A day, as 2026-11-24; it counts itself.")
_OPEN = msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="A day, as 2026-11-24; it counts itself.")
_Percent = Annotated[float, msgspec.Meta(ge=0, le=100, description="In percent.")]
_Activity = Literal["physical-sites", "hardware", "virtual-infrastructure", "platform", "administration", "backup"]
BackendName = Literal[
    "s3",
    "azurerm",
    "gcs",
    "oss",
    "cos",
    "oci",
    "http",
    "consul",
    "kubernetes",
    "pg",
    "remote",
    "cloud",
    "service",
    "local",
]  # fmt: skip


class Declaration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who says so, and when; absent, the author and the date of the whole file hold."""

    author: Annotated[str, msgspec.Meta(description="Who says so.")] = ""
    date: Annotated[str, msgspec.Meta(description="When it was said, as 2026-11-24.")] = ""


class DeclaredEntity(Declaration, frozen=True, kw_only=True):
    """A company or another legal entity that the knowledge lacks, or has wrong."""

    id: _Id
    name: _Name
    country: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$", description="Of the registered office: FR.")]
    headquarters: Annotated[str, msgspec.Meta(description="Country of the head office, where it differs.")] = ""
    kind: Literal["company", "person", "state", "foundation", "fund", "public", "other"] = "company"


class DeclaredOwner(Declaration, frozen=True, kw_only=True):
    """An owner of an entity. What is declared of an entity stands in place of all its owners on record."""

    owned: _Id
    owner: _Id
    share: _Percent | None = None
    votes: _Percent | None = None
    control: Literal["full", "controlling", "joint", "minority", "none", "unknown"] = "unknown"
    since: Annotated[str, _OPEN] = ""
    until: Annotated[str, _OPEN] = ""


class DeclaredRegion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A region of a site, under the name that configurations write."""

    id: _Name
    country: Annotated[
        str, msgspec.Meta(pattern=r"^([A-Z]{2})?$", description="FR; not needed where offer names who has this region.")
    ] = ""
    city: str = ""


class DeclaredSite(Declaration, frozen=True, kw_only=True):
    """A platform of one's own, or one at a known offer: what answers at these hosts, or to these providers."""

    id: _Id
    name: str = ""
    hosts: Annotated[
        tuple[_Name, ...], msgspec.Meta(description="Host names that lead there: keystone.chu.example, *.chu.example.")
    ] = ()
    sources: Annotated[
        tuple[_Name, ...],
        msgspec.Meta(description="Providers of which everything is there: hashicorp/kubernetes, pulumi/kubernetes."),
    ] = ()
    operator: Annotated[str, msgspec.Meta(description="Id of the entity that runs it; not needed with offer.")] = ""
    offer: Annotated[
        str, msgspec.Meta(description="The offer on record that it is: ovhcloud/ovh-hosted-private-cloud-snc.")
    ] = ""
    regions: Annotated[tuple[DeclaredRegion, ...], msgspec.Meta(min_length=1)]


class Waiver(Declaration, frozen=True, kw_only=True):
    """A finding that somebody answers for until a day, that day included: shown, and never satisfied."""

    rule: Annotated[str, msgspec.Meta(min_length=1, description="Id of a rule, or a requirement: hds/HDS-CERT-1.")]
    address: Annotated[str, msgspec.Meta(min_length=1, description="A glob: module.legacy.*, * for all.")]
    input: Annotated[str, msgspec.Meta(min_length=1, description="A glob: the path of an input, or its name.")] = "*"
    reason: _Name
    approver: Annotated[str, msgspec.Meta(min_length=1, description="Who answers for it.")]
    until: Annotated[str, _DAY]
    link: Annotated[str, msgspec.Meta(description="Where the decision is kept.")] = ""


class Attestation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A certificate that somebody has seen, and what it says. Past its last day it proves nothing any more."""

    scheme: Literal["HDS", "SecNumCloud", "ISO/IEC 27001", "BSI C5"]
    offer: Annotated[str, msgspec.Meta(min_length=1, description="As `show offers` lists it: azure/azure.")]
    certificate_no: _Name
    version: Annotated[str, msgspec.Meta(description="Of the scheme: 2.0 for HDS, 3.2 for SecNumCloud.")] = ""
    certifier: str = ""
    holder: Annotated[str, msgspec.Meta(description="The company that the certificate names.")] = ""
    activities: Annotated[tuple[_Activity, ...], msgspec.Meta(description="HDS: what the host does.")] = ()
    sites: Annotated[
        tuple[_Name, ...], msgspec.Meta(min_length=1, description="Regions in its scope; * for all of the offer.")
    ]
    services: Annotated[
        tuple[_Name, ...],
        msgspec.Meta(min_length=1, description="Services, kinds, or iaas, paas ... in its scope; * for all."),
    ]
    since: Annotated[str, _DAY] = msgspec.field(name="from")
    until: Annotated[str, _DAY] = msgspec.field(name="to")
    file_sha256: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$", description="Of the document.")] = ""
    checked_on: Annotated[str, msgspec.Meta(description="When the document was seen, as 2026-11-24.")] = ""
    author: Annotated[str, msgspec.Meta(description="Who says so.")] = msgspec.field(default="", name="by")


class DeclaredState(Declaration, frozen=True, kw_only=True):
    """Where a tool keeps its state, which no plan shows. What an input shows of it wins."""

    backend: Annotated[BackendName, msgspec.Meta(description="As Terraform names it; service is Pulumi Cloud.")]
    input: Annotated[str, msgspec.Meta(min_length=1, description="A glob of input paths; absent, every input.")] = "*"
    region: Annotated[str, msgspec.Meta(description="As the provider writes it: eu-west-3, francecentral.")] = ""
    host: Annotated[str, msgspec.Meta(description="Who answers there: s3.fr-par.scw.cloud, tfe.chu.example.")] = ""


class DeclaredKeys(Declaration, frozen=True, kw_only=True):
    """Who holds keys that no code shows: data that the client encrypts before it is sent, keys given with each request.

    Of several that match, the last counts.
    """

    custody: Annotated[
        Literal["external", "client-side"],
        msgspec.Meta(description="client-side: the keys never leave the client; external: outside of the provider."),
    ]
    input: Annotated[str, msgspec.Meta(min_length=1, description="A glob of input paths; absent, every input.")] = "*"
    address: Annotated[str, msgspec.Meta(min_length=1, description="A glob: module.dpi.*; absent, all.")] = "*"
    until: Annotated[str, _OPEN] = ""


class DeclaredClause(Declaration, frozen=True, kw_only=True):
    """A clause that somebody has looked for in a contract. Past its last day it says nothing any more."""

    clause: Annotated[_Name, msgspec.Meta(description="As docs/rules/contract.md lists them: service-qualified.")]
    agreed: Annotated[bool, msgspec.Meta(description="Whether the contract has it.")]
    offers: Annotated[
        tuple[_Name, ...],
        msgspec.Meta(min_length=1, description="Offers or providers of the contract: outscale/outscale; * for all."),
    ] = ("*",)
    document: Annotated[str, msgspec.Meta(description="The contract, by number or title.")] = ""
    file_sha256: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?$", description="Of the document.")] = ""
    since: Annotated[str, _OPEN] = ""
    until: Annotated[str, _OPEN] = ""


class Answer(Declaration, frozen=True, kw_only=True):
    """What the workload says of itself to one question; `unknown` where that is the answer."""

    answer: str | bool | int | tuple[_Name, ...]


class Overlay(msgspec.Struct, frozen=True, kw_only=True):
    """All that one file declares. `path` is the file."""

    path: str = ""
    entities: tuple[DeclaredEntity, ...] = ()
    owners: tuple[DeclaredOwner, ...] = ()
    sites: tuple[DeclaredSite, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    states: tuple[DeclaredState, ...] = ()
    contracts: tuple[DeclaredClause, ...] = ()
    keys: tuple[DeclaredKeys, ...] = ()

    def __len__(self) -> int:
        """How many things are declared."""
        parts = (self.entities, self.owners, self.sites, self.attestations, self.states, self.contracts, self.keys)
        return sum(len(part) for part in parts)
