"""Labels of resources and of provider blocks: every form in which they are written, known or not yet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sensitivity_cases import answer, classified, codes, one, resource, told

from souverain.config import Config, Labels
from souverain.model import (
    Constant,
    Expression,
    ProviderConfig,
    References,
    Resource,
    Scalar,
    Unevaluated,
)

FORMS: dict[str, tuple[str, dict[str, Scalar], str]] = {
    "map": ("aws_s3_bucket.b", {"tags.data-class": "health"}, "health observed"),
    "map of labels": ("google_storage_bucket.b", {"labels.data_class": "sante"}, "health observed"),
    "labels of Cloud SQL": (
        "google_sql_database_instance.b",
        {"settings[0].user_labels.data_class": "phi"},
        "health observed",
    ),
    "the same, a block without an index": (
        "google_sql_database_instance.b",
        {"settings.user_labels.data_class": "phi"},
        "health observed",
    ),
    "labels of Kubernetes": ("kubernetes_secret_v1.b", {"metadata[0].labels.hds/data-class": "hds"}, "health observed"),
    "Oracle's namespaces": ("oci_objectstorage_bucket.b", {"defined_tags.Ops.DataClass": "pii"}, "personal observed"),
    "blocks": (
        "outscale_vm.b",
        {"tags[0].key": "Name", "tags[0].value": "x", "tags[1].key": "data-class", "tags[1].value": "eds"},
        "eds observed",
    ),
    "blocks named tag": (
        "aws_autoscaling_group.b",
        {"tag[0].key": "data-class", "tag[0].value": "snds"},
        "snds observed",
    ),
    "list with =": ("scaleway_rdb_instance.b", {"tags[0]": "prod", "tags[1]": "data-class=health"}, "health observed"),
    "list with :": ("scaleway_rdb_instance.b", {"tags[0]": "data:health"}, "health observed"),
    "list with a prefix": ("scaleway_rdb_instance.b", {"tags[0]": "hds:data-class:none"}, "none observed"),
    "list with a word": ("scaleway_rdb_instance.b", {"tags[0]": "données-de-santé"}, "health observed"),
    "list with a word that is not clear": ("scaleway_rdb_instance.b", {"tags[0]": "health"}, "undeclared unknown"),
    "list with another pair": ("scaleway_rdb_instance.b", {"tags[0]": "env=health"}, "undeclared unknown"),
    "flag": ("azurerm_storage_account.b", {"tags.contains-phi": "true"}, "health observed"),
    "flag as a boolean": ("azurerm_storage_account.b", {"tags.phi": True}, "health observed"),
    "flag denied": ("azurerm_storage_account.b", {"tags.phi": "false"}, "undeclared unknown"),
    "hint with a class": ("azurerm_storage_account.b", {"tags.data": "health"}, "health observed"),
    "hint with something else": ("azurerm_storage_account.b", {"tags.data": "orders"}, "undeclared unknown"),
    "class key with something else": (
        "aws_s3_bucket.b",
        {"tags.classification": "C3"},
        "class-label-unrecognised unknown",
    ),
    "class key with an empty value": ("aws_s3_bucket.b", {"tags.data-class": ""}, "class-label-unrecognised unknown"),
    "merged tags": ("aws_s3_bucket.b", {"tags_all.data-class": "health"}, "health derived"),
    "effective labels": ("google_storage_bucket.b", {"effective_labels.data-class": "health"}, "health derived"),
    "metadata": ("openstack_blockstorage_volume_v3.b", {"metadata.data-class": "health"}, "health observed"),
    "not a label": (
        "aws_s3_bucket.b",
        {"bucket": "data-class=health", "tagset.data-class": "health"},
        "undeclared unknown",
    ),
    "a name that says health": ("aws_s3_bucket.b", {"tags.Name": "health", "bucket": "patients"}, "undeclared unknown"),
    "nothing": ("aws_s3_bucket.b", {}, "undeclared unknown"),
}


@pytest.mark.parametrize(("address", "attributes", "expected"), FORMS.values(), ids=FORMS)
def test_forms_of_labels(address: str, attributes: dict[str, Scalar], expected: str) -> None:
    found = one(resource(address, attributes))
    assert answer(found) == expected
    assert all(told(found))


@given(
    st.lists(st.sampled_from([True, 1, 1.0, "1", "true", False, 0]), min_size=2, max_size=4),
    st.sampled_from(["tags.phi", "tags[0]"]),
)
def test_labels_that_are_equal_and_not_the_same_text_are_read_each_for_itself(values: list[Scalar], path: str) -> None:
    resources = [resource(f"aws_s3_bucket.b[{n}]", {path: value}) for n, value in enumerate(values)]
    assert classified(*resources) == tuple(map(one, resources))


def test_own_words_of_a_configuration() -> None:
    config = Config(labels=Labels(keys=("criticite",), values={"C4": "health"}))
    assert answer(one(resource(attributes={"tags.Criticité": "c4"}), config=config)) == "health observed"


@given(st.lists(st.text(max_size=30)))
def test_no_list_of_words_fails_or_says_less_than_health(words: list[str]) -> None:
    attributes: dict[str, Scalar] = {
        f"tags[{number}]": word for number, word in enumerate([*words, "data-class=health"])
    }
    assert answer(one(resource("scaleway_object_bucket.b", attributes))) == "health observed"


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20)))
def test_no_map_of_labels_fails(labels: dict[str, str]) -> None:
    found = one(resource(attributes={f"tags.{key}": value for key, value in labels.items()}))
    assert found.data_class.known or found.data_class.reason
    assert found.basis.why


def test_what_is_shown_of_a_value_is_short_and_plain() -> None:
    found = one(resource(attributes={"tags.data-class": "\x1b[31m" + "x" * 500}))
    shown = found.basis.why[0].args["value"]
    assert len(shown) <= 40
    assert shown.isprintable()


LATER: dict[str, tuple[Resource, str]] = {
    "the value": (resource(unknown=("tags.data-class",)), "class-label-unknown unknown"),
    "the value of another label": (resource(unknown=("tags.Name",)), "undeclared unknown"),
    "all labels": (resource(unknown=("tags", "tags_all")), "class-labels-unknown unknown"),
    "all labels, which the block gives": (
        resource(unknown=("tags",), expressions={"tags": References(("var.tags",)), "bucket": Constant("b")}),
        "class-labels-unknown unknown",
    ),
    "all labels, which the block leaves out": (
        resource(unknown=("tags",), expressions={"bucket": Constant("b")}),
        "undeclared unknown",
    ),
    "labels of another attribute": (resource(unknown=("labels",)), "undeclared unknown"),
    "merged labels only": (resource(unknown=("tags_all",)), "undeclared unknown"),
    "an entry of a list": (resource("scaleway_rdb_instance.b", unknown=("tags[1]",)), "class-labels-unknown unknown"),
    "the value in a block": (
        resource("outscale_vm.b", {"tags[0].key": "data-class"}, unknown=("tags[0].value",)),
        "class-label-unknown unknown",
    ),
    "the key in a block": (resource("outscale_vm.b", unknown=("tags[0].key",)), "class-labels-unknown unknown"),
    "stated by the configuration": (
        resource(unknown=("tags",), expressions={"tags.data-class": Constant("health")}),
        "health observed",
    ),
    "the configuration refers": (
        resource(expressions={"tags.data-class": References(("var.data_class",))}),
        "class-label-unknown unknown",
    ),
    "the configuration is not evaluated": (
        resource(expressions={"tags.data-class": Unevaluated()}),
        "class-label-unknown unknown",
    ),
    "evaluated by the plan": (
        resource(attributes={"tags.data-class": "none"}, expressions={"tags.data-class": References(("var.c",))}),
        "none observed",
    ),
    "beside a label that says health": (
        resource(attributes={"tags.data-class": "health"}, unknown=("tags.sensibilite",)),
        "health observed",
    ),
    "beside a label that says less": (
        resource(attributes={"tags.data-class": "none"}, unknown=("tags.sensibilite",)),
        "class-label-unknown unknown",
    ),
}


@pytest.mark.parametrize(("found", "expected"), LATER.values(), ids=LATER)
def test_what_is_known_after_apply_is_not_absent(found: Resource, expected: str) -> None:
    assert answer(one(found)) == expected
    assert all(told(one(found)))


def test_assuming_a_class_leaves_a_label_that_is_not_known() -> None:
    config = Config(assume_class="none")
    assert answer(one(resource(unknown=("tags.data-class",)), config=config)) == "class-label-unknown unknown"
    assert (
        answer(one(resource(attributes={"tags.data-class": "secret"}), config=config))
        == "class-label-unrecognised unknown"
    )


def block(**expressions: Expression) -> dict[str, ProviderConfig]:
    written = {path.replace("__", "[0].", 1).replace("__", "."): value for path, value in expressions.items()}
    return {"aws": ProviderConfig(key="aws", name="aws", expressions=written)}


def test_default_labels() -> None:
    providers = block(default_tags__tags__dataclass=Constant("health"), region=Constant("eu-west-3"))
    found = one(resource(provider_key="aws"), providers=providers)
    assert answer(found) == "health derived"
    assert codes(found) == ["class-default-label"]


def test_default_labels_of_google() -> None:
    providers = {
        "google": ProviderConfig(
            key="google", name="google", expressions={"default_labels.data-class": Constant("pii")}
        )
    }
    assert (
        answer(one(resource("google_storage_bucket.b", provider_key="google"), providers=providers))
        == "personal derived"
    )


def test_an_own_label_replaces_the_default_of_the_same_key() -> None:
    providers = block(default_tags__tags__dataclass=Constant("health"))
    found = one(resource(attributes={"tags.dataclass": "none"}, provider_key="aws"), providers=providers)
    assert answer(found) == "none observed"


def test_a_default_of_another_key_still_counts() -> None:
    providers = block(default_tags__tags__dataclass=Constant("health"))
    found = one(resource(attributes={"tags.donnees": "technique"}, provider_key="aws"), providers=providers)
    assert answer(found) == "health derived"
    assert "class-contradiction" in codes(found)


@pytest.mark.parametrize(
    ("unknown", "expected"), [(("tags_all",), "class-labels-unknown unknown"), ((), "undeclared unknown")]
)
def test_default_labels_that_were_not_evaluated(unknown: tuple[str, ...], expected: str) -> None:
    """They show in `tags_all`; where that is not known yet either, the class is not."""
    providers = block(default_tags__tags=References(("var.tags",)))
    assert answer(one(resource(unknown=unknown, provider_key="aws"), providers=providers)) == expected
