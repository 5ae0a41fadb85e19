"""What attributes refer to: URNs by property, told apart by value or by what the attribute asks for."""

from __future__ import annotations

from typing import Any

import pytest
from documents import BUCKET, UNKNOWN, Json, named, preview, read, step, urn

from souverain.model import Expression, References, Unevaluated

COPY = "aws:s3/bucketReplicationConfig:BucketReplicationConfig"
KEY = "aws:kms/key:Key"
ONE, TWO, KMS = urn(BUCKET, "one"), urn(BUCKET, "two"), urn(KEY, "key")
DESTINATION = "rule[0].destination.bucket"
KEY_ID = "rule[0].destination.encryption_configuration.replica_kms_key_id"


def expressions(inputs: Json, **fields: Any) -> dict[str, Expression]:
    """Those of a replication in a stack with two buckets and a key, all of them known."""
    steps = (
        step("same", BUCKET, "one", old={"id": "b-1", "outputs": {"arn": "arn:aws:s3:::b-1"}}),
        step("same", BUCKET, "two", old={"id": "b-2", "outputs": {"arn": "arn:aws:s3:::b-2"}}),
        step("same", KEY, "key", old={"id": "k-1"}),
        step("create", COPY, "copy", inputs=inputs, **fields),
    )
    return dict(named(read(preview(*steps)), "copy").expressions)


def to(bucket: object, **more: object) -> Json:
    return {"rules": [{"destination": {"bucket": bucket, **more}}]}


KEYED = {"encryptionConfiguration": {"replicaKmsKeyId": UNKNOWN}}
CASES: dict[str, tuple[Json, dict[str, Any], dict[str, Expression]]] = {
    "a property of its own": ({"bucket": "b-1"}, {"bucket": [ONE]}, {"bucket": References((ONE,))}),
    "an unknown property": ({"bucket": UNKNOWN}, {"bucket": [ONE]}, {"bucket": References((ONE,))}),
    "a text made of it": ({"bucket": "b-1-copy"}, {"bucket": [ONE]}, {"bucket": References((ONE,))}),
    "a member with the id": (to("b-2"), {"rules": [ONE, TWO]}, {DESTINATION: References((TWO,))}),
    "a member with the ARN": (to("arn:aws:s3:::b-1"), {"rules": [ONE, TWO]}, {DESTINATION: References((ONE,))}),
    "a member with no one's id": (to("elsewhere"), {"rules": [ONE]}, {}),
    "an unknown member": (to(UNKNOWN), {"rules": [TWO]}, {DESTINATION: References((TWO,))}),
    "an unknown member of two": (to(UNKNOWN), {"rules": [ONE, TWO]}, {DESTINATION: References((ONE, TWO))}),
    "a bucket and a key": (
        to(UNKNOWN, **KEYED),
        {"rules": [TWO, KMS]},
        {DESTINATION: References((TWO,)), KEY_ID: References((KMS,))},
    ),
    "something that is not in the stack": (
        to(UNKNOWN),
        {"rules": [TWO, "urn:pulumi:x"]},
        {DESTINATION: References((TWO, "urn:pulumi:x"))},
    ),
    "unknown, and nothing recorded": ({"bucket": UNKNOWN}, {}, {"bucket": Unevaluated()}),
    "a constant": ({"bucket": "b-1"}, {"bucket": []}, {}),
}


@pytest.mark.parametrize(("inputs", "depends", "expected"), CASES.values(), ids=CASES)
def test_references(inputs: Json, depends: dict[str, Any], expected: dict[str, Expression]) -> None:
    assert expressions(inputs, propertyDependencies=depends) == expected


def test_older_states_record_dependencies_of_the_whole_resource() -> None:
    assert expressions({"bucket": UNKNOWN}, dependencies=[ONE]) == {"bucket": References((ONE,))}
    assert expressions({"bucket": "b-1"}, dependencies=[ONE]) == {}
