"""The process of the pack: started by the engine or a language host; prints its port, serves until told to stop."""

from __future__ import annotations

import gc
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
_PROJECT = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
_PACK = "PulumiPolicy.yaml"
_LARGEST = 400 << 20
"""Bytes of a message, as Pulumi's own plugins allow."""


def main() -> None:
    """Serve. The first line on standard output is the port: nothing else may be written there."""
    gc.disable()  # what is imported stays: to look for garbage in it takes a fifth of the time until the pack is ready
    import grpc
    from pulumi.runtime.proto.analyzer_pb2_grpc import add_AnalyzerServicer_to_server

    from souverain.pulumi_pack.servicer import Servicer

    servicer = Servicer(program_folder(), started_in())
    options = [("grpc.max_receive_message_length", _LARGEST), ("grpc.max_send_message_length", _LARGEST)]
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=options)
    add_AnalyzerServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    for stopped in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stopped, lambda *_: servicer.over.set())
    gc.freeze()
    gc.enable()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    servicer.over.wait()
    server.stop(1).wait()


def program_folder() -> Path | None:
    """The folder of the program; None when nobody says it.

    The engine starts an executable pack there. A classic pack is started in its own folder, and only the shell's tells;
    as for Pulumi itself, the program may stand above.
    """
    start = started_in()
    return next((folder for folder in (start, *start.parents) if _holds_a_project(folder)), None)


def started_in() -> Path:
    """The folder in which the engine was started, as far as it is known."""
    here = Path.cwd()
    return Path(os.environ.get("PWD") or here) if (here / _PACK).is_file() else here


def _holds_a_project(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _PROJECT)
