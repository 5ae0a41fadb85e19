"""What every form of state says of one object."""

from __future__ import annotations

import msgspec

from souverain.readers.terraform_plan.resources import Object


class Stated(msgspec.Struct, frozen=True):
    """One object, the provider configuration that manages it, and the addresses that it was made after."""

    object: Object
    provider_key: str | None = None
    """As plans write it: `aws.west`, `module.site:aws`; None where the state does not say it."""
    dependencies: tuple[str, ...] = ()
    """Without instance keys; whole, or as the object's own module writes them."""
