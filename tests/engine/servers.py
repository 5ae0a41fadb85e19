"""Servers for the tests: a real OPA with the policies of the repository, and one that answers whatever it is told."""

from __future__ import annotations

import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

DEADLINE = 20.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@contextmanager
def opa_server(opa: Path, *policies: Path, address: str = "", options: Sequence[str | Path] = ()) -> Iterator[str]:
    """The address of a real server that holds these policies, tests aside.

    `address` is where it listens, a free port of this machine where it is not given.
    """
    listens = address or f"127.0.0.1:{free_port()}"
    command: list[str | Path] = [opa, "run", "--server", "--addr", listens, "--disable-telemetry", *options]
    with subprocess.Popen(
        [*command, "--log-level", "error", "--ignore", "*_test.rego", *policies],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(listens, server)
            yield listens if address else f"http://{listens}"
        finally:
            server.terminate()


def _wait(listens: str, server: subprocess.Popen[bytes]) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + DEADLINE
    path = listens.removeprefix("unix://")
    host, _, port = listens.rpartition(":")
    while time.monotonic() < end and server.poll() is None:
        try:
            if path != listens:
                with socket.socket(socket.AF_UNIX) as found:
                    found.connect(path)
            else:
                socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the OPA server did not start")


class Reply:
    """What the fake server sends: a status, a body, headers, and how long it waits before each piece of the body."""

    def __init__(self, status: int = 200, *body: bytes, wait: float = 0.0, location: str = "") -> None:
        self.status, self.body, self.wait, self.location = status, body, wait, location


@contextmanager
def fake_server(replies: Sequence[Reply]) -> Iterator[tuple[str, list[str]]]:
    """The address of a server that gives these replies in turn, and the requests that it got."""
    seen: list[str] = []
    left = list(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            reply = left.pop(0) if left else Reply(500)
            self.send_response(reply.status)
            if reply.location:
                self.send_header("Location", reply.location)
            self.send_header("Content-Length", str(sum(map(len, reply.body))))
            self.end_headers()
            for piece in reply.body:
                time.sleep(reply.wait)
                try:
                    self.wfile.write(piece)
                    self.wfile.flush()
                except OSError:
                    return

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", seen
        finally:
            server.shutdown()
            thread.join()


Send = Callable[[bytes], None]


@contextmanager
def raw_server(talk: Callable[[Send], None]) -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that reads one request of each connection and then says what it wants, byte by byte."""
    seen: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            seen.append(self.request.recv(1 << 16))
            with suppress(OSError):
                talk(self.request.sendall)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", seen
        finally:
            server.shutdown()
            thread.join()
