"""The place that a provider block gives to what says nothing itself: a block and who answers in, a spot out."""

from __future__ import annotations

from souverain.graph.scopes import Value
from souverain.knowledge.records import Setting
from souverain.model import ProviderConfig, Reason
from souverain.placement import spots
from souverain.placement.atlas import Atlas
from souverain.placement.configuration import Block, Configuration, Stated
from souverain.placement.endpoints import Answer
from souverain.placement.spots import Spot


class BlockPlaces:
    """Places by provider block."""

    def __init__(self, atlas: Atlas, configuration: Configuration) -> None:
        self._atlas = atlas
        self._configuration = configuration
        self._found: dict[tuple[int, str, bool, int], tuple[Spot, Block, Answer]] = {}
        """By what decides; with the block and the answer, whose identities are in the key as long as they live."""

    def of(self, block: Block, provider: str, answer: Answer, *, zonal: bool) -> Spot:
        """The place that the block gives; `zonal` when a zone is wanted, and a region only for want of one."""
        key = (id(block), provider, zonal, id(answer))
        if (found := self._found.get(key)) is None:
            found = self._found[key] = (self._of(block, provider, answer, zonal), block, answer)
        return found[0]

    def _of(self, block: Block, provider: str, answer: Answer, zonal: bool) -> Spot:
        found = [self._by_config(block, config, provider, answer, zonal) for config in block.configs or (None,)]
        if len(found) > 1 and any(_place(spot) != _place(found[0]) for spot in found):
            names = ", ".join(sorted(config.key for config in block.configs))
            return spots.nowhere(Reason("provider-ambiguous", {"providers": names}))
        if block.inherited and block.configs:
            return found[0].weakened("assumed", Reason("provider-inherited", {"provider": block.configs[0].key}))
        return found[0]

    def _by_config(
        self, block: Block, config: ProviderConfig | None, provider: str, answer: Answer, zonal: bool
    ) -> Spot:
        settings = self._settings(provider, zonal)
        for setting in settings:
            for stated in self._configuration.stated(config, setting.attribute) if config else ():
                return self._assumed(config, stated, self._stated(config, stated, answer))
            if self._configuration.shown and (setting.default or setting.default_country):
                return self._documented(setting, answer)
        name = block.name.removeprefix(":")
        if not settings:
            return spots.nowhere(Reason("provider-without-region", {"provider": name}))
        if config is None:
            return spots.nowhere(Reason("no-provider-block", {"provider": name}))
        attributes = ", ".join(setting.attribute for setting in settings)
        return spots.nowhere(Reason("no-provider-region", {"provider": config.key, "attribute": attributes}))

    def _assumed(self, config: ProviderConfig | None, stated: Stated, spot: Spot) -> Spot:
        """What a variable of the environment gives holds here, and is assumed to hold where the tool will run."""
        return spots.given_by(spot, config.environment.get(stated.path, "") if config else "")

    def _settings(self, provider: str, zonal: bool) -> list[Setting]:
        if not provider:
            return []
        placing = [item for item in self._atlas.provider(provider).settings if item.kind in ("region", "zone")]
        return sorted(placing, key=lambda item: (item.kind == "zone") != zonal)

    def _stated(self, config: ProviderConfig | None, stated: Stated, answer: Answer) -> Spot:
        found = stated.resolution
        key = config.key if config else ""
        if isinstance(found, Value):
            args = {"provider": key, "attribute": stated.path, "value": found.value}
            return self._valued(args | _written_at(config), found, answer)
        reason = spots.unresolved(found)
        tried = spots.tried("tried-provider", reason, provider=key, attribute=stated.path)
        return spots.nowhere(reason, tried)

    def _valued(self, args: dict[str, str], found: Value, answer: Answer) -> Spot:
        if not found.name:
            why = Reason("provider-constant", args)
            return spots.at(self._atlas, answer, found.value, confidence="derived", why=(why,))
        why = Reason("provider-variable", {**args, "variable": found.name})
        spot = spots.at(self._atlas, answer, found.value, confidence="derived", why=(why,))
        return spots.mentioned(spot, found, answer)

    def _documented(self, setting: Setting, answer: Answer) -> Spot:
        value = setting.default or setting.default_country
        why = (Reason("provider-default", {"attribute": setting.attribute, "value": value}),)
        if setting.default:
            spot = spots.at(self._atlas, answer, setting.default, confidence="assumed", why=why)
            if spot.known or not setting.default_country:
                return spot
        return Spot(countries=(setting.default_country,), confidence="assumed", why=why)


def _written_at(config: ProviderConfig | None) -> dict[str, str]:
    """The file and the line of a provider block, where its source is known."""
    at = config.location if config else None
    return {"at": f"{at.file}:{at.line}" if at.line else at.file} if at else {}


def _place(spot: Spot) -> tuple[str, tuple[str, ...], Reason | None]:
    return (spot.region.id if spot.region else spot.written, spot.countries, spot.reason)
