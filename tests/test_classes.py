"""The order of classes as an algebra, classes of one's own in it, and what such a class may not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from class_cases import orders, own
from souverain.classes import Classes, shipped, words
from souverain.classes.own import OwnClass, extended
from souverain.errors import ConfigError


def some(data: st.DataObject, order: Classes) -> list[str]:
    return data.draw(st.lists(st.sampled_from(order.ids)))


@given(orders(), st.data())
def test_joining_is_the_same_in_any_grouping_and_order(order: Classes, data: st.DataObject) -> None:
    one, other = some(data, order), some(data, order)
    whole = order.joined((*one, *other))
    assert whole == order.joined((*other, *one))
    assert whole == order.joined((*order.joined(one), *order.joined(other)))
    assert whole == order.joined(whole)


@given(orders(), st.data())
def test_joining_loses_nothing_that_binds(order: Classes, data: st.DataObject) -> None:
    said = some(data, order)
    joined = order.joined(said)
    for one in said:
        if order.harmless(one):
            continue
        bound_by = {*order.above[one]} - ({one} if order.records[one].lesser else set())
        assert bound_by <= {above for kept in joined for above in order.above[kept]}


@given(orders())
def test_nothing_comes_after_what_it_is_but_a_lesser_form(order: Classes) -> None:
    for id_ in order.ids:
        parent = order.records[id_].parent
        own_lesser = any(order.records[one].lesser for one in order.above[id_])
        assert not parent or own_lesser or shipped_apart(id_) or order.rank(id_) < order.rank(parent)
    assert not any(order.harmless(id_) for id_ in order.ids[: order.protected])
    assert all(order.harmless(id_) for id_ in order.ids[order.protected :])


def shipped_apart(id_: str) -> bool:
    """A shipped class with a regime of its own: what stands before it is not it, and it is kept beside."""
    return id_ in shipped()


@given(own())
def test_a_class_of_ones_own_comes_right_before_what_it_is(said: dict[str, OwnClass]) -> None:
    order = extended(said, "souverain.yaml")
    for id_, record in said.items():
        between = order.ids[order.rank(id_) + 1 : order.rank(record.parent)]
        assert all(order.is_a(one, record.parent) for one in between)
        assert order.joined((id_, record.parent)) == (id_,)
        assert order.harmless(id_) == order.harmless(record.parent)
        assert order.above[id_] == (id_, *order.above[record.parent])
    assert [one for one in order.ids if one in shipped()] == list(shipped().ids)


SHIPPED = {
    "health": "health personal",
    "snds": "snds health-pseudonymised health personal",
    "eds": "eds health personal",
    "health-pseudonymised": "health-pseudonymised health personal",
    "personal": "personal",
    "technical": "technical",
    "none": "none",
}


def test_the_classes_that_everybody_has() -> None:
    assert {id_: " ".join(above) for id_, above in shipped().above.items()} == SHIPPED
    assert list(shipped().ids) == list(SHIPPED)


JOINED = {
    "health beside its pseudonymised form": ("health health-pseudonymised", "health"),
    "a warehouse beside data of the SNDS": ("eds snds", "snds eds"),
    "health beside data of the SNDS": ("snds health", "health snds"),
    "personal data beside health": ("personal health", "health"),
    "nothing beside technical data": ("none technical", "technical"),
    "nothing beside personal data": ("none personal", "personal"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("said", "joined"), JOINED.values(), ids=JOINED)
def test_joined(said: str, joined: str) -> None:
    assert " ".join(shipped().joined(said.split())) == joined


REFUSED = {
    "a shipped class": ({"health": OwnClass(parent="none")}, "config-class-taken"),
    "a shipped class that stays what it is": ({"eds": OwnClass(parent="health")}, "config-class-taken"),
    "the word for what nobody declared": ({"undeclared": OwnClass(parent="none")}, "config-class-taken"),
    "of what is not there": ({"imaging": OwnClass(parent="helth")}, "config-not-allowed"),
    "of itself": ({"imaging": OwnClass(parent="imaging")}, "config-class-circle"),
    "of each other": ({"a": OwnClass(parent="b"), "b": OwnClass(parent="a")}, "config-class-circle"),
    "a word for health": ({"payroll": OwnClass(parent="personal", words=("Patients",))}, "config-class-word"),
    "a name that is a word for health": ({"sante": OwnClass(parent="none")}, "config-class-word"),
    "a word of another one": (
        {"imaging": OwnClass(parent="health", words=("pacs",)), "x": OwnClass(parent="none", words=("PACS",))},
        "config-class-word",
    ),
    "a legal word for health": (
        {"payroll": OwnClass(parent="personal", words=("data concerning health",))},
        "config-class-word",
    ),
}


@pytest.mark.parametrize(("said", "code"), REFUSED.values(), ids=REFUSED)
def test_a_class_may_not_weaken(said: dict[str, OwnClass], code: str) -> None:
    with pytest.raises(ConfigError) as refused:
        extended(said, "souverain.yaml")
    assert refused.value.code == code
    assert refused.value.args_["path"] == "souverain.yaml"
    assert refused.value.args_["field"].startswith("data_classes.")


def test_a_class_may_refine_a_word() -> None:
    order = extended({"imaging": OwnClass(parent="health", words=("medical",))}, "")
    assert order.ids[:2] == ("imaging", "health")


def test_no_word_names_two_classes() -> None:
    said = [word for record in shipped().records.values() for word in words(record)]
    assert len(said) == len(set(said))
