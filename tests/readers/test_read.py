"""What is no plan is refused with one line that says what it is and what to do, and nothing is ever written."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from plans import PLAN, TEXT, plan

from souverain import readers
from souverain.errors import ReadError
from souverain.i18n import text


def archive(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name in names:
            made.writestr(name, b"x")
    return packed.getvalue()


def log(*messages: str) -> str:
    return "\n".join(json.dumps({"@level": "info", "@message": message, "type": "log"}) for message in messages)


REFUSED = {
    "nothing": (b"", "empty-file", "unknown"),
    "blanks": (b" \n\t\r\n", "empty-file", "unknown"),
    "a mark alone": (b"\xef\xbb\xbf", "empty-file", "unknown"),
    "binary plan": (archive("tfplan", "tfstate"), "binary-plan", "unknown"),
    "zip": (archive("plan.json"), "zip-archive", "unknown"),
    "broken zip": (b"PK\x03\x04xxxx", "zip-archive", "unknown"),
    "broken gzip": (gzip.compress(TEXT.encode())[:-12], "gzip-broken", "unknown"),
    "binary": (b"\x7fELF\x02\x01\x00\x00", "not-text", "unknown"),
    "latin-1": ('{"é": 1}'.encode("latin-1"), "not-text", "unknown"),
    "half a file": (TEXT[:200], "json-cut-short", "unknown"),
    "half a pretty file": (json.dumps(PLAN, indent=2)[:500], "json-cut-short", "unknown"),
    "half a file in noise": ("::debug::start\n" + TEXT[:200], "json-cut-short", "unknown"),
    "malformed": (TEXT.replace('"errored": false', '"errored": fals'), "json-malformed", "unknown"),
    "too deep": ('{"resource_changes": ' + "[" * 100_000 + "]" * 100_000 + "}", "json-too-deep", "unknown"),
    "too deep inside a label": (TEXT.replace('"health"', "[" * 960 + "]" * 960), "json-too-deep", "unknown"),
    "list": ("[1, 2]", "json-not-an-object", "unknown"),
    "text in quotes": ('"plan"', "json-not-an-object", "unknown"),
    "encrypted": ('{"meta": {}, "encrypted_data": "x", "encryption_version": "v0"}', "is-encrypted", "unknown"),
    "log": (log("a", "b"), "is-a-log", "unknown"),
    "one line of log": (log("a"), "is-a-log", "unknown"),
    "report": ('{"schema": "souverain/report/v1"}', "is-a-souverain-report", "unknown"),
    "other object": ('{"name": "package", "version": "1"}', "is-no-plan", "unknown"),
    "configuration alone": (
        json.dumps({**PLAN, "resource_changes": None, "planned_values": None}),
        "plan-without-resources",
        "terraform-plan",
    ),
    "provider schemas": ('{"format_version": "1.0", "provider_schemas": {}}', "is-no-plan", "unknown"),
    "plan as text": (
        "Terraform will perform the following actions:\n  # x will be created\n",
        "is-a-plan-as-text",
        "unknown",
    ),
    "no changes as text": ("No changes. Your infrastructure matches.\n", "is-a-plan-as-text", "unknown"),
    "source": ('resource "aws_s3_bucket" "a" {\n}\n', "is-source", "unknown"),
    "source of a provider": ("terraform {\n}\n", "is-source", "unknown"),
    "yaml": ("# stack\nresources:\n  a: 1\n", "is-yaml", "unknown"),
    "yaml with a start": ("---\n- a\n", "is-yaml", "unknown"),
    "prose": ("hello world\n", "is-no-json", "unknown"),
    "two plans": (TEXT + "\n" + TEXT.replace("records", "other") + "\n", "several-documents", "unknown"),
    "too new": (json.dumps({**PLAN, "format_version": "2.0"}), "format-too-new", "terraform-plan"),
    "no version": (json.dumps({**PLAN, "format_version": "next"}), "format-too-new", "terraform-plan"),
    "errored": (json.dumps({**PLAN, "errored": True}), "plan-errored", "terraform-plan"),
    "changes that are none": (plan({"address": 7}), "malformed", "terraform-plan"),
    "sections that are none": (json.dumps({**PLAN, "planned_values": []}), "malformed", "terraform-plan"),
    "no code point": (TEXT.replace('"health"', '"\\ud800"'), "json-malformed", "unknown"),
}


@pytest.mark.parametrize(("data", "code", "kind"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_plan_is_refused_in_one_line(data: bytes | str, code: str, kind: str) -> None:
    written = data.encode() if isinstance(data, str) else data
    with pytest.raises(ReadError) as refused:
        readers.read("some/input", written)
    error = refused.value
    assert error.code == code
    assert error.args_["path"] == "some/input"
    assert error.args_["sha256"] == hashlib.sha256(written).hexdigest()
    assert error.args_.get("kind", "unknown") == kind
    for lang in ("en", "fr"):
        line = text(f"errors.{code}", lang, **error.args_)
        assert line.startswith("some/input")
        assert "\n" not in line


def test_it_says_where_the_text_ends_too_early() -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", b'{\n  "resource_changes": [\n    {"addr')
    assert (refused.value.args_["line"], refused.value.args_["column"]) == ("3", "11")


def test_it_says_where_the_text_is_malformed() -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", b'noise\n{"resource_changes": [\n tru, 1]}\n')
    assert (refused.value.args_["line"], refused.value.args_["column"]) == ("3", "3")


def test_it_says_which_entry_is_malformed() -> None:
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", plan(*PLAN["resource_changes"], {"address": "a.b", "type": "a", "name": "b"}))
    assert "resource_changes[1]" in refused.value.args_["cause"]


@pytest.mark.parametrize(
    ("name", "code"), [("absent.json", "no-such-file"), (".", "no-source"), ("a\x00b", "cannot-open")]
)
def test_a_path_without_bytes(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(ReadError) as refused:
        readers.read(str(tmp_path / name))
    assert refused.value.code == code
    assert "sha256" not in refused.value.args_


def test_a_file_without_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(ReadError) as refused:
        readers.read(str(tmp_path / "plan.json"))
    assert refused.value.code == "cannot-open"
    assert refused.value.args_["cause"] == "Permission denied"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    found = readers.read("-")
    assert found.input.path == "-"
    assert found.input.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_input_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    file.chmod(0o444)
    before = file.stat()
    found = readers.read(str(file))
    assert found.input.sha256 == hashlib.sha256(b"\xef\xbb\xbf" + TEXT.encode()).hexdigest()
    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_an_empty_plan_is_a_stack_without_resources() -> None:
    found = readers.read("plan.json", b'{"format_version":"1.2","planned_values":{"root_module":{}}}')
    assert found.resources == ()
    assert found.input.kind == "terraform-plan"
