"""Times the policy pack: until it is ready, and for each resource, beside `pulumi_policy` where that is installed.

usage: python benchmarks/pulumi_pack.py [--resources N]

Exit code 1 when the pack takes more than 0.5 s to be ready, or more than 1 ms for a resource.
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

ROOT = Path(__file__).resolve().parent.parent
READY, EACH = 0.5, 0.001
OURS = [sys.executable, "-c", "from souverain.pulumi_pack.serving import main; main()"]
RULES = 7
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


def resource(number: int) -> protocol.AnalyzeRequest:
    """A bucket with a place, labels and a name of its own; every tenth one has a label of its own too."""
    tags = {"data-class": "health", "team": f"team-{number // 10}"}
    inputs = {"bucket": f"records-{number}", "region": ("eu-west-3", "eu-central-1")[number % 2], "tags": tags}
    provider = protocol.AnalyzerProviderResource(type="pulumi:providers:aws", urn=PROVIDER, name="default")
    return protocol.AnalyzeRequest(
        type=BUCKET,
        urn=f"urn:pulumi:dev::p::{BUCKET}::b{number}",
        name=f"b{number}",
        properties=ParseDict(inputs, Struct()),
        provider=provider,
    )


def each(ask: Callable[[protocol.AnalyzeRequest], object], resources: int) -> float:
    """Seconds for one resource, on the mean over all, after a few that warm up."""
    requests = [resource(number) for number in range(resources)]
    for request in requests[:20]:
        ask(request)
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
        print(f"{'pack':<28} {'ready, s':>10} {'resource, ms':>13}")
        kept = True
        for name, command in packs.items():
            ready = []
            for _ in range(3):
                with served(command, folder) as (stub, seconds):
                    ready.append(seconds)
                    one = each(stub.Analyze, asked.resources)
            print(f"{name:<28} {median(ready):>10.2f} {1000 * one:>13.2f}")
            if command is OURS:
                kept = median(ready) <= READY and one <= EACH
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
