"""What an editor shows of a rule of the user's: the real language server of regal, and the check that runs on save."""

from __future__ import annotations

import json
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
CONFIG = re.findall(r"^```yaml\n(rules:.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]
SETTINGS = json.loads(re.findall(r"^```json\n(\{.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0])
SECONDS = 60


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The folder that the page describes."""
    for name, text in {**FILES, ".regal/config.yaml": CONFIG}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    souverain(tmp_path, "policy", "words", "shipped")
    plan = ROOT / "samples/outscale-platform/plan.json"
    souverain(tmp_path, "facts", str(plan), "--as-of", "2026-11-24", "-o", "input.json")
    return tmp_path


def souverain(folder: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "souverain", *arguments], cwd=folder, check=True)


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
                found = [(item["code"], item["range"]["start"]["line"] + 1) for item in items]
                if found == [*expected]:
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


@pytest.fixture
def server(tool: Tool, workspace: Path) -> Iterator[Server]:
    started = Server(tool("regal"), workspace)
    yield started
    started.close()


UNKNOWN = TEXT.replace("lib.spots", "lib.spost", 1)
UNDERLINED = ("unresolved-reference", next(n for n, line in enumerate(UNKNOWN.splitlines(), 1) if "lib.spost" in line))


def test_a_word_of_lib_that_there_is_not_is_underlined_and_all_else_is_clean(server: Server) -> None:
    server.open(RULE, UNKNOWN)
    server.underlines(RULE, UNDERLINED)


@pytest.fixture
def ready(server: Server) -> Server:
    """The server once it has read the whole folder."""
    server.open(RULE, UNKNOWN)
    server.underlines(RULE, UNDERLINED)
    return server


def test_words_are_completed_and_lead_to_where_they_stand(ready: Server, workspace: Path) -> None:
    found = ready.at("definition", RULE, UNKNOWN, "lib.spots", "lib.sp")
    assert found["uri"].startswith(f"{workspace.as_uri()}/shipped/")
    offered = ready.at("completion", RULE, UNKNOWN, "lib.spots", "lib.sp")["items"]
    assert any(item["label"].startswith("lib.spots") for item in offered)


def test_fields_are_completed_from_the_facts_of_a_plan(ready: Server) -> None:
    offered = ready.at("completion", RULE, UNKNOWN, "input.places", "input.")["items"]
    assert any(item["label"].startswith("input.places.") for item in offered)


# What each program sees of fields, as the page says it: where a new release sees more, the page may say more.
FIELDS = {
    "of the document": ("input.places[spot[0]]", "input.plases[spot[0]]", True),
    "of a resource": ("region := input.places", "input.resources[_].adress\n\tregion := input.places", True),
    "below a key that is an id": ("places[spot[0]].region", "places[spot[0]].regoin", False),
}


@pytest.mark.parametrize(("right", "wrong", "seen"), FIELDS.values(), ids=FIELDS)
def test_a_misspelt_field(tool: Tool, server: Server, workspace: Path, right: str, wrong: str, seen: bool) -> None:
    server.open(RULE, UNKNOWN.replace(right, wrong, 1))
    server.underlines(RULE, UNDERLINED)  # the word alone: regal knows nothing of the schema
    (workspace / RULE).write_text(TEXT.replace(right, wrong, 1), encoding="utf-8")
    said = on_save(tool, workspace)
    assert ("rego_type_error: undefined ref" in said) is seen
    assert (f"{RULE}:3" in said) is seen


def test_what_is_right_is_saved_in_silence(tool: Tool, workspace: Path) -> None:
    assert on_save(tool, workspace) == ""


def on_save(tool: Tool, workspace: Path) -> str:
    """What the extension of VS Code runs under the settings of the page, as its source of version 0.24 has it."""
    assert set(SETTINGS) == {"opa.checkOnSave", "opa.strictMode", "opa.schema"}
    schema = SETTINGS["opa.schema"].replace("${workspaceFolder}", str(workspace))
    command = [tool("opa"), "check", "--bundle", workspace.as_uri(), f"--schema={schema}", "--strict"]
    return subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False).stderr
