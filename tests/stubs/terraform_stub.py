"""A Terraform provider for any schema, offline: a schema of `schemas/` in, a running provider out.

Terraform and OpenTofu attach to it through TF_REATTACH_PROVIDERS (plugin protocol 6): no registry, no binary, no
credentials. It plans what a real provider plans in the cases that matter here: what is computed and not configured
is unknown until apply, then gets a value made from the resource's own arguments.

A schema is written by hand, and short. An attribute is `"FLAGS type"`: R required, O optional, C computed, S sensitive,
F forces replacement, U unknown until created even when configured, as some do; then `string`, `number`, `bool`,
`list(string)`, `map(string)` ..., or a type as the protocol writes it, without spaces. A block is `["list", {...}]`
(`list`, `set` or `single`).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import grpc
import msgpack
from tf.gen import tfplugin_pb2 as pb
from tf.gen import tfplugin_pb2_grpc as rpc

SCHEMAS = Path(__file__).parent / "schemas"
REGISTRIES = {"terraform": "registry.terraform.io", "tofu": "registry.opentofu.org"}

Block = Mapping[str, Any]
"""Attribute name to `"FLAGS type"`, block name to `[nesting, Block]`."""
Make = Callable[[str, str], Any]
"""The value of a computed attribute, from its name and type."""

_UNKNOWN = msgpack.ExtType(0, b"\x00")
_NESTING = {"single": 1, "list": 2, "set": 3}
_EMPTY = {"string": "", "number": 0, "bool": False, "list": [], "set": [], "map": {}}


class Provider(rpc.ProviderServicer):
    """One provider: `answers` are what its data sources say, by type."""

    def __init__(self, schema: Mapping[str, Any], answers: Mapping[str, Block] | None = None) -> None:
        self._resources: Mapping[str, Block] = schema.get("resources", {})
        self._data: Mapping[str, Block] = schema.get("data", {})
        self._provider: Block = schema.get("provider", {})
        self._answers = answers or {}

    def GetMetadata(self, request: Any, context: Any) -> Any:  # noqa: N802 (named by the protocol, like all below)
        return pb.GetMetadata.Response(
            resources=[pb.GetMetadata.ResourceMetadata(type_name=name) for name in self._resources],
            data_sources=[pb.GetMetadata.DataSourceMetadata(type_name=name) for name in self._data],
        )

    def GetProviderSchema(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.GetProviderSchema.Response(
            provider=_schema(self._provider),
            resource_schemas={name: _schema(block) for name, block in self._resources.items()},
            data_source_schemas={name: _schema(block) for name, block in self._data.items()},
        )

    def ValidateProviderConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.ValidateResourceConfig.Response()

    def ValidateDataResourceConfig(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.ValidateDataResourceConfig.Response()

    def GetFunctions(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.GetFunctions.Response()

    def StopProvider(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.StopProvider.Response()

    def ConfigureProvider(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.ConfigureProvider.Response()

    def UpgradeResourceState(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.UpgradeResourceState.Response(upgraded_state=pb.DynamicValue(json=request.raw_state.json))

    def ReadResource(self, request: Any, context: Any) -> Any:  # noqa: N802
        return pb.ReadResource.Response(new_state=request.current_state, private=request.private)

    def ImportResourceState(self, request: Any, context: Any) -> Any:  # noqa: N802
        block = self._resources[request.type_name]
        state = {**dict.fromkeys(block), "id": request.id}
        imported = pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=_encode(state))
        return pb.ImportResourceState.Response(imported_resources=[imported])

    def PlanResourceChange(self, request: Any, context: Any) -> Any:  # noqa: N802
        prior, proposed = _decode(request.prior_state), _decode(request.proposed_new_state)
        if proposed is None:
            return pb.PlanResourceChange.Response(planned_state=request.proposed_new_state)
        block = self._resources[request.type_name]
        planned = _complete(block, proposed, lambda _name, _type: _UNKNOWN)
        if prior is None:
            planned.update(dict.fromkeys(_flagged(block, "U"), _UNKNOWN))
        # Legacy rules let a planned value differ from a configured one: most providers are planned under them.
        answer = pb.PlanResourceChange.Response(planned_state=_encode(planned), legacy_type_system=True)
        for name in _flagged(block, "F") if prior else ():
            if prior[name] not in (None, planned[name]):  # null is what an import does not know
                answer.requires_replace.add().steps.add(attribute_name=name)
        return answer

    def ApplyResourceChange(self, request: Any, context: Any) -> Any:  # noqa: N802
        planned = _decode(request.planned_state)
        if planned is None:
            return pb.ApplyResourceChange.Response(new_state=request.planned_state)
        block, config = self._resources[request.type_name], _decode(request.config)
        settled = _settle({**planned, **{name: config[name] for name in _flagged(block, "U") if config[name]}})
        seed = hashlib.sha256(json.dumps(settled, sort_keys=True).encode()).hexdigest()[:12]

        def made(name: str, type_: str) -> Any:
            return f"{name}-{seed}" if type_ == "string" else _EMPTY[type_.partition("(")[0]]

        return pb.ApplyResourceChange.Response(new_state=_encode(_complete(block, settled, made)))

    def ReadDataSource(self, request: Any, context: Any) -> Any:  # noqa: N802
        answer = {**_decode(request.config), **self._answers.get(request.type_name, {})}
        return pb.ReadDataSource.Response(state=_encode(answer))


def schema(name: str) -> Mapping[str, Any]:
    """The schema of one provider, by the name of its file."""
    loaded: Mapping[str, Any] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@contextmanager
def serve(providers: Mapping[str, Provider], tool: str = "terraform") -> Iterator[dict[str, str]]:
    """Run providers, by source (`hashicorp/aws`); gives the environment that attaches `tool` to them."""
    with ExitStack() as running:
        attached = {
            f"{REGISTRIES[tool]}/{source}": {
                "Protocol": "grpc",
                "ProtocolVersion": 6,
                "Pid": os.getpid(),
                "Test": True,
                "Addr": {"Network": "tcp", "String": f"127.0.0.1:{running.enter_context(_listening(provider))}"},
            }
            for source, provider in providers.items()
        }
        yield {
            "TF_REATTACH_PROVIDERS": json.dumps(attached),
            "TF_CLI_CONFIG_FILE": os.devnull,
            "CHECKPOINT_DISABLE": "1",
            "TF_IN_AUTOMATION": "1",
            "TF_INPUT": "0",
        }


@contextmanager
def _listening(provider: Provider) -> Iterator[int]:
    server = grpc.server(ThreadPoolExecutor(4))
    rpc.add_ProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(None).wait()


def _schema(block: Block) -> Any:
    return pb.Schema(version=0, block=_block(block))


def _block(block: Block) -> Any:
    built = pb.Schema.Block()
    for name, what in sorted(block.items()):
        if isinstance(what, str):
            built.attributes.append(_attribute(name, what))
        else:
            built.block_types.add(type_name=name, block=_block(what[1]), nesting=_NESTING[what[0]])
    return built


def _attribute(name: str, what: str) -> Any:
    flags, type_ = what.split()
    return pb.Schema.Attribute(
        name=name,
        type=json.dumps(_type(type_)).encode(),
        required="R" in flags,
        optional="O" in flags,
        computed="C" in flags,
        sensitive="S" in flags,
    )


def _type(written: str) -> Any:
    """`map(string)` as the protocol writes it: `["map", "string"]`; what begins with `[` is written so already."""
    if written.startswith("["):
        return json.loads(written)
    nested = re.fullmatch(r"(list|set|map)\((.+)\)", written)
    return [nested[1], _type(nested[2])] if nested else written


def _flagged(block: Block, flag: str) -> Iterator[str]:
    return (name for name, what in block.items() if isinstance(what, str) and flag in what.split()[0])


def _complete(block: Block, value: Any, make: Make) -> Any:
    """The value with every computed attribute that has none made by `make`, blocks included."""
    if not isinstance(value, dict):
        return value
    done = dict(value)
    for name, what in block.items():
        if isinstance(what, list):
            inner = done.get(name)
            if isinstance(inner, list):
                done[name] = [_complete(what[1], item, make) for item in inner]
            else:
                done[name] = _complete(what[1], inner, make)
        elif done.get(name) is None and "C" in what.split()[0]:
            done[name] = make(name, what.split()[1])
    return done


def _settle(value: Any) -> Any:
    """The value with every unknown replaced by null."""
    if isinstance(value, msgpack.ExtType):
        return None
    if isinstance(value, dict):
        return {name: _settle(inner) for name, inner in value.items()}
    return [_settle(inner) for inner in value] if isinstance(value, list) else value


def _decode(value: Any) -> Any:
    if value.msgpack:
        return msgpack.unpackb(value.msgpack, raw=False, strict_map_key=False)
    return json.loads(value.json) if value.json else None


def _encode(value: Any) -> Any:
    return pb.DynamicValue(msgpack=msgpack.packb(value, use_bin_type=True))
