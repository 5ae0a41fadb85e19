"""Weighs what is stated of one resource: a rule of the configuration, labels, its type in; the class and why out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from souverain.classes import HEALTH, TECHNICAL, Classes
from souverain.config import ClassRule
from souverain.document import Basis, ClassOrigin, FlowKind
from souverain.model import Confidence, Fact, Reason, known, unknown
from souverain.sensitivity.labels import Label
from souverain.sensitivity.words import Vocabulary

_LONGEST_SHOWN = 40
_UNRECOGNISED = "class-label-unrecognised"


class Verdict(msgspec.Struct, frozen=True):
    """The class of the data, and on what it rests."""

    data_class: Fact[str]
    basis: Basis
    origin: ClassOrigin = "none"
    also: tuple[str, ...] = ()
    """Further classes of the same data, which the first does not include."""

    @property
    def classes(self) -> tuple[str, ...]:
        """All classes that are known, the most protective first."""
        return (self.data_class.value, *self.also) if self.data_class.value else ()


class _Statement(msgspec.Struct, frozen=True):
    """One statement about the class. `data` is () when it names none: not known yet, or a word without meaning."""

    data: tuple[str, ...]
    step: Reason
    confidence: Confidence = "observed"


def decide(
    rule: ClassRule | None, labels: tuple[Label, ...], order: Classes, *, health_type: str, vocabulary: Vocabulary
) -> Verdict | None:
    """The class, or why it is not known; None when nothing is stated.

    `health_type` is the type when it exists for health data. The more protective of two classes holds, whoever states
    it: a label that says health outweighs a configured `none`.
    """
    said = [item for label in labels if (item := _of_label(label, vocabulary)) is not None]
    declared = [] if rule is None else [_of_rule(rule)]
    named = [item for item in (*declared, *said) if item.data]
    open_ = [item for item in said if not item.data]
    if not declared and not health_type and _leave_open(open_, named, order):
        return _not_known(open_, named)
    if named:
        return _chosen(named, open_, order, declared=bool(declared), health_type=health_type)
    return _for_health(health_type, open_) if health_type else None


def _leave_open(open_: list[_Statement], named: list[_Statement], order: Classes) -> bool:
    """Whether a label without a known class may still be more protective than what the others say."""
    if any(order.shipped(one) == HEALTH for item in named for one in item.data):
        return False
    return any(not named or item.step.code != _UNRECOGNISED for item in open_)


def held(holder: str, above: Verdict) -> Verdict:
    """The class of what holds a resource, for that resource."""
    step = Reason("class-held", {"holder": holder})
    confidence: Confidence = "derived" if above.data_class.known else "unknown"
    return Verdict(above.data_class, Basis(confidence=confidence, why=(step, *above.basis.why)), "held", above.also)


def described_by(found: Iterable[tuple[bool, str, Verdict | None]], order: Classes) -> Verdict | None:
    """The class of a state by what it describes: whether that holds data, its address, and what is stated of it.

    The most protective class holds. None where one that holds data may be of any class, and no other of the first;
    what describes nothing that holds data is technical.
    """
    best: tuple[str, Verdict] | None = None
    described: set[str] = set()
    open_ = holding = False
    for holds, address, verdict in found:
        holding |= holds
        if verdict is None or not verdict.classes:
            open_ |= holds
            continue
        described.update(verdict.classes)
        if best is None or order.rank(verdict.classes[0]) < order.rank(best[1].classes[0]):
            best = address, verdict
    if best is None:
        return None if holding else _TECHNICAL
    first, *also = order.joined(described)
    if open_ and not order.is_a(first, HEALTH):
        return None
    why = (Reason("class-of-state", {"address": best[0]}), *best[1].basis.why)
    return Verdict(known(first), Basis(confidence="derived", why=why), "held", tuple(also))


_TECHNICAL = Verdict(known(TECHNICAL), Basis(confidence="derived", why=(Reason("class-of-empty-state"),)))


@cache
def undeclared(assumed: str) -> Verdict:
    """What holds where nothing is stated: the class that the user assumes, else unknown."""
    if not assumed:
        return Verdict(unknown("undeclared"), Basis(confidence="unknown", why=(Reason("undeclared"),)))
    why = (Reason("class-assumed", {"data": assumed}),)
    return Verdict(known(assumed), Basis(confidence="assumed", why=why), "assumed")


@cache
def flown(data: str, kind: FlowKind, other: str = "", also: tuple[str, ...] = ()) -> Verdict:
    """The class that a flow gives; `other` is the less protective one that was stated, "" for none.

    `also` are further classes that flows bring, or that were stated.
    """
    why = [Reason("class-propagated", {"data": data, "flow": kind})]
    if other:
        why.append(Reason("class-contradicts-flow", {"data": data, "other": other, "flow": kind}))
    return Verdict(known(data), Basis(confidence="derived", why=tuple(why)), "propagated", also)


def joined_by(stated: Verdict, data: str, kind: FlowKind, also: tuple[str, ...]) -> Verdict:
    """A class that holds as it is stated, with a further one that a flow brings."""
    step = Reason("class-propagated", {"data": data, "flow": kind})
    basis = Basis(confidence=stated.basis.confidence, why=(*stated.basis.why, step))
    return Verdict(stated.data_class, basis, stated.origin, also)


def denied(stated: Verdict, data: str, kind: FlowKind, code: str = "class-below-flow") -> Verdict:
    """A class that holds as it is stated, with a word about the flow that brings more protective data.

    With `class-below-copy`, about its copy, which is said to hold such data.
    """
    step = Reason(code, {"data": data, "other": stated.data_class.value or "", "flow": kind})
    basis = Basis(confidence=stated.basis.confidence, why=(*stated.basis.why, step))
    return Verdict(stated.data_class, basis, stated.origin, stated.also)


def overruled(stated: Iterable[str], held: Iterable[str], order: Classes) -> tuple[str, ...]:
    """The stated classes that give way to those that hold: neither kept beside them, nor refined by one.

    `personal` is refined by no class of health data: who says it says that the data is not of health.
    """
    kept = tuple(held)
    refined = {
        one for id_ in kept for one in order.above[id_] if order.is_a(one, HEALTH) or not order.is_a(id_, HEALTH)
    }
    return tuple(one for one in stated if one not in refined and order.shipped(one) not in kept)


def _chosen(
    named: list[_Statement], open_: list[_Statement], order: Classes, *, declared: bool, health_type: str
) -> Verdict:
    best, *also = order.joined(one for item in named for one in item.data)
    losers = [item for item in named if best not in item.data and overruled(item.data, (best, *also), order)]
    winners = [item for item in named if item not in losers]
    why = [item.step for item in sorted(winners, key=lambda item: best not in item.data)]
    if losers:
        over_configuration = declared and losers[0] is named[0]
        code = "class-label-over-configuration" if over_configuration else "class-contradiction"
        why += [Reason(code, {"data": best, "other": losers[0].data[0]}), *(item.step for item in losers)]
    why += [item.step for item in open_]
    if health_type and order.shipped(best) != HEALTH:
        why.append(Reason("class-type-for-health", {"type": health_type}))
    saying = [item for item in winners if best in item.data]
    confidence: Confidence = "observed" if any(item.confidence == "observed" for item in saying) else "derived"
    origin: ClassOrigin = "declared" if declared and saying[0] is named[0] else "labelled"
    return Verdict(known(best), Basis(confidence=confidence, why=tuple(why)), origin, tuple(also))


def _not_known(open_: list[_Statement], named: list[_Statement]) -> Verdict:
    reason = min(open_, key=lambda item: item.step.code == _UNRECOGNISED).step
    steps = tuple(item.step for item in (*open_, *named))
    return Verdict(unknown(reason.code, **reason.args), Basis(confidence="unknown", why=steps))


def _for_health(health_type: str, open_: list[_Statement]) -> Verdict:
    why = (Reason("class-type-for-health", {"type": health_type}), *(item.step for item in open_))
    return Verdict(known(HEALTH), Basis(confidence="derived", why=why), "service")


def _of_rule(rule: ClassRule) -> _Statement:
    code = "class-declared" if rule.date else "class-declared-undated"
    args = {"data": rule.data, "author": _shown(rule.author)} | ({"date": rule.date} if rule.date else {})
    return _Statement((rule.data,), Reason(code, args))


def _of_label(label: Label, vocabulary: Vocabulary) -> _Statement | None:
    """What a label states; None for one that turns out to be about something else."""
    key = _shown(label.key)
    kind = vocabulary.key(label.key) if label.key else "flag"
    if label.value is None:
        return _Statement((), Reason("class-label-unknown", {"key": key}) if key else Reason("class-labels-unknown"))
    shown = _shown(label.value)
    if kind == "flag":
        flag = vocabulary.flag(label.key, label.value) if key else vocabulary.flag(label.value)
        data: tuple[str, ...] = (flag,) if flag else ()
    else:
        data = vocabulary.value(label.value)
    if not data:
        return _Statement((), Reason(_UNRECOGNISED, {"key": key, "value": shown})) if kind == "class" else None
    code = "class-default-label" if label.default else "class-labelled" if key else "class-label-word"
    args = {"key": key, "value": shown} if key else {"value": shown}
    return _Statement(data, Reason(code, args), "derived" if label.default else "observed")


def _shown(text: str) -> str:
    """Text of others, short and without control characters."""
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= _LONGEST_SHOWN else plain[: _LONGEST_SHOWN - 1] + "…"
