"""A key that stands twice in one of many changes is refused, whatever the others look like, and however it is written.

What is learnt of some entries decides about others: each must be judged as if it stood alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from souverain.readers.members import RepeatedKeyError
from souverain.readers.terraform_plan import repeated, shapes
from souverain.readers.terraform_plan.changes import search
from souverain.readers.terraform_plan.repeated import Search

KEYS = ("address", "type", "name", "change", "actions", "after", "before", "index")
SIGNS = ("a", "r0", "é", '"', "\\", "%s", "%", "{", "}", ":", ", ", " ", "\n")
PARTS = (*SIGNS, *KEYS, *(f'"{key}": "a"' for key in KEYS))
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map("".join)
STATES = st.dictionaries(st.sampled_from(("region", "name", *KEYS)), TEXTS | st.just({"after": {"x": 1}}), max_size=2)
MARKS = st.dictionaries(st.sampled_from(("id", "arn", *KEYS)), st.just(True), max_size=2)
WAYS: tuple[Callable[[object], str], ...] = (
    json.dumps,
    lambda item: json.dumps(item, ensure_ascii=False, separators=(",", ":")),
    lambda item: json.dumps(item, indent=2),
    lambda item: json.dumps(item, sort_keys=True),
    lambda item: json.dumps(item, separators=(" ,", " : ")),
)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, object]:
    """One entry of `resource_changes`, its keys in the order of Terraform."""
    actions, before, after = draw(
        st.sampled_from((["create"], ["update"], ["delete"], ["no-op"], ["delete", "create"])).flatmap(
            lambda actions: st.tuples(
                st.just(actions),
                st.none() if actions == ["create"] else STATES,
                st.none() if actions == ["delete"] else STATES,
            )
        )
    )
    entry: dict[str, object] = {"address": draw(TEXTS)}
    if draw(st.booleans()):
        entry["module_address"] = draw(TEXTS)
    entry |= {"mode": "managed", "type": draw(st.sampled_from(("t", "type", "%s"))), "name": draw(TEXTS)}
    if draw(st.booleans()):
        entry["index"] = draw(TEXTS | st.integers(0, 20) | st.none())
    change = {"actions": actions, "before": before, "after": after, "after_unknown": draw(MARKS)}
    return entry | {
        "provider_name": "p",
        "change": change | {"before_sensitive": False, "after_sensitive": draw(MARKS)},
    }


@st.composite
def plans(draw: st.DrawFn) -> list[bytes]:
    """Entries as they are written, some of them the same; of some a key stands in them a second time."""
    known = draw(st.lists(changes(), min_size=1, max_size=3))
    ways = draw(st.lists(st.sampled_from(WAYS), min_size=1, max_size=2))
    return [
        _repeating(draw, draw(st.sampled_from(ways))(draw(st.sampled_from(known) | changes())))
        for _ in range(draw(st.integers(2, 8)))
    ]


def _repeating(draw: st.DrawFn, text: str) -> bytes:
    if draw(st.booleans()):
        key = draw(st.sampled_from((*KEYS, "after_unknown", "deposed", "module_address")))
        item = draw(st.sampled_from(('"a"', "null", "{}", '["create"]', '{"actions": ["create"]}')))
        sign, before, after = draw(st.sampled_from((("{", "", ", "), ("}", ", ", ""), (", ", ", ", ""))))
        at = draw(st.sampled_from([number for number in range(len(text)) if text.startswith(sign, number)] or [0]))
        at += len(sign) if sign == "{" else 0
        text = f'{text[:at]}{before}"{key}": {item}{after}{text[at:]}'
    return text.encode()


def _decoded(written: list[bytes]) -> Iterator[tuple[bytes, shapes.ResourceChange]]:
    for entry in written:
        with suppress(msgspec.DecodeError):  # a key in the middle of a text, or with a value of another shape
            yield entry, msgspec.json.decode(entry, type=shapes.ResourceChange)


def _outcome(search: Search[shapes.ResourceChange], written: bytes, decoded: shapes.ResourceChange) -> bool:
    try:
        search(written, decoded)
    except RepeatedKeyError:
        return False
    return True


@given(plans())
def test_each_entry_is_judged_as_if_it_stood_alone(written: list[bytes]) -> None:
    together = search()
    for entry, decoded in _decoded(written):
        assert _outcome(together, entry, decoded) == _outcome(search(), entry, decoded)


@given(plans())
def test_no_key_of_a_change_stands_in_it_twice(written: list[bytes]) -> None:
    """Beside a reader that looks at everything; what stands inside of a state or of marks is not of the change."""
    together = search()
    for entry, decoded in _decoded(written):
        let_through = _outcome(together, entry, decoded)
        itself = json.loads(entry, object_pairs_hook=_Pairs)
        inside = [item for key, item in itself if key == "change"]
        if any(len(set(keys)) < len(keys) for keys in map(_keys, (itself, *inside))):
            assert not let_through


class _Pairs(list[tuple[str, "_Pairs"]]):
    """The members of an object as they stand."""


def _keys(found: _Pairs) -> list[str]:
    return [key for key, _ in found if key != "index"]


HEAD = (
    '{"address": "t.a", "mode": "managed", "type": "t", "name": "a", "provider_name": "p", '
    '"change": {"actions": ["no-op"], '
)
BOTH = '"before": {"x": 1}, "after": {"x": 2}, '
TAIL = '"after_unknown": {}, "before_sensitive": false, "after_sensitive": {}}}'


def _after(*written: str) -> list[bool]:
    together = search()
    return [_outcome(together, *found) for found in _decoded([text.encode() for text in written])]


def test_a_repeated_key_in_place_of_another_of_its_length_is_refused() -> None:
    """The mode that is left out is the one that is assumed: what is decoded, and every length, is the same."""
    known = HEAD + BOTH + TAIL
    repeated = known.replace('"mode": "managed", ', '"type": "random",  ')
    assert len(known) == len(repeated)
    assert _after(known, repeated) == [True, False]


def test_a_repeated_state_in_place_of_spaces_is_refused() -> None:
    known = HEAD + '"before": {"x": 1}, %s"after": {"x": 2}, ' % (" " * 20) + TAIL
    repeated = HEAD + '"before": {"x": 1}, "before": {"x": 1}, "after": {"x": 2}, ' + TAIL
    assert len(known) == len(repeated)
    assert _after(known, repeated) == [True, False]


def test_what_one_entry_ends_with_says_nothing_of_another_beginning() -> None:
    """Each says once that it is not deposed, one before the change and one after it; together they say it twice."""
    plain = HEAD + BOTH + TAIL
    first, last = plain.replace('"change"', '"deposed": "", "change"'), f'{plain[:-1]}, "deposed": ""}}'
    assert _after(first, last, first, f'{first[:-1]}, "deposed": ""}}') == [True, True, True, False]


def _created(state: str, more: str = "", index: str = "") -> str:
    """A bucket that is created in a state; `more` stands before its change."""
    return (
        f'{{"address":"t.a","mode":"managed","type":"t","name":"a",{index}"provider_name":"p",{more}'
        f'"change":{{"actions":["create"],"before":null,"after":{state},"after_unknown":{{}},'
        '"before_sensitive":false,"after_sensitive":{}}}'
    )


def test_what_stands_in_place_of_a_copy_of_the_state_is_looked_at() -> None:
    """The copy stands first, under the same key, inside of something that nobody reads."""
    state = json.dumps({"region": "eu-west-3", "pad": "x" * 200})
    begun, ended = '1},"change":{"actions":["create"],"after":{"region":"us-east-1"}},', '"xx":{"after":1'
    known = _created(state, f'"xx":{{"after":{state}}},')
    repeated = _created(state, f'"xx":{{"after":{begun}{ended.rjust(len(state) - len(begun))}}},')
    assert len(known) == len(repeated)
    assert _after(repeated) == [False]
    assert _after(known, repeated) == [True, False]


def test_states_in_another_order_are_not_taken_for_each_other() -> None:
    spaces = " " * 60

    def updated(after: str, before: str, more: str = "") -> str:
        return (
            '{"address":"t.a","mode":"managed","type":"t","name":"a","provider_name":"p","change":{"actions":["update"],'
            f'"after":{after},{spaces}"before":{before}{more},"after_unknown":{{}},"after_sensitive":{{}}}}}}'
        )

    known = updated('{"region":"eu-west-3"}', '{"region":"eu-west-2"}')
    before = '{"region":"eu-west-2"}'
    more = f',"before":{before},"after_unknown":{{"region":true}}'.ljust(len(f',{spaces}"before":{before}'))
    repeated = updated('{"region":"eu-west-3"', "1}", more)
    assert _after(repeated) == [False]
    assert _after(known, repeated) == [True, False]


def test_keys_inside_of_an_index_are_looked_at_each_time() -> None:
    twice = _created("{}", index='"index":{"before":1,"before":2},')
    assert _after(twice) == [False]
    assert _after(_created("{}", index='"index":5,'), twice) == [True, False]


def test_a_number_is_not_taken_for_one_that_it_begins() -> None:
    assert _after(_created("1").replace('"before":null', '"before":11,"before":1')) == [False]
    assert _after(
        _created("1", '"zz":{"after":12},').replace('"after_unknown"', '"x":{"actions":1},"after_unknown"')
    ) == [True]


@pytest.mark.parametrize("way", WAYS[:3], ids=("spaced", "compact", "indented"))
def test_entries_that_tools_write_are_searched_once_for_all_of_a_kind(
    way: Callable[[object], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def entry(address: str, **more: object) -> str:
        whole = json.loads(HEAD + BOTH + TAIL)
        change = whole["change"] | {"before": {"name": address}, "after": {"name": f"{address} after"}}
        module = {key: more.pop(key) for key in ("module_address",) if key in more}
        own = {"mode": "managed", "type": "t", "name": "a"} | more
        return way({"address": address} | module | own | {"provider_name": "p", "change": change})

    known = [entry("t.a"), entry("t.b[0]", index=0), entry("t.c", module_address="module.m")]
    alike = [
        entry('t.b["%s"]'),
        entry("t.b[12]", index=12),
        entry('t.b["k"]', index="k"),
        entry('module.m["x\\"].t.c', module_address='module.m["x\\"]'),
    ]
    searched: list[bytes] = []
    outside = repeated._outside
    monkeypatch.setattr(
        repeated, "_outside", lambda written, states: searched.append(written) or outside(written, states)
    )
    assert all(_after(*known, *alike))
    assert searched == [text.encode() for text in known]
