"""A Pulumi provider for tests: takes every resource type of any package, gives inputs back as outputs, calls no cloud.

Outputs hold the id too, as those of bridged packages do.

The engine starts `pulumi-resource-<package>`; the first line on stdout is its port. $PULUMI_STUB names a JSON file:

    {"aws": {"version": "7.0.0", "computed": {"aws:s3/bucket:Bucket": ["arn"]}, "environment": {"region": "AWS_REGION"},
             "schema": {"aws:s3/bucket:Bucket": ["bucket", "tags"]}}}

`computed` are outputs that are unknown before they exist, `environment` settings taken from variables, `schema` the
properties that YAML programs may use.
"""

# ruff: noqa: N802  # the protocol names the methods

from __future__ import annotations

import json
import os
import signal
import threading
from concurrent import futures
from pathlib import Path

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def plain(struct):
    return json_format.MessageToDict(struct)


def struct(values):
    return json_format.ParseDict(values, struct_pb2.Struct())


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    def __init__(self, package, settings):
        self.package, self.settings, self.over = package, settings, threading.Event()

    def Handshake(self, request, context):
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version=self.settings.get("version", "1.0.0"))

    def GetSchema(self, request, context):
        anything = {"$ref": "pulumi.json#/Any"}
        resources = {}
        for token, names in self.settings.get("schema", {}).items():
            properties = dict.fromkeys(names, anything)
            outputs = properties | dict.fromkeys(self.settings.get("computed", {}).get(token, ()), anything)
            resources[token] = {"inputProperties": properties, "properties": outputs}
        configurable = {"variables": {"region": {"type": "string"}}}
        texts = {name: {"type": "string"} for name in ("region", "endpoint", "location")}
        inputs = {"inputProperties": {**texts, "defaultTags": anything}}
        version = self.settings.get("version", "1.0.0")
        found = {
            "name": self.package,
            "version": version,
            "config": configurable,
            "provider": inputs,
            "resources": resources,
        }
        return provider_pb2.GetSchemaResponse(schema=json.dumps(found))

    def GetMapping(self, request, context):
        return provider_pb2.GetMappingResponse()

    def GetMappings(self, request, context):
        return provider_pb2.GetMappingsResponse()

    def Parameterize(self, request, context):
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "one package, one provider")

    def Cancel(self, request, context):
        self.over.set()
        return empty_pb2.Empty()

    def CheckConfig(self, request, context):
        given = plain(request.news)
        for name, variable in self.settings.get("environment", {}).items():
            if variable in os.environ:
                given.setdefault(name, os.environ[variable])
        return provider_pb2.CheckResponse(inputs=struct(given))

    def DiffConfig(self, request, context):
        return self._difference(plain(request.old_inputs), plain(request.news))

    def Configure(self, request, context):
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request, context):
        return self._difference(plain(request.old_inputs), plain(request.news))

    def _difference(self, old, new):
        names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        kind = provider_pb2.DiffResponse.DIFF_SOME if names else provider_pb2.DiffResponse.DIFF_NONE
        replaced = [name for name in names if name in ("region", "location", "bucket")]
        return provider_pb2.DiffResponse(changes=kind, diffs=names, replaces=replaced)

    def Create(self, request, context):
        log = os.environ.get("PULUMI_STUB_CREATED")
        if log and not request.preview:
            with Path(log).open("a", encoding="utf-8") as file:
                file.write(request.urn + "\n")
        identity = request.urn.rpartition("::")[2]
        outputs = self._outputs(request.type, identity, plain(request.properties), request.preview)
        return provider_pb2.CreateResponse(id="" if request.preview else f"{identity}-id", properties=struct(outputs))

    def Update(self, request, context):
        identity = request.urn.rpartition("::")[2]
        return provider_pb2.UpdateResponse(
            properties=struct(self._outputs(request.type, identity, plain(request.news), request.preview))
        )

    def _outputs(self, token, identity, inputs, preview):
        computed = self.settings.get("computed", {}).get(token, ())
        made = {name: UNKNOWN if preview else f"{name}-of-{identity}" for name in computed}
        return made | {"id": UNKNOWN if preview else f"{identity}-id"} | inputs

    def Read(self, request, context):
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Delete(self, request, context):
        return empty_pb2.Empty()

    def Invoke(self, request, context):
        return provider_pb2.InvokeResponse(**{"return": request.args})


def main(package):
    described = json.loads(Path(os.environ["PULUMI_STUB"]).read_text("utf-8")) if "PULUMI_STUB" in os.environ else {}
    provider = Provider(package, described.get(package, {}))
    server = grpc.server(futures.ThreadPoolExecutor(8))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    for signalled in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signalled, lambda *_: provider.over.set())
    provider.over.wait()
    server.stop(1).wait()
