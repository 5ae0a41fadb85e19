"""One waiver, wherever it is written: what `souverain.yaml` declares, or a comment in source, as the same value."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from souverain.declared import Waiver


class Granted(msgspec.Struct, frozen=True, kw_only=True):
    """A waiver. One that is not usable lacks its day or its reason, and sets nothing aside."""

    rule: str
    address: str
    input: str = "*"
    until: str = ""
    reason: str = ""
    author: str = ""
    approver: str = ""
    link: str = ""
    written: str
    """The file, with its line where one is known."""

    @property
    def usable(self) -> bool:
        """Whether it says until when, and why."""
        return bool(self.until and self.reason)


def declared(waivers: Iterable[Waiver], path: str) -> tuple[Granted, ...]:
    """The waivers of the configuration."""
    return tuple(
        Granted(
            rule=item.rule,
            address=item.address,
            input=item.input,
            until=item.until,
            reason=item.reason,
            author=item.author,
            approver=item.approver,
            link=item.link,
            written=path,
        )
        for item in waivers
    )
