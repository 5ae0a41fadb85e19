"""One plan in every encoding, packing and wrapping reads as the same stack; two documents are never mixed up."""

from __future__ import annotations

import codecs
import gzip
import json

import msgspec
import pytest
from plans import PLAN, TEXT, only, stack

from souverain import readers
from souverain.errors import ReadError
from souverain.model import Stack
from souverain.readers import source

PRETTY = json.dumps(PLAN, indent=2, ensure_ascii=False)

ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16 little-endian with a mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16 big-endian with a mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16 little-endian": TEXT.encode("utf-16-le"),
    "utf-16 big-endian": TEXT.encode("utf-16-be"),
    "pretty": PRETTY.encode(),
    "pretty, with carriage returns": PRETTY.replace("\n", "\r\n").encode(),
    "spaces around": f"\n\n  {TEXT}\n\n".encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "gzip of utf-16": gzip.compress(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")),
    "gzip in two members": gzip.compress(TEXT[:50].encode()) + gzip.compress(TEXT[50:].encode()),
}

WRAPPED = {
    "the command": f"$ terraform show -json plan.bin\n{TEXT}\n",
    "setup-terraform": f"[command]/opt/terraform-bin show -json plan.bin\n{TEXT}\n"
    f"::debug::Terraform exited with code 0.\n::debug::stdout: {TEXT}%0A\n::debug::stderr: \n"
    f"::set-output name=stdout::{TEXT}%0A\n::set-output name=exitcode::0\n",
    "a path first": f"/home/runner/work/_temp/terraform-bin show -json plan.bin\n{TEXT}\n",
    "lines after it": f"{TEXT}\n::set-output name=exitcode::0\n",
    "pretty in noise": f"Running\n{PRETTY}\nDone\n",
    "pretty in noise, with carriage returns": f"Running\r\n{PRETTY}\r\nDone\r\n".replace("\n", "\r\n"),
    "colours": f"\x1b[1m\x1b[32mRunning\x1b[0m\n\x1b[0m{TEXT}\x1b[0m\n",
    "lines of a log": f'{{"level":"info","msg":"start"}}\n{TEXT}\n{{"@level":"info","@message":"done"}}\n',
    "twice the same": f"{TEXT}\n{TEXT}\n",
    "warnings": f"╷\n│ Warning: provider development overrides\n╵\n{TEXT}\n",
}


def stated(found: Stack) -> bytes:
    """Everything but the input itself."""
    return msgspec.json.encode((found.resources, found.providers, found.variables))


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_encodings(data: bytes) -> None:
    assert stated(stack(data)) == stated(stack(TEXT))
    assert only(data).attributes["tags.service"] == "cardiologie é"


@pytest.mark.parametrize("data", WRAPPED.values(), ids=WRAPPED.keys())
def test_noise_around(data: str) -> None:
    assert stated(stack(data)) == stated(stack(TEXT))


def test_an_escape_in_a_value_is_no_colour() -> None:
    coloured = TEXT.replace('"records", "tags"', '"a\\u001b[1mb", "tags"')
    assert only(f"\x1b[1mstart\n{coloured}").attributes["bucket"] == "a\x1b[1mb"


def test_a_broken_document_is_not_passed_over_for_another() -> None:
    state = '{"version": 4, "serial": 1, "lineage": "x"}'
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json", f"{TEXT}\n{state}\n".encode())
    assert refused.value.code == "several-documents"


def test_unpacking_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 100)
    with pytest.raises(ReadError) as refused:
        readers.read("plan.json.gz", gzip.compress(b" " * 101))
    assert refused.value.code == "too-large"
    assert readers.source.load("plan.json.gz", gzip.compress(b"x" * 100)).text == b"x" * 100
