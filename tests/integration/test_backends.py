"""What the real tools note of a backend when they initialise a folder: settings that the block leaves out are found."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from real_tools import Tool
from souverain import scan
from souverain.asked import profile_facts
from souverain.config import Config
from souverain.declared import DeclaredRegion, DeclaredSite, Overlay

SECRETS = ("hush-7f3a", "hush-9c1d")
SOURCE = """
terraform {
  backend "http" {}
}
resource "terraform_data" "x" {}
"""
HERE = DeclaredSite(
    id="chu",
    hosts=("127.0.0.1",),
    operator="ovh-sas",
    regions=(DeclaredRegion(id="rennes", country="FR"),),
    author="DPO",
    date="2026-11-01",
)


class _NoState(BaseHTTPRequestHandler):
    """A server that keeps states and has none."""

    def do_GET(self) -> None:
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the library)
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _NoState)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["terraform", "tofu"])
def test_a_plan_beside_an_initialised_folder(name: str, tool: Tool, tmp_path: Path, address: str) -> None:
    program = tool(name)
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}

    def run(*arguments: str) -> bytes:
        done = subprocess.run([program, *arguments], cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    (tmp_path / "main.tf").write_text(SOURCE, encoding="utf-8")
    given = (f"address=http://me:{SECRETS[0]}@{address}/state?token={SECRETS[0]}", f"password={SECRETS[1]}")
    run("init", "-input=false", *(f"-backend-config={item}" for item in given))
    run("plan", "-input=false", "-lock=false", "-out=plan.bin")
    (tmp_path / "plan.json").write_bytes(run("show", "-json", "plan.bin"))
    config = Config(as_of="2026-11-24", overlay=Overlay(path="souverain.yaml", sites=(HERE,)))
    found = scan.establish([str(tmp_path / "plan.json")], config)
    kept = found.established.resources[-1]
    place = found.established.places[kept.places[0].place]
    assert (kept.address, place.region.value, place.countries.value) == ("terraform.backend.http", "rennes", ("FR",))
    written = found.facts.encode(profile_facts("health", found.knowledge)).decode()
    assert not [secret for secret in SECRETS if secret in written]
