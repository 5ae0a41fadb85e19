"""The OPA server: what counts as its decision, and that everything else is one clear error, in time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
import servers
from servers import Reply, Send

import rego_cases
from real_tools import Tool
from souverain.config import Server
from souverain.engine import rules
from souverain.engine.opa import OpaEngine, link
from souverain.errors import PolicyError, SouverainError, UsageError

REVISION = rules.revision()
FINDING = {"rule": "r", "status": "fail", "subjects": [1, 0]}
DECISION: dict[str, Any] = {"findings": [FINDING], "revision": REVISION, "own": ""}
FACTS = b'{"resources": []}'


def reply(result: Any, **more: Any) -> Reply:
    """An answer of OPA."""
    return Reply(200, msgspec.json.encode({"result": result, **more}))


def deciding(**changes: Any) -> Reply:
    """A decision of which something is changed."""
    return reply(DECISION | changes)


SAME, FOUND = reply(REVISION), reply(DECISION, decision_id="x")
BUSY = Reply(503, b"busy")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "_PAUSE", 0.01)


def refusal(url: str, *, seconds: float = 10.0) -> SouverainError:
    """The error that ends an evaluation."""
    engine = OpaEngine(Server(url=url), seconds=seconds)
    with pytest.raises(PolicyError) as caught:
        engine.evaluate(FACTS)
    engine.close()
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_decision_is_read_for_each_subject() -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(Server(url=url))
        assert [one.subject for one in engine.evaluate(FACTS)] == [0, 1]
        engine.close()
    asked = "?strict-builtin-errors=true&provenance=true"
    assert seen == [f"/v1/data/souverain/revision{asked}", f"/v1/data/souverain/decision{asked}"]


def test_what_answered_can_be_found_again() -> None:
    held = {"version": "1", "bundles": {"souverain": {"revision": "r1"}}}
    replies = [SAME, reply(DECISION, decision_id="a", provenance=held), SAME, reply(DECISION, decision_id="b")]
    with servers.fake_server(replies) as (url, _):
        engine = OpaEngine(Server(url=url))
        for _ in range(2):
            engine.evaluate(FACTS)
        used = engine.used()
        engine.close()
    assert (used.name, used.url, used.decisions, used.bundles) == ("opa", url, ("a", "b"), {"souverain": "r1"})


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
def test_the_address_may_end_as_people_write_it(suffix: str) -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(Server(url=url + suffix))
        assert engine.evaluate(FACTS)
        engine.close()
    assert seen[0].startswith("/v1/data/souverain/revision")


def test_a_server_behind_a_path_is_found() -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(Server(url=f"{url}/opa"))
        assert engine.evaluate(FACTS)
        engine.close()
    assert seen[0].startswith("/opa/v1/data/souverain/revision")


BROKEN_RULE = Reply(500, b'{"code": "internal_error", "message": "m", "errors": [{"message": "div by 0\\nat x"}]}')


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        pytest.param([Reply(200, b"{}")], "opa-without-policies", id="no policies"),
        pytest.param([reply("older")], "opa-other-policies", id="older policies"),
        pytest.param([reply(None)], "policy-answer", id="null for policies"),
        pytest.param([reply({})], "policy-answer", id="other policies"),
        pytest.param([SAME, Reply(200, b"{}")], "policy-undefined", id="undefined"),
        pytest.param([SAME, Reply(200, b'{"decision_id": "x"}')], "policy-undefined", id="undefined, with an id"),
        pytest.param([SAME, Reply(200, b'{"warning": {}}')], "policy-undefined", id="undefined, with a warning"),
        pytest.param([SAME, reply({})], "policy-answer", id="an empty object"),
        pytest.param([SAME, reply([FINDING])], "policy-answer", id="findings of nobody"),
        pytest.param([SAME, deciding(findings=[{"rule": "r"}])], "policy-answer", id="half a finding"),
        pytest.param([SAME, deciding(findings=None)], "policy-answer", id="no findings"),
        pytest.param([SAME, deciding(revision="older")], "opa-other-policies", id="policies that changed meanwhile"),
        pytest.param([SAME, deciding(own="theirs")], "opa-other-rules", id="rules of somebody else"),
        pytest.param([SAME, Reply(200, b"<html>")], "policy-answer", id="a page"),
        pytest.param([SAME, Reply(200, b"")], "policy-answer", id="nothing"),
        pytest.param([Reply(200, b"<html>")], "policy-answer", id="a page at once"),
        pytest.param([SAME, Reply(200, b'{"result": {"findings": [')], "policy-answer", id="half an answer"),
        pytest.param([SAME, Reply(200, b"[" * 200_000)], "policy-answer", id="endless depth"),
        pytest.param([SAME, Reply(200, b"\xff\xfe{\x00}\x00")], "policy-answer", id="UTF-16"),
        pytest.param([SAME, BROKEN_RULE], "opa-refused", id="a rule that fails"),
        pytest.param([Reply(404, b"not here")], "opa-refused", id="404"),
        pytest.param([Reply(401, b"")], "opa-refused", id="401"),
        pytest.param([Reply(299, b"{}")], "opa-refused", id="a status of no name"),
    ],
)
def test_what_is_no_decision_is_an_error(replies: list[Reply], code: str) -> None:
    with servers.fake_server(replies) as (url, seen):
        assert refusal(url).code == code
    assert len(seen) == len(replies)  # nothing is asked twice


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_be_chance_is_asked_again(status: int) -> None:
    failing = Reply(status, b"no")
    with servers.fake_server([failing, SAME, failing, failing, FOUND]) as (url, seen):
        engine = OpaEngine(Server(url=url))
        assert engine.evaluate(FACTS)
        engine.close()
    assert len(seen) == 5


def test_chance_ends() -> None:
    with servers.fake_server([SAME, *[BUSY] * 9]) as (url, seen):
        error = refusal(url)
    assert (error.code, error.args_["status"], error.args_["detail"]) == ("opa-refused", "503", "Service Unavailable")
    assert len(seen) == 1 + link.ATTEMPTS


def test_the_message_of_a_refusal_is_shown() -> None:
    with servers.fake_server([SAME, BROKEN_RULE]) as (url, _):
        assert refusal(url).args_["detail"] == "m: div by 0"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with servers.fake_server([SAME]) as (other, elsewhere):
        with servers.fake_server([Reply(status, location=f"{other}/v1/data/souverain/revision")]) as (url, _):
            assert refusal(url).code == "opa-refused"
        assert elsewhere == []


# --- In time ------------------------------------------------------------------------------------------------------


def dripping(text: bytes) -> Callable[[Send], None]:
    """Says a text over and over, a byte at a time."""

    def talk(send: Send) -> None:
        for _ in range(10_000):
            for byte in text:
                send(bytes([byte]))
                time.sleep(0.01)

    return talk


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def silent(_send: Send) -> None:
    time.sleep(5)


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(silent, id="nothing"),
        pytest.param(dripping(b"HTTP/1.1 200 OK\r\nX-Header: x"), id="headers without end"),
        pytest.param(lambda send: (send(b"HTTP/1.1 200 OK\r\n\r\n"), dripping(b" ")(send)), id="a body without end"),
        pytest.param(lambda send: (send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), silent(send)), id="no body"),
    ],
)
def test_a_server_that_does_not_end_is_left(talk: Any) -> None:
    with servers.raw_server(talk) as (url, _):
        start = time.monotonic()
        assert refusal(url, seconds=0.6).code == "policy-timeout"
        assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "talk",
    [
        pytest.param(lambda _send: None, id="nothing"),
        pytest.param(lambda send: send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"), id="half a body"),
        pytest.param(
            lambda send: send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"), id="half a chunk"
        ),
        pytest.param(lambda send: send(b"HTTP/1.1 2"), id="half a status"),
        pytest.param(lambda send: send(b"SSH-2.0-OpenSSH\r\n"), id="another protocol"),
        pytest.param(lambda send: send(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnonsense"), id="no gzip"),
        pytest.param(lambda send: send(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"), id="too many headers"),
    ],
)
def test_half_an_answer_is_none(talk: Any) -> None:
    with servers.raw_server(talk) as (url, seen):
        assert refusal(url).code == "opa-unreachable"
    assert len(seen) == link.ATTEMPTS


def test_an_answer_of_endless_size_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1000):
            send(b" " * 65536)

    monkeypatch.setattr(link, "_MEGABYTES", 1)
    with servers.raw_server(endless) as (url, _):
        assert refusal(url).code == "policy-memory"


def test_nothing_of_a_server_stays_that_was_left() -> None:
    before = threading.active_count()
    with servers.fake_server([SAME, FOUND]) as (url, _):
        engine = OpaEngine(Server(url=url))
        engine.evaluate(FACTS)
        engine.close()
    assert threading.active_count() == before


def test_nobody_there_is_an_error() -> None:
    error = refusal(f"http://127.0.0.1:{servers.free_port()}")
    assert (error.code, error.args_["detail"]) == ("opa-unreachable", "Connection refused")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{servers.free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with servers.fake_server([SAME, FOUND]) as (url, _):
        engine = OpaEngine(Server(url=url))
        assert engine.evaluate(FACTS)
        engine.close()


@pytest.mark.parametrize(
    "url",
    [
        *("", "127.0.0.1:8181", "ftp://host", "http://", "http://host:port", "http://[::1", "http://h/?a=1"),
        *("http://u:p@h", "unix://", "unix://host/path", "unix:relative?x=1", "http://h:0"),
    ],
)
def test_an_address_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        OpaEngine(Server(url=url))
    assert caught.value.code == "opa-url"
    assert "u:p" not in str(caught.value)


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opa_client", None)
    with pytest.raises(PolicyError) as caught:
        OpaEngine(Server(url="http://127.0.0.1:8181"))
    assert caught.value.code == "opa-client-missing"


# --- The real server ----------------------------------------------------------------------------------------------


def test_a_real_server_without_policies_is_an_error(tool: Tool) -> None:
    with servers.opa_server(tool("opa")) as url:
        assert refusal(url).code == "opa-without-policies"
        assert refusal(f"{url}/elsewhere").code == "opa-refused"


def test_a_real_server_with_other_policies_is_an_error(tool: Tool, tmp_path: Path) -> None:
    other = tmp_path / "souverain.rego"
    other.write_text('package souverain\n\nrevision := "older"\n\nfindings := []\n')
    with servers.opa_server(tool("opa"), other) as url:
        assert refusal(url).code == "opa-other-policies"


def test_a_real_server_with_a_broken_rule_is_an_error(tool: Tool, tmp_path: Path) -> None:
    broken = tmp_path / "broken.rego"
    broken.write_text(
        'package souverain.custom.broken\n\ndeny contains {"status": "fail", "n": n} if n := to_number(input.as_of)\n'
    )
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, broken) as url:
        engine = OpaEngine(Server(url=url))
        with pytest.raises(PolicyError) as caught:
            engine.evaluate(rego_cases.estate(tool("opa")).document)
        engine.close()
    assert (caught.value.code, caught.value.args_["status"]) == ("opa-refused", "500")
    assert "to_number" in caught.value.args_["detail"]


def test_a_real_server_with_an_endless_rule_is_left(tool: Tool, tmp_path: Path) -> None:
    endless = tmp_path / "endless.rego"
    loops = "".join(f"\tsome {name} in numbers.range(1, 3000)\n" for name in "abc")
    endless.write_text(f"package souverain.custom.endless\n\ndeny contains {{}} if {{\n{loops}\ta + b + c < 0\n}}\n")
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, endless) as url:
        start = time.monotonic()
        assert refusal(url, seconds=1.5).code == "policy-timeout"
        assert time.monotonic() - start < 5


def test_a_real_server_says_what_it_decided(tool: Tool) -> None:
    logged = ("--set", "decision_logs.console=true")
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, options=logged) as url:
        engine = OpaEngine(Server(url=url))
        engine.evaluate(rego_cases.estate(tool("opa")).document)
        (decision,) = engine.used().decisions
        engine.close()
    assert len(decision) == 36
