"""What a policy may say as evidence, ids and values, never a sentence: one finding's JSON in, typed values out."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from souverain.document import Certainty, Channel, Custody, PlaceRole
from souverain.errors import PolicyError
from souverain.model import Grade


class InCountry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="country"):
    """The data may be in `country`, which is not in `zone`."""

    country: str
    zone: str


class Reached(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="reach"):
    """A law that can order `entity` to open the data; the fields are those of `document.Reach`."""

    law: str
    entity: str
    channel: Channel
    certainty: Certainty
    country: str
    trigger: str = ""
    role: str = ""
    grade: Grade = "background"


class Certified(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="certificate"):
    """A certificate as it stands for one place. `covers` absent: the scope is not published."""

    scheme: str
    status: str
    since: str = ""
    until: str = ""
    number: str = ""
    version: str = ""
    covers: bool | None = None


class NotKnown(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="unknown"):
    """A fact that is not known: which one, and the reason as the facts give it."""

    reason: str
    args: dict[str, str | None] = msgspec.field(default_factory=dict)
    fact: str = ""


class Copied(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="copy"):
    """The data is sent to this place through `via`, an address or an attribute path."""

    via: str
    role: PlaceRole


class Keyed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="keys"):
    """Who holds the keys of the data: it changes what an order can obtain, never whom a law reaches."""

    custody: Custody


class Agreed(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clause"):
    """A clause of the contract with the operator of a place, and whether it is declared to be in there."""

    clause: str
    agreed: bool


class Denied(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="criterion"):
    """A criterion of `scheme` that the records deny; the fields are those of `document.Contradiction`."""

    scheme: str
    criterion: str
    reason: str
    args: dict[str, str] = msgspec.field(default_factory=dict)
    grade: Grade = "background"
    source: tuple[str, ...] = ()
    as_of: str = ""


class Uncovered(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="activities"):
    """Activities of hosting that are asked for, and that no certificate is known to cover."""

    missing: tuple[str, ...]


class Counted(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """How many of the resources that a finding concerns store data, or may, and how many process it."""

    stores: int
    processors: int


class Stated(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="value"):
    """A value of the facts that a rule of the user looked at; `name` is a placeholder of its texts."""

    name: str
    value: str | int | float | bool


class Answered(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="answer"):
    """What the workload says of itself to a question, who says so and when."""

    question: str
    values: tuple[str, ...]
    author: str = ""
    date: str = ""


class Tolerated(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="tolerated"):
    """A derogation lets this be until a day, that day included; "" while its end has not begun to run."""

    until: str = ""


Evidence = (
    InCountry
    | Reached
    | Certified
    | NotKnown
    | Copied
    | Keyed
    | Agreed
    | Denied
    | Uncovered
    | Counted
    | Answered
    | Tolerated
    | Stated
)
_DECODER = msgspec.json.Decoder(tuple[Evidence, ...])


def decode(raw: msgspec.Raw, rule: str) -> tuple[Evidence, ...]:
    """The evidence of one finding, in one order. Raises PolicyError for what is not of these kinds."""
    try:
        return _decoded(bytes(raw))
    except msgspec.ValidationError as error:
        raise PolicyError("bad-evidence", rule=rule, detail=error) from error


@lru_cache(maxsize=1024)
def _decoded(written: bytes) -> tuple[Evidence, ...]:
    return tuple(sorted(_DECODER.decode(written), key=msgspec.json.encode))
