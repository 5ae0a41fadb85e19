"""Declared sites: an overlay in, a provider for each site and the index that leads there out.

A site is a platform of one's own, or one at an offer on record, of which it then has the certificates. It is the
user's own to describe where it is known by its address, and no record knows that address or the domain that it is in.
What is said of all of a source, or of a known provider's addresses, is `declared` and no more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from souverain.declared import DeclaredRegion, DeclaredSite, Overlay
from souverain.errors import ConfigError
from souverain.knowledge.index import HostPattern, Index
from souverain.knowledge.overlay import companies
from souverain.knowledge.overlay.base import DECLARED, OWN, Base, Evidence
from souverain.knowledge.records import Default, Endpoint, Entity, Offer, Provider, Region
from souverain.model import Grade

_PULUMI = "pulumi/"
_ANY_LABELS = "[a-z0-9.-]*"


def providers(base: Base, overlay: Overlay, entities: Mapping[str, Entity]) -> dict[str, Provider]:
    """A provider for each site. Raises ConfigError for a site that says too little."""
    return {site.id: _provider(base, site, entities) for site in overlay.sites}


def index(below: Index, declared: Mapping[str, Provider]) -> Index:
    """The index with the sites in it; what is declared of a host or a source wins."""
    sources = {name.lower(): item.id for item in declared.values() for name in item.terraform}
    return msgspec.structs.replace(
        below,
        sources=below.sources | sources,
        names=below.names | {name.rpartition("/")[2]: id_ for name, id_ in sources.items()},
        pulumi=below.pulumi | {name.lower(): item.id for item in declared.values() for name in item.pulumi},
        declared=tuple(
            HostPattern(pattern=endpoint.pattern, provider=item.id, number=number)
            for item in declared.values()
            for number, endpoint in enumerate(item.endpoints)
        ),
    )


def find_offer(base: Base, written: str, where: str) -> tuple[Provider, Offer]:
    """An offer on record with its provider, as `show offers` lists it. Raises ConfigError when there is none."""
    name, _, id_ = written.partition("/")
    provider = base.provider(name)
    offer = next((item for item in provider.offers if item.id == id_), None) if provider else None
    return (provider, offer) if provider and offer else base.nothing("offers", written, where)


def _provider(base: Base, site: DeclaredSite, entities: Mapping[str, Entity]) -> Provider:
    if site.id in base.below.providers:
        raise ConfigError("config-known-provider", path=base.path, id=site.id)
    if not (site.hosts or site.sources):
        raise ConfigError("config-site-nowhere", path=base.path, id=site.id)
    known, offer = find_offer(base, site.offer, f"sites {site.id}") if site.offer else (None, None)
    said = msgspec.structs.replace(base.by(site.author, site.date), grade=_grade(base, site, known, offer))
    return Provider(
        id=site.id,
        name=site.name or site.id,
        terraform=tuple(name for name in site.sources if not name.startswith(_PULUMI)),
        pulumi=tuple(name.removeprefix(_PULUMI) for name in site.sources if name.startswith(_PULUMI)),
        operator=companies.entity(base, entities, _operator(base, site, known, offer), f"sites {site.id}").id,
        regions=tuple(_region(base, region, site, known, said) for region in site.regions),
        endpoints=tuple(_endpoint(host, site, said) for host in site.hosts),
        defaults=_default(site, said),
        offers=(_offer(offer, site, said),),
        source=said.source,
        as_of=said.as_of,
        grade=said.grade,
    )


def _grade(base: Base, site: DeclaredSite, known: Provider | None, offer: Offer | None) -> Grade:
    """Whether all of it is the user's own to say, or some of it stands against what is on record."""
    addressed = not site.sources and all(_is_own(host, base) for host in site.hosts)
    same_operator = site.operator in ("", _on_record(known, offer)) or known is None
    listed = {region.id: region.country for region in known.regions} if known else {}
    same_places = all(region.country in ("", listed.get(region.id, region.country)) for region in site.regions)
    return OWN if addressed and same_operator and same_places else DECLARED


def _is_own(host: str, base: Base) -> bool:
    """Whether the address, and every one that its asterisks stand for, is in a domain where no record has any."""
    _, asterisk, end = host.lower().rpartition("*")
    if not asterisk:
        return _domain(end) not in base.below.index.domains
    labels = end.partition(".")[2]  # what an asterisk touches is no whole label
    return "." in labels and _domain(labels) not in base.below.index.domains


def _domain(host: str) -> str:
    return ".".join(host.split(".")[-2:])


def _endpoint(host: str, site: DeclaredSite, said: Evidence) -> Endpoint:
    """A way to the site; where it has one region, a way to that."""
    only = site.regions[0].id if len(site.regions) == 1 else ""
    return Endpoint(pattern=_pattern(host), region=only, source=said.source, as_of=said.as_of, grade=said.grade)


def _default(site: DeclaredSite, said: Evidence) -> tuple[Default, ...]:
    """Where everything of a source is that has the site, when there is one region to be in."""
    if len(site.regions) > 1:
        return ()
    only = site.regions[0].id
    return (
        Default(types=("*",), attribute="site", value=only, source=said.source, as_of=said.as_of, grade=said.grade),
    )


def _pattern(host: str) -> str:
    """A glob over host names as the regular expression that the index keeps."""
    return "^" + _ANY_LABELS.join(re.escape(part) for part in host.lower().split("*")) + "$"


def _operator(base: Base, site: DeclaredSite, known: Provider | None, offer: Offer | None) -> str:
    found = site.operator or _on_record(known, offer)
    if not found:
        raise ConfigError("config-no-operator", path=base.path, id=site.id)
    return found


def _on_record(known: Provider | None, offer: Offer | None) -> str:
    """Who runs an offer, "" where no record says so."""
    operator = (offer.operator if offer else "") or (known.operator if known else "")
    return operator if isinstance(operator, str) else ""


def _offer(offer: Offer | None, site: DeclaredSite, said: Evidence) -> Offer:
    """The offer on record, no surer than the word that the site is of this one; else one of the site's own."""
    if offer is None:
        name = site.name or site.id
        return Offer(id=site.id, name=name, source=said.source, as_of=said.as_of, grade=said.grade)
    return msgspec.structs.replace(
        offer,
        types=(),
        cloud="",
        certificates=tuple(msgspec.structs.replace(item, grade=said.grade) for item in offer.certificates),
        source=(*offer.source, *said.source),
        grade=said.grade,
    )


def _region(base: Base, region: DeclaredRegion, site: DeclaredSite, known: Provider | None, said: Evidence) -> Region:
    listed = next((item for item in known.regions if item.id == region.id), None) if known else None
    if listed and not region.country:
        source = (*listed.source, *said.source)
        return msgspec.structs.replace(listed, cloud="", operator="", host="", source=source, grade=said.grade)
    if not region.country:
        raise ConfigError("config-no-country", path=base.path, id=site.id, region=region.id)
    base.check_country(region.country, f"sites {site.id}")
    return Region(
        id=region.id,
        country=region.country,
        city=region.city,
        source=said.source,
        as_of=said.as_of,
        grade=said.grade,
    )
