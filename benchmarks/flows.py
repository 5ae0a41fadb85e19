"""How long the graph takes: 50,000 resources with 100,000 references, and half of that, in one run.

Usage: flows.py [RESOURCES]. What counts is that twice the resources take twice the time, not the seconds.
"""

from __future__ import annotations

import gc
import sys
import time

from souverain import graph
from souverain.config import Config
from souverain.graph import Links
from souverain.model import Input, References, Resource, Stack
from souverain.sensitivity import follow

PROVIDER = "registry.terraform.io/hashicorp/aws"


def made(type_: str, name: str, *, tags: bool = False, **refers: str) -> Resource:
    labels = {"tags.data-class": "health"} if tags else {}
    return Resource(
        address=f"{type_}.{name}",
        identity=f"{type_}.{name}",
        type=type_,
        name=name,
        provider=PROVIDER,
        action="create",
        attributes=labels | ({"bucket": name} if type_ == "aws_s3_bucket" else {}),
        unknown=frozenset(refers),
        expressions={path: References((target,)) for path, target in refers.items()},
    )


def estate(resources: int) -> Stack:
    """Stores, their logging, their keys and what reads them: two references for each resource on average."""
    found: list[Resource] = []
    for number in range(resources // 5):
        name = f"n{number}"
        found += [
            made("aws_s3_bucket", name, tags=number % 3 == 0),
            made("aws_s3_bucket", f"logs{number}"),
            made(
                "aws_s3_bucket_logging",
                name,
                bucket=f"aws_s3_bucket.{name}.id",
                target_bucket=f"aws_s3_bucket.logs{number}.id",
            ),
            made(
                "aws_ebs_volume",
                name,
                kms_key_id=f"aws_kms_key.k{number % 97}.arn",
                snapshot_id=f"aws_ebs_snapshot.s{number % 89}.id",
                availability_zone=f"aws_s3_bucket.{name}.region",
            ),
            made(
                "aws_db_instance",
                name,
                kms_key_id=f"aws_kms_key.k{number % 97}.arn",
                replicate_source_db=f"aws_db_instance.n{max(0, number - 1)}.arn",
                vpc_security_group_ids=f"aws_security_group.g{number % 83}.id",
                db_subnet_group_name=f"aws_db_subnet_group.d{number % 79}.name",
                monitoring_role_arn=f"aws_iam_role.r{number % 73}.arn",
            ),
        ]
    found += [made("aws_kms_key", f"k{number}") for number in range(97)]
    return Stack(input=Input(path="plan.json"), resources=tuple(found))


def timed(resources: int) -> tuple[float, float, int, int]:
    """Seconds for the flows and for the classes, best of three; flows and references found."""
    stack = estate(resources)
    best = [9e9, 9e9]
    found: tuple[graph.Flow, ...] = ()
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        found = graph.flows(stack, Links(stack))
        middle = time.process_time()
        follow(stack, Config(), found)
        best = [min(best[0], middle - start), min(best[1], time.process_time() - middle)]
    return best[0], best[1], len(found), sum(len(one.expressions) for one in stack.resources)


def main(resources: int) -> None:
    gc.disable()  # as the command line does
    half, whole = timed(resources // 2), timed(resources)
    print(f"{resources} resources, {whole[3]} references, {whole[2]} flows")
    print(f"flows {whole[0]:.2f} s, classes {whole[1]:.2f} s; of half of them {half[0]:.2f} s, {half[1]:.2f} s")
    print(f"ratio {whole[0] / half[0]:.1f}, {whole[1] / half[1]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
