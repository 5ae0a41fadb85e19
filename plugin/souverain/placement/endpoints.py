"""Who answers: a provider block and a service in, the provider that the requests of this service go to out.

The name of a provider does not say who runs the service: `hashicorp/aws` with an endpoint at OVHcloud is OVHcloud, for
the services of that endpoint only. An address that nobody knows is nobody we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import msgspec

from souverain.graph.scopes import Missing, Target, Unset, Value
from souverain.knowledge.records import Endpoint, Setting
from souverain.model import MODULE_TYPE, ProviderConfig, Reason
from souverain.placement.atlas import Atlas, host_name
from souverain.placement.configuration import Block, Configuration, Stated

if TYPE_CHECKING:  # a spot is told in terms of an answer
    from souverain.placement.spots import Spot

_CONTROL_PLANE = "control-plane"
_SERVICE_ENDPOINT = re.compile(r"(?:^|\.)(?!api_)(\w+?)_(?:custom_)?endpoint$")
"""`storage_custom_endpoint`, `sos_endpoint`: the address of one service."""
_BLOCK = "endpoints"
_SAME_API: dict[str, tuple[str, ...]] = {
    "ec2": ("ec2", "vpc", "ebs", "ec2clientvpn", "ec2transitgateway"),
    "elbv2": ("lb", "alb"),
    "es": ("elasticsearch",),
    "events": ("eventbridge",),
    "logs": ("aws_cloudwatch_log_*", "aws_cloudwatch_query_definition"),
    "cloudwatchlogs": ("aws_cloudwatch_log_*", "aws_cloudwatch_query_definition"),
    "rds": ("rds", "db"),
    "s3api": ("s3",),
    "sfn": ("sfn",),
    "stepfunctions": ("sfn",),
}
"""Names of endpoints that serve more, or other, than the service of the same name: services, or globs of types."""


class Answer(msgspec.Struct, frozen=True):
    """Who answers the requests of one service."""

    base: str
    """The provider that the configuration names, "" when no record knows it."""
    provider: str = ""
    """The provider that answers, "" when that is not known."""
    cloud: str = ""
    """The cloud that the block chooses."""
    usual_cloud: str = ""
    """The cloud that holds when nothing chooses one."""
    endpoint: Endpoint | None = None
    region: str = ""
    """The region that the endpoint states."""
    country: str = ""
    """The country that holds when no region is known, and the evidence for it stands in `endpoint`."""
    assumed: bool = False
    giver: str = ""
    """What outside of the code gives the address, "" for the code itself."""
    why: tuple[Reason, ...] = ()
    reason: Reason | None = None
    """Why it is not known who answers."""
    target: Target | None = None
    """The resource of the stack that the address belongs to; `attribute` is the setting that names it."""
    attribute: str = ""
    spot: Spot | None = None
    """Where all is that answers there, once that resource is placed."""

    @property
    def moved(self) -> bool:
        """Whether another provider answers than the one that is named."""
        return self.provider != self.base

    @property
    def serves_data(self) -> bool:
        """Whether the endpoint is where the data goes, and not only where orders are given."""
        return self.endpoint is not None and self.endpoint.service != _CONTROL_PLANE


class Answers:
    """Finds who answers, block by block."""

    def __init__(self, atlas: Atlas, configuration: Configuration) -> None:
        self._atlas = atlas
        self._configuration = configuration
        self._deciding: dict[tuple[str, str], tuple[tuple[Setting, Stated], ...]] = {}
        self._usual: dict[str, Answer] = {}

    def of(self, block: Block, provider: str, service: str, type_: str) -> Answer:
        """Who answers for this service of this type. Blocks that cannot be told apart must agree."""
        if not provider:
            return Answer("", reason=_unknown(block.name.removeprefix(":"), type_))
        found = [self._by_block(config, provider, service, type_) for config in block.configs or (None,)]
        if all(answer == found[0] for answer in found):
            return found[0]
        return Answer(provider, reason=_ambiguous(block))

    def _by_block(self, config: ProviderConfig | None, provider: str, service: str, type_: str) -> Answer:
        for setting, stated in self._stated(config, provider) if config else ():
            if _serves(setting, stated.path, service, type_):
                answer = self._stated_answer(provider, setting, stated)
                if answer is not None:
                    return _given_by(answer, config.environment.get(stated.path, "") if config else "")
        if provider not in self._usual:
            self._usual[provider] = self._documented(provider)
        return self._usual[provider]

    def _stated(self, config: ProviderConfig, provider: str) -> tuple[tuple[Setting, Stated], ...]:
        """Settings that decide who answers, those of single services first."""
        key = (config.key, provider)
        if key not in self._deciding:
            self._deciding[key] = tuple(self._decisive(config, provider))
        return self._deciding[key]

    def _decisive(self, config: ProviderConfig, provider: str) -> Iterator[tuple[Setting, Stated]]:
        services = Setting(attribute="*_custom_endpoint", kind="endpoint")
        settings = [item for item in self._atlas.provider(provider).settings if item.kind in ("endpoint", "cloud")]
        for setting in (services, *settings):
            patterns = (setting.attribute, f"{_BLOCK}.*") if setting.attribute == _BLOCK else (setting.attribute,)
            for pattern in patterns:
                for stated in self._configuration.stated(config, pattern):
                    yield setting, stated

    def _stated_answer(self, provider: str, setting: Setting, stated: Stated) -> Answer | None:
        """None when the value is the name of a profile of the same provider, which decides nothing here."""
        found = stated.resolution
        if not isinstance(found, Value):
            reason = Reason("endpoint-unresolved", {"attribute": stated.path, "names": _names(found)})
            return Answer(provider, reason=reason, target=self._behind(provider, stated), attribute=stated.path)
        cloud = self._cloud(provider, setting.attribute, found.value)
        if cloud:
            why = Reason("cloud-chosen", {"attribute": stated.path, "value": found.value, "cloud": cloud})
            return Answer(provider, provider, cloud=cloud, why=(why,))
        if host_name(found.value) or not self._chooses_cloud(provider, setting.attribute):
            answer = self._at(provider, stated.path, found.value, strict=setting.kind == "endpoint")
            if answer is None or (answer.provider and (answer.region or answer.country)):
                return answer
            return msgspec.structs.replace(answer, target=self._behind(provider, stated), attribute=stated.path)
        reason = Reason("cloud-unknown", {"attribute": stated.path, "value": found.value})
        return Answer(provider, reason=reason)

    def _behind(self, provider: str, stated: Stated) -> Target | None:
        """The resource whose address it is, where what answers there runs on that: software, a service on a cloud."""
        record = self._atlas.provider(provider)
        return stated.target if record.site_map or record.hosting else None

    def _at(self, provider: str, attribute: str, value: str, *, strict: bool) -> Answer | None:
        match = self._atlas.host(value)
        if match is None:
            if not strict and not host_name(value):
                return None
            reason = Reason("endpoint-unknown", {"attribute": attribute, "host": host_name(value) or value})
            return Answer(provider, reason=reason)
        endpoint = match.endpoint
        why = Reason("endpoint", {"attribute": attribute, "host": host_name(value), "provider": match.provider})
        return Answer(
            provider,
            match.provider,
            cloud=endpoint.cloud,
            endpoint=endpoint,
            region=match.region,
            country="" if endpoint.service == _CONTROL_PLANE else endpoint.country,
            why=(why,),
        )

    def _documented(self, provider: str) -> Answer:
        """What holds when the block says nothing: the provider itself, where its documentation says."""
        record = self._atlas.provider(provider)
        for setting in record.settings:
            if cloud := self._cloud(provider, setting.attribute, setting.default):
                return Answer(provider, provider, usual_cloud=cloud)
            if not self._configuration.shown:
                continue
            if setting.kind == "endpoint" and setting.default:
                match = self._atlas.host(setting.default)
                if match is not None and match.provider == provider:
                    why = _default(setting, setting.default)
                    return Answer(provider, provider, region=match.region, assumed=True, why=(why,))
            if setting.kind == "endpoint" and setting.default_country:
                why = _default(setting, setting.default_country)
                return Answer(provider, provider, country=setting.default_country, assumed=True, why=(why,))
        return Answer(provider, provider)

    def _cloud(self, provider: str, attribute: str, value: str) -> str:
        clouds = self._atlas.provider(provider).clouds
        return next((cloud.id for cloud in clouds if value.lower() in cloud.settings.get(attribute, ())), "")

    def _chooses_cloud(self, provider: str, attribute: str) -> bool:
        return any(attribute in cloud.settings for cloud in self._atlas.provider(provider).clouds)


def _unknown(name: str, type_: str) -> Reason:
    """Why nobody can say who answers: no record has the provider, or it is a module that is not there."""
    return Reason("module-not-seen") if type_ == MODULE_TYPE else Reason("provider-unknown", {"provider": name})


def _serves(setting: Setting, path: str, service: str, type_: str) -> bool:
    """Whether the address at this path serves the type: the one of its own service, or the one of all services."""
    if setting.attribute == _BLOCK:
        key = path.removeprefix(f"{_BLOCK}.")
    elif found := _SERVICE_ENDPOINT.search(path):
        key = found[1]
    else:
        return True
    wanted = _SAME_API.get(key, (key,))
    words = f"_{type_.partition('_')[2]}_"
    listed = service in wanted or any(fnmatchcase(type_, glob) for glob in wanted)
    return listed or (not service and f"_{key}_" in words)


def _given_by(answer: Answer, giver: str) -> Answer:
    """The answer, assumed where something outside of the code gives the address."""
    return msgspec.structs.replace(answer, giver=giver) if giver else answer


def _names(found: Missing | Target | Unset) -> str:
    if not isinstance(found, Missing):
        return found.name
    args = found.reason.args
    return args.get("variable") or args.get("name") or args.get("names") or "?"


def _default(setting: Setting, value: str) -> Reason:
    return Reason("provider-default", {"attribute": setting.attribute, "value": value})


def _ambiguous(block: Block) -> Reason:
    return Reason("provider-ambiguous", {"providers": ", ".join(sorted(config.key for config in block.configs))})
