"""The pack as the engine sees it: a server in this process, and the calls of the protocol in their order."""

# without the extra, a skip comes before the imports that need it

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from real_tools import REQUIRED

if not REQUIRED:
    pytest.importorskip("pulumi.runtime", reason="the extra souverain[pulumi] is not installed")

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import ParseDict
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as protocol
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub, add_AnalyzerServicer_to_server

from souverain.pulumi_pack.servicer import Servicer

BUCKET = "aws:s3/bucket:Bucket"
HEALTH = {"data-class": "health"}
Json = Mapping[str, Any]


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:dev::clinic::{kind}::{name}"


def struct(values: Json) -> Struct:
    return ParseDict(dict(values), Struct())


def provider(package: str = "aws", name: str = "default", **inputs: Any) -> protocol.AnalyzerProviderResource:
    kind = f"pulumi:providers:{package}"
    return protocol.AnalyzerProviderResource(type=kind, urn=urn(kind, name), name=name, properties=struct(inputs))


class Pack:
    """A pack that is being asked."""

    def __init__(self, stub: AnalyzerStub) -> None:
        self.stub = stub

    def stack(
        self, config: Mapping[str, str] | None = None, *, preview: bool = True, secret: tuple[str, ...] = ()
    ) -> None:
        self.stub.ConfigureStack(
            protocol.AnalyzerStackConfigureRequest(
                stack="dev", project="clinic", dry_run=preview, config=config or {}, config_secret_keys=secret
            )
        )

    def configure(self, levels: Mapping[str, int] | None = None, **settings: Any) -> None:
        given = {name: protocol.PolicyConfig(enforcementLevel=level) for name, level in (levels or {}).items()}
        given["souverain"] = protocol.PolicyConfig(enforcementLevel=protocol.ADVISORY, properties=struct(settings))
        self.stub.Configure(protocol.ConfigureAnalyzerRequest(policyConfig=given))

    def info(self) -> protocol.AnalyzerInfo:
        return self.stub.GetAnalyzerInfo(Empty())

    def before(
        self, name: str, inputs: Json, *, kind: str = BUCKET, by: protocol.AnalyzerProviderResource | None = None
    ) -> list[protocol.AnalyzeDiagnostic]:
        request = protocol.AnalyzeRequest(
            type=kind, urn=urn(kind, name), name=name, properties=struct(inputs), provider=by or provider()
        )
        return list(self.stub.Analyze(request).diagnostics)

    def at_the_end(self, *resources: protocol.AnalyzerResource) -> list[protocol.AnalyzeDiagnostic]:
        return list(self.stub.AnalyzeStack(protocol.AnalyzeStackRequest(resources=resources)).diagnostics)


def standing(
    name: str,
    outputs: Json,
    *,
    kind: str = BUCKET,
    by: protocol.AnalyzerProviderResource | None = None,
    depends: Mapping[str, tuple[str, ...]] | None = None,
) -> protocol.AnalyzerResource:
    """A resource as it stands at the end."""
    return protocol.AnalyzerResource(
        type=kind,
        urn=urn(kind, name),
        name=name,
        properties=struct(outputs),
        provider=by or provider(),
        propertyDependencies={
            path: protocol.AnalyzerPropertyDependencies(urns=urns) for path, urns in (depends or {}).items()
        },
    )


def program(folder: Path, name: str = "clinic") -> Path:
    """A folder with the manifest of a program."""
    (folder / "Pulumi.yaml").write_text(f"name: {name}\nruntime: python\n", encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path | None = None, started_in: Path | None = None) -> Iterator[Pack]:
    """A pack that serves until the end of the block, beside the program in the folder; None when nobody says which."""
    server = grpc.server(ThreadPoolExecutor(2))
    add_AnalyzerServicer_to_server(Servicer(folder, started_in), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Pack(AnalyzerStub(channel))
    finally:
        server.stop(None).wait()


def policies(found: list[protocol.AnalyzeDiagnostic]) -> list[tuple[str, str]]:
    """Policy and resource of each violation."""
    return sorted((item.policyName, item.urn.rpartition("::")[2]) for item in found)
