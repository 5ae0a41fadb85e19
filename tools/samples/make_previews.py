"""Makes the Pulumi previews of the samples anew, with the real `pulumi` and providers that need no account.

usage: python tools/samples/make_previews.py [SAMPLE...]

Writes `preview.json` beside the program of each sample: a preview of the stack `prod`, of which nothing exists yet.
What differs from run to run, or speaks of the machine, is left out.
Needs pulumi and pulumi-language-yaml in .tools/bin, and the development dependencies.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from make_plans import ROOT, SAMPLES, program, text

sys.path.insert(0, str(ROOT / "tests" / "stubs"))

import pulumi_cli

NAMES = ("hospital-group-pulumi", "pulumi-bucket")
"""The samples that are programs of Pulumi."""
MOVING = ("sourcePosition", "stackTrace")
"""What a step says of the source of the tools."""
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "aws": {
        "version": "7.0.0",
        "computed": {
            "aws:cloudfront/distribution:Distribution": ["arn", "domainName"],
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["arn"],
            "aws:kms/key:Key": ["arn", "keyId"],
            "aws:lambda/function:Function": ["arn"],
            "aws:rds/instance:Instance": ["address", "arn", "endpoint"],
            "aws:s3/bucket:Bucket": ["arn", "bucketDomainName"],
        },
        "schema": {
            "aws:cloudfront/distribution:Distribution": ["origins"],
            "aws:cloudwatch/logGroup:LogGroup": ["name"],
            "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": ["destinationArn", "logGroup", "name"],
            "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
                *("destination", "httpEndpointConfiguration", "name")
            ],
            "aws:kms/key:Key": ["description"],
            "aws:lambda/function:Function": ["environment", "name"],
            "aws:rds/instance:Instance": ["identifier", "instanceClass", "kmsKeyId", "replicateSourceDb", "tags"],
            "aws:s3/bucket:Bucket": ["bucket", "tags"],
            "aws:s3/bucketLogging:BucketLogging": ["bucket", "targetBucket"],
        },
    },
    "scaleway": {
        "computed": {"scaleway:object/bucket:Bucket": ["endpoint"]},
        "schema": {
            "scaleway:databases/instance:Instance": ["backupSameRegion", "name", "nodeType", "tags"],
            "scaleway:databases/readReplica:ReadReplica": ["instanceId"],
            "scaleway:object/bucket:Bucket": ["name", "tags"],
        },
    },
}
"""What the stub providers know of the packages that the programs use."""


def main(names: list[str]) -> int:
    """Make the previews of the samples named, of all when none is."""
    for name in names or NAMES:
        target = SAMPLES / name / "preview.json"
        target.write_text(text(preview(SAMPLES / name)), encoding="utf-8")
        print(target.relative_to(ROOT))
    return 0


def preview(source: Path) -> dict[str, Any]:
    """The preview of a folder's program, as `pulumi preview --json` prints it."""
    with TemporaryDirectory() as folder:
        written = (source / "Pulumi.yaml").read_text(encoding="utf-8")
        project = pulumi_cli.Project(
            Path(folder), program("pulumi"), written, runtime="yaml", stack="prod", settings=SETTINGS
        )
        shown: dict[str, Any] = json.loads(project.preview("--json").stdout)
    return settled(shown)


def settled(shown: dict[str, Any]) -> dict[str, Any]:
    """The preview without what it took and where the tools stand, its steps in one order, the stack first."""
    steps = [
        {**step, "newState": {name: ordered(value) for name, value in step["newState"].items() if name not in MOVING}}
        for step in sorted(shown["steps"], key=lambda step: ("pulumi:pulumi:Stack" not in step["urn"], step["urn"]))
    ]
    return {**{name: value for name, value in shown.items() if name != "duration"}, "steps": steps, "diagnostics": []}


def ordered(value: Any) -> Any:
    """A list of URNs in one order; anything else as it is."""
    urns = isinstance(value, list) and all(isinstance(item, str) and item.startswith("urn:") for item in value)
    return sorted(value) if urns else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
