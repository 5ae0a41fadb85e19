"""`pulumi policy publish` of the sample pack, to a service of this process: what an organisation gets."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from asking import serving  # noqa: F401  # without the extra, these tests are skipped as the others are
from pulumi_cli import Project

from real_tools import ROOT, Tool
from souverain import __version__
from souverain.engine import rules

SAMPLE = ROOT / "samples/pulumi-policy-pack"
UPLOADED = "/uploaded"


class Service(ThreadingHTTPServer):
    """As much of the service as publishing asks for; `received` is what it was sent, by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def do_GET(self) -> None:  # the name is the base class's
        self._answer({"githubLogin": "dim", "name": "dim", "organizations": [], "capabilities": []})

    def do_POST(self) -> None:  # the same
        self._receive()
        self._answer({"version": 1, "uploadURI": self.server.url + UPLOADED})

    def do_PUT(self) -> None:  # the same
        self._receive()
        self._answer({})

    def _receive(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        packed = self.headers.get("Content-Encoding") == "gzip"
        self.server.received[self.path] = gzip.decompress(data) if packed else data

    def _answer(self, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def service() -> Iterator[Service]:
    with Service() as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@pytest.fixture(scope="module")
def published(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the service received of the sample."""
    folder = tmp_path_factory.mktemp("published")
    project = Project(folder, tool("pulumi"), "")
    pack = shutil.copytree(SAMPLE, folder / "pack")
    (pack / "venv/bin").mkdir(parents=True)
    (pack / "venv/bin/python").write_text("", encoding="utf-8")
    with service() as found:
        env = {"PULUMI_BACKEND_URL": found.url, "PULUMI_ACCESS_TOKEN": "pul-0"}
        project.run("policy", "publish", "hospital", "--cwd", str(pack), env=env)
        return found.received


def test_the_organisation_gets_every_rule_as_a_policy(published: dict[str, bytes]) -> None:
    sent = json.loads(published["/api/orgs/hospital/policypacks"])
    assert (sent["name"], sent["versionTag"]) == ("souverain", __version__)
    policies = {policy["name"]: policy for policy in sent["policies"]}
    assert policies.keys() == {"souverain", *(rule.id for rule in rules.load().values())}
    policy = policies["extra-eu-jurisdiction"]
    assert (policy["enforcementLevel"], policy["severity"]) == ("mandatory", "high")
    assert policy["url"].startswith("https://")
    assert policy["framework"]["reference"]
    assert "profiles" in policies["souverain"]["configSchema"]["properties"]
    assert f"/api/orgs/hospital/policypacks/souverain/versions/{__version__}/complete" in published


def test_the_pack_is_sent_without_its_environment(published: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=io.BytesIO(published[UPLOADED])) as archive:
        files = {Path(member.name).name for member in archive if member.isfile()}
    assert files >= {"PulumiPolicy.yaml", "__main__.py", "requirements.txt"}
    assert "python" not in files
