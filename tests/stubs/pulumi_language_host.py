"""A language host for tests: runs Python programs and folders of policy packs for the real Pulumi engine.

Pulumi's own host for Python cannot be built as a Go module. The engine starts this one as `pulumi-language-python`; it
speaks what a test needs of the protocol (LanguageRuntime), and runs everything on its own interpreter.
"""

# ruff: noqa: N802  # the protocol names the methods

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from concurrent import futures
from pathlib import Path

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

PROGRAM = """
import asyncio, json, runpy, sys
import pulumi
from pulumi.runtime import Settings, configure, run_in_stack, set_config
given = json.loads(sys.argv[1])
configure(Settings(**given["settings"]))
for name, value in given["config"].items():
    set_config(name, value)
program = lambda: runpy.run_path(given["program"], run_name="__main__")
try:
    asyncio.new_event_loop().run_until_complete(run_in_stack(program))
except pulumi.RunError as error:
    pulumi.log.error(str(error))
    sys.exit(32)
"""
SHOWN = 32
"""Exit code of a program that has said itself what is wrong."""


class Host(language_pb2_grpc.LanguageRuntimeServicer):
    def __init__(self, engine):
        self.engine, self.over, self.running = engine, threading.Event(), []

    def Handshake(self, request, context):
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version="3.0.0")

    def GetRequiredPlugins(self, request, context):
        return language_pb2.GetRequiredPluginsResponse()

    def GetRequiredPackages(self, request, context):
        return language_pb2.GetRequiredPackagesResponse()

    def Cancel(self, request, context):
        for process in self.running:
            process.terminate()
        return empty_pb2.Empty()

    def Run(self, request, context):
        settings = {
            "project": request.project,
            "stack": request.stack,
            "organization": request.organization,
            "monitor": request.monitor_address,
            "engine": self.engine,
            "parallel": request.parallel,
            "dry_run": request.dryRun,
        }
        program = str(Path(request.info.program_directory, request.info.entry_point))
        given = {"settings": settings, "config": dict(request.config), "program": program}
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(given)],
            cwd=request.pwd,
            env=os.environ | {"PYTHONPATH": request.info.program_directory},
        )
        self.running.append(process)
        code = process.wait()
        if code == SHOWN:
            return language_pb2.RunResponse(bail=True)
        return language_pb2.RunResponse(error=f"the program exits with {code}" if code else "")

    def RunPlugin(self, request, context):
        """A policy pack: its first line on stdout is its port, which the engine waits for."""
        folder = request.info.program_directory
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "pulumi.policy", *request.args, folder],
            cwd=folder,
            env=os.environ | dict(entry.split("=", 1) for entry in request.env),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        context.add_callback(process.terminate)
        for line in process.stdout:
            yield language_pb2.RunPluginResponse(stdout=line)
        yield language_pb2.RunPluginResponse(stderr=process.stderr.read())
        yield language_pb2.RunPluginResponse(exitcode=process.wait())


def main():
    engine = next((argument for argument in reversed(sys.argv[1:]) if not argument.startswith("-")), "")
    host = Host(engine)
    server = grpc.server(futures.ThreadPoolExecutor(16))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(host, server)
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    for signalled in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signalled, lambda *_: host.over.set())
    host.over.wait()
    server.stop(1).wait()
