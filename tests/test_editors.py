"""What an editor shows of a rule of the user's: the real language server of regal, and the check that runs on save.

What regal underlines of fields, case by case, is in engine/test_unknown_field.py.
"""

from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from real_tools import Tool
from test_writing_rules import FILES, PAGE

ROOT = Path(__file__).resolve().parent.parent
RULE = "house/approved_regions/approved_regions.rego"
TEXT = FILES[RULE]
COMMANDS = re.findall(r"^\$ (souverain policy words .*|cp .*)$", PAGE, re.MULTILINE)
SETTINGS = json.loads(re.findall(r"^```json\n(\{.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0])
DOCUMENT = json.loads((ROOT / "policies/souverain/schemas/facts.json").read_bytes())["$defs"]["Document"]["properties"]
SECONDS = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="commands of a shell")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder that the commands of the page make."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(COMMANDS) == 2
    for command in COMMANDS:
        program = [sys.executable, "-m"] if command.startswith("souverain") else []
        subprocess.run([*program, *command.split()], cwd=tmp_path, check=True)
    return tmp_path


class Server:
    """The language server of regal, asked over its standard streams."""

    def __init__(self, regal: Path, folder: Path) -> None:
        self._process = subprocess.Popen(
            [regal, "language-server"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._root = folder.as_uri()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        folders = [{"uri": self._root, "name": "house"}]
        self.ask("initialize", rootUri=self._root, workspaceFolders=folders, capabilities={}, processId=None)
        self._send(method="initialized", params={})

    def close(self) -> None:
        self._process.kill()
        self._listening.join()
        with self._process:
            pass

    def open(self, name: str, text: str) -> None:
        told = {"uri": f"{self._root}/{name}", "languageId": "rego", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": told})

    def underlines(self, name: str, *expected: tuple[str, int]) -> None:
        """Wait until these codes at these lines, and no others, are what is wrong with a file.

        At first, before the server has read the whole folder, it underlines more.
        """
        found: list[tuple[str, int]] = []
        for message in self._messages(quiet=SECONDS):
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"].endswith(name):
                items = message["params"].get("diagnostics") or message["params"].get("items") or []
                found = sorted((item["code"], item["range"]["start"]["line"] + 1) for item in items)
                if found == sorted(expected):
                    return
        pytest.fail(f"{found} in place of {expected}")

    def ask(self, method: str, **params: object) -> Any:
        self._send(id=method, method=method, params=params)
        for message in self._messages(quiet=SECONDS):
            if message.get("id") == method:
                return message["result"]
        pytest.fail(f"no answer to {method}")

    def at(self, method: str, name: str, text: str, word: str, after: str) -> Any:
        """Ask about the place right after a part of a word of the text."""
        line, said = next((number, said) for number, said in enumerate(text.splitlines()) if word in said)
        position = {"line": line, "character": said.index(word) + len(after)}
        return self.ask(f"textDocument/{method}", textDocument={"uri": f"{self._root}/{name}"}, position=position)

    def _messages(self, quiet: float) -> Iterator[dict[str, Any]]:
        """What the server says until it is quiet for some seconds; what it asks is answered with nothing."""
        while True:
            try:
                message = self._told.get(timeout=quiet)
            except queue.Empty:
                return
            if "id" in message and "method" in message:
                self._send(id=message["id"], result=None)
            else:
                yield message

    def _send(self, **message: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while head := stream.readline():
            length = int(head.partition(b":")[2]) if head.lower().startswith(b"content-length") else 0
            while stream.readline().strip():
                pass
            self._told.put(json.loads(stream.read(length)))


UNKNOWN = TEXT.replace("lib.spots", "lib.spost", 1)


def line(text: str, word: str) -> int:
    """The number of the first line in which a word stands."""
    return next(number for number, said in enumerate(text.splitlines(), 1) if word in said)


@pytest.fixture
def server(tool: Tool, workspace: Path) -> Iterator[Server]:
    """The server once it has read the whole folder, in which a rule has a word of lib that there is not."""
    (workspace / RULE).write_text(UNKNOWN, encoding="utf-8")
    started = Server(tool("regal"), workspace)
    try:
        started.open(RULE, UNKNOWN)
        started.underlines(RULE, ("unresolved-reference", line(UNKNOWN, "lib.spost")))
        yield started
    finally:
        started.close()


def test_what_is_put_right_is_no_longer_underlined(server: Server) -> None:
    server.open(RULE, TEXT)
    server.underlines(RULE)


def test_words_are_completed_and_lead_to_where_they_stand(server: Server, workspace: Path) -> None:
    found = server.at("definition", RULE, UNKNOWN, "lib.spots", "lib.sp")
    assert found["uri"].startswith(f"{workspace.as_uri()}/shipped/")
    offered = server.at("completion", RULE, UNKNOWN, "lib.spots", "lib.sp")["items"]
    assert any(item["label"].startswith("lib.spots") for item in offered)


def test_fields_are_completed_from_the_schema(server: Server) -> None:
    typed = TEXT.replace("input.places[spot[0]].region", "input.", 1)
    server.open(RULE, typed)
    server.underlines(RULE, ("rego-parse-error", line(typed, "lib.asked")))  # the whole body is
    labels = {item["label"] for item in server.at("completion", RULE, typed, ":= input.", ":= input.")["items"]}
    assert {"input.profile.minimum_grade", "input.resources[_].address", "input.places[_].region.value"} <= labels
    assert {f"input.{name}" for name in DOCUMENT} <= labels


@pytest.fixture
def facts(workspace: Path) -> None:
    """The facts of a plan where the example was."""
    plan = ROOT / "samples/outscale-platform/plan.json"
    command = ["facts", str(plan), "--as-of", "2026-11-24", "-o", "input.json"]
    subprocess.run([sys.executable, "-m", "souverain", *command], cwd=workspace, check=True)


@pytest.mark.usefixtures("facts")
def test_fields_are_completed_from_the_facts_of_a_plan_where_they_are(server: Server) -> None:
    offered = server.at("completion", RULE, UNKNOWN, "input.places", "input.")["items"]
    assert any(re.fullmatch(r"input\.places\.[^.\[]+", item["label"]) for item in offered)


# A field put right, put wrong, and whether the check on save sees it too, as the page says.
FIELDS = {
    "of the document": ("input.places[spot[0]]", "input.plases[spot[0]]", True),
    "of a resource": ("region := input.places", "input.resources[_].adress\n\tregion := input.places", True),
    "below a key that is an id": ("places[spot[0]].region", "places[spot[0]].regoin", False),
    "of a name": ("region.value in", "region.valeu in", False),
}


@pytest.mark.parametrize(("right", "wrong", "on_save"), FIELDS.values(), ids=FIELDS)
def test_a_misspelt_field(tool: Tool, server: Server, workspace: Path, right: str, wrong: str, on_save: bool) -> None:
    text = TEXT.replace(right, wrong, 1)
    place = line(text, wrong.partition("\n")[0])
    server.open(RULE, text)
    server.underlines(RULE, ("unknown-field", place))
    (workspace / RULE).write_text(text, encoding="utf-8")
    said = saved(tool, workspace)
    assert ("rego_type_error: undefined ref" in said) is on_save
    assert (f"{RULE}:{place}" in said) is on_save
    assert f"{RULE}:{place}:" in linted(tool, workspace)


def test_of_what_is_right_nothing_is_said(tool: Tool, workspace: Path) -> None:
    assert saved(tool, workspace) == ""
    assert "No violations found." in linted(tool, workspace)


def linted(tool: Tool, workspace: Path) -> str:
    """What the table of the page has regal do on the command line."""
    command = re.findall(r"`regal (lint [^`]+)`", PAGE)[0].split()
    env = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(
        [tool("regal"), *command], cwd=workspace, env=env, capture_output=True, text=True, check=False
    ).stdout


def saved(tool: Tool, workspace: Path) -> str:
    """What the extension of VS Code runs under the settings of the page, as its source of version 0.24 has it."""
    assert set(SETTINGS) == {"opa.checkOnSave", "opa.strictMode", "opa.schema"}
    schema = SETTINGS["opa.schema"].replace("${workspaceFolder}", str(workspace))
    command = [tool("opa"), "check", "--bundle", workspace.as_uri(), f"--schema={schema}", "--strict"]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False).stderr
