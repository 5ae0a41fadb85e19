"""The place of a destination that is no resource of the stack: what is written in, who answers there and where out.

A region, or an identifier that carries one, at the provider of the source; an address, or an ARN, at whose it is.
"""

from __future__ import annotations

import re

from souverain.model import Reason
from souverain.placement import spots
from souverain.placement.atlas import Atlas, host_name
from souverain.placement.endpoints import Answer
from souverain.placement.reading import embedded_in
from souverain.placement.spots import Spot

_OF_PROVIDER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("aws", re.compile(r"arn:aws[a-z-]*:")),
    ("gcp", re.compile(r"gs://|projects/|(bigquery|logging|pubsub|storage|cloudkms)\.googleapis\.com/")),
    ("azure", re.compile(r"/subscriptions/")),
)
"""How identifiers of a provider begin, wherever they are written."""
_ADDRESS = re.compile(r"(?i)https?://|[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/|\Z)")

Outside = tuple[Answer, Spot]


def outside(atlas: Atlas, answer: Answer, destination: str) -> Outside:
    """Who answers at a destination, and where that is; `answer` is the one of what is sent there."""
    if not destination:
        return answer, spots.nowhere(Reason("copy-not-known"))
    why = Reason("copy-destination", {"value": destination})
    if found := _named(atlas, destination, why):
        return found
    provider = next((id_ for id_, form in _OF_PROVIDER if form.match(destination)), "")
    if provider and provider != answer.base:
        answer = Answer(provider, provider)
    return answer, _identified(atlas, answer, destination, why)


def key_store(atlas: Atlas, destination: str) -> Outside:
    """Who keeps a key outside of the provider whose key service names it: nobody we know where no address says."""
    why = Reason("copy-destination", {"value": destination})
    reason = Reason("key-store-not-seen")
    found = _named(atlas, destination, why) if destination else None
    return found or (Answer("", reason=reason), spots.nowhere(reason))


def registry(atlas: Atlas, host: str) -> Outside:
    """Who hands out images at a host, and where; "" where the input does not say which it is."""
    if not host:
        reason = Reason("image-not-known")
        return Answer("", reason=reason), spots.nowhere(reason, reason)
    why = Reason("image-of", {"value": host})
    if atlas.host(host) is None:
        reason = Reason("registry-unknown", {"host": host})
        return Answer("", reason=reason), spots.nowhere(reason, why)
    answer, spot = _at_host(atlas, host, why)
    return answer, spot if spot.known else spots.nowhere(Reason("registry-without-place"), *spot.why)


def _named(atlas: Atlas, destination: str, why: Reason) -> Outside | None:
    """At an address: who answers there; None for what is no address."""
    if not _ADDRESS.match(destination) or ".googleapis.com/" in destination:
        return None
    return _at_host(atlas, destination, why)


def _at_host(atlas: Atlas, destination: str, why: Reason) -> Outside:
    """Nobody we know where no record knows the host."""
    host = host_name(destination)
    match = atlas.host(destination)
    if match is None:
        reason = Reason("endpoint-unknown", {"attribute": "", "host": host or destination})
        return Answer("", reason=reason), spots.nowhere(reason, why)
    endpoint = match.endpoint
    answer = Answer(match.provider, match.provider, cloud=endpoint.cloud, endpoint=endpoint, country=endpoint.country)
    if match.region:
        return answer, spots.at(atlas, answer, match.region, confidence="observed", why=(why,))
    if endpoint.country:
        return answer, spots.in_country(answer)
    return answer, spots.nowhere(Reason("endpoint-without-region"), why)


def _identified(atlas: Atlas, answer: Answer, destination: str, why: Reason) -> Spot:
    if not answer.provider:
        return spots.nowhere(answer.reason or Reason("provider-unknown", {"provider": ""}), why)
    found = embedded_in("destination", destination, placed_ids=atlas.provider(answer.provider).placed_ids)
    if found is None:
        region = atlas.region(answer.provider, destination, answer.cloud)
        if region is None:
            return spots.nowhere(Reason("copy-outside-input", {"destination": destination}), why)
        return spots.at(atlas, answer, destination, confidence="observed", why=(why,))
    if answer.moved and found.partition:
        return spots.nowhere(Reason("copy-outside-input", {"destination": destination}), why)
    cloud = atlas.cloud_of_partition(answer.provider, found.partition) if found.partition else ""
    if not found.region:
        return spots.nowhere(Reason("arn-without-region", {"arn": destination}), why).in_cloud(cloud)
    return spots.at(atlas, answer, found.region, confidence="observed", why=(why,)).in_cloud(cloud)
