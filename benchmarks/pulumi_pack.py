"""Times the policy pack: until it is ready, and for each resource, beside `pulumi_policy` where that is installed.

usage: python benchmarks/pulumi_pack.py [--resources N]

`pulumi_policy` has as many policies as the pack has rules. Labels are those of teams of ten, or every resource's own.

Exit code 1 when the pack takes more than 0.5 s to be ready, or more than 1 ms for a resource, whatever its labels.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as protocol
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

from souverain.engine import rules

ROOT = Path(__file__).resolve().parent.parent
READY, EACH = 0.5, 0.001
OURS = [sys.executable, "-c", "from souverain.pulumi_pack.serving import main; main()"]
RULES = len(rules.load())
TEAMS = {"labels of ten": 10, "labels of its own": 1}
"""Resources that share their labels."""
THEIRS = f"""
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

def judged(args, report):
    if args.props.get("region") not in ("eu-west-3", "eu-central-1"):
        report("outside")

PolicyPack("beside", policies=[
    ResourceValidationPolicy(name=f"rule-{{n}}", description="one rule", validate=judged) for n in range({RULES})
])
"""
BUCKET = "aws:s3/bucket:Bucket"
PROVIDER = "urn:pulumi:dev::p::pulumi:providers:aws::default"


@contextmanager
def served(command: list[str], folder: Path) -> Iterator[tuple[AnalyzerStub, float]]:
    """A pack, and the seconds until it has told its policies and taken its configuration."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        port = int(process.stdout.readline()) if process.stdout else 0
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = AnalyzerStub(channel)
            info = stub.GetAnalyzerInfo(Empty())
            levels = {policy.name: protocol.PolicyConfig(enforcementLevel=1) for policy in info.policies}
            stub.Configure(protocol.ConfigureAnalyzerRequest(policyConfig=levels))
            yield stub, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait()


def resource(number: int, team: int) -> protocol.AnalyzeRequest:
    """A bucket with a place and a name of its own, and labels that it shares with the others of its team."""
    tags = {"data-class": "health", "team": f"team-{number // team}"}
    inputs = {"bucket": f"records-{number}", "region": ("eu-west-3", "eu-central-1")[number % 2], "tags": tags}
    provider = protocol.AnalyzerProviderResource(type="pulumi:providers:aws", urn=PROVIDER, name="default")
    return protocol.AnalyzeRequest(
        type=BUCKET,
        urn=f"urn:pulumi:dev::p::{BUCKET}::b{number}",
        name=f"b{number}",
        properties=ParseDict(inputs, Struct()),
        provider=provider,
    )


def each(ask: Callable[[protocol.AnalyzeRequest], object], resources: int, team: int) -> float:
    """Seconds for one resource, on the mean over all, after a few that warm up."""
    requests = [resource(number, team) for number in range(resources)]
    for number in range(20):
        ask(resource(resources + number, team))
    start = time.perf_counter()
    for request in requests:
        ask(request)
    return (time.perf_counter() - start) / resources


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resources", type=int, default=1_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as found:
        folder = Path(found)
        (folder / "__main__.py").write_text(THEIRS, encoding="utf-8")
        (folder / "PulumiPolicy.yaml").write_text("runtime: python\n", encoding="utf-8")
        packs = {"souverain": OURS}
        if find_spec("pulumi_policy") is not None:
            packs[f"pulumi_policy, {RULES} policies"] = [
                sys.executable,
                "-m",
                "pulumi.policy",
                "127.0.0.1:1",
                str(folder),
            ]
        print(f"{'pack':<28} {'ready, s':>10}" + "".join(f"{f'{name}, ms':>24}" for name in TEAMS))
        kept = True
        for name, command in packs.items():
            ready, ones = [], []
            for _ in range(3):
                with served(command, folder) as (stub, seconds):
                    ready.append(seconds)
                    ones.append([each(stub.Analyze, asked.resources, team) for team in TEAMS.values()])
            middle = [median(times) for times in zip(*ones, strict=True)]
            print(f"{name:<28} {median(ready):>10.2f}" + "".join(f"{1000 * one:>24.2f}" for one in middle))
            if command is OURS:
                kept = median(ready) <= READY and max(middle) <= EACH
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
