"""The process of the pack: started by the engine or a language host; prints its port, serves until told to stop."""

from __future__ import annotations

import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
_PROJECT = ("Pulumi.yaml", "Pulumi.yml", "Pulumi.json")
_LARGEST = 400 << 20
"""Bytes of a message, as Pulumi's own plugins allow."""


def main() -> None:
    """Serve. The first line on standard output is the port: nothing else may be written there."""
    import grpc
    from pulumi.runtime.proto.analyzer_pb2_grpc import add_AnalyzerServicer_to_server

    from souverain.pulumi_pack.servicer import Servicer

    servicer = Servicer(program_folder())
    options = [("grpc.max_receive_message_length", _LARGEST), ("grpc.max_send_message_length", _LARGEST)]
    server = grpc.server(ThreadPoolExecutor(max_workers=4), options=options)
    add_AnalyzerServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    for stopped in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stopped, lambda *_: servicer.over.set())
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    servicer.over.wait()
    server.stop(1).wait()


def program_folder() -> Path | None:
    """The folder of the program: the working directory of an executable pack, else the shell's; None when unknown."""
    for folder in (Path.cwd(), Path(os.environ.get("PWD", "."))):
        if any((folder / name).is_file() for name in _PROJECT):
            return folder
    return None
