"""The OPA server: what counts as its decision, and that everything else is one clear error."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import msgspec
import pytest
import servers
from servers import Reply

import rego_cases
from real_tools import Tool
from souverain.engine import rules
from souverain.engine.opa import OpaEngine
from souverain.errors import PolicyError, SouverainError, UsageError

SAME = Reply(200, msgspec.json.encode({"result": rules.revision()}))
FOUND = Reply(200, b'{"result": [{"rule": "r", "status": "fail", "subjects": [1, 0]}], "decision_id": "x"}')
FACTS = b'{"resources": []}'


def refusal(url: str, *, seconds: float = 10.0) -> SouverainError:
    """The error that ends an evaluation."""
    engine = OpaEngine(url, seconds=seconds)
    with pytest.raises(PolicyError) as caught:
        engine.evaluate(FACTS)
    engine.close()
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_decision_is_read_for_each_subject() -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(url)
        assert [one.subject for one in engine.evaluate(FACTS)] == [0, 1]
        engine.close()
    strict = "?strict-builtin-errors=true"
    assert seen == [f"/v1/data/souverain/revision{strict}", f"/v1/data/souverain/findings{strict}"]


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
def test_the_address_may_end_as_people_write_it(suffix: str) -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(url + suffix)
        assert engine.evaluate(FACTS)
        engine.close()
    assert seen[0].startswith("/v1/data/souverain/revision")


def test_a_server_behind_a_path_is_found() -> None:
    with servers.fake_server([SAME, FOUND]) as (url, seen):
        engine = OpaEngine(f"{url}/opa")
        assert engine.evaluate(FACTS)
        engine.close()
    assert seen[0].startswith("/opa/v1/data/souverain/revision")


@pytest.mark.parametrize(
    ("replies", "code"),
    [
        pytest.param([Reply(200, b"{}")], "opa-without-policies", id="no policies"),
        pytest.param([Reply(200, b'{"result": "older"}')], "opa-other-policies", id="older policies"),
        pytest.param([Reply(200, b'{"result": null}')], "opa-other-policies", id="other policies"),
        pytest.param([SAME, Reply(200, b"{}")], "policy-undefined", id="undefined"),
        pytest.param([SAME, Reply(200, b'{"warning": {}}')], "policy-undefined", id="undefined, with a warning"),
        pytest.param([SAME, Reply(200, b'{"result": {}}')], "policy-answer", id="no list"),
        pytest.param([SAME, Reply(200, b'{"result": [{"rule": "r"}]}')], "policy-answer", id="half a finding"),
        pytest.param([SAME, Reply(200, b"<html>")], "policy-answer", id="a page"),
        pytest.param([SAME, Reply(200, b"")], "policy-answer", id="nothing"),
        pytest.param([Reply(200, b"<html>")], "policy-answer", id="a page at once"),
        pytest.param([SAME, Reply(500, b'{"code": "internal_error", "message": "div by 0"}')], "opa-refused", id="500"),
        pytest.param([Reply(404, b"not here")], "opa-refused", id="404"),
        pytest.param([Reply(401, b"")], "opa-refused", id="401"),
        pytest.param([SAME, Reply(503, b"busy")], "opa-refused", id="503"),
    ],
)
def test_what_is_no_decision_is_an_error(replies: list[Reply], code: str) -> None:
    with servers.fake_server(replies) as (url, seen):
        assert refusal(url).code == code
    assert len(seen) == len(replies)  # nothing is asked twice


def test_the_message_of_a_refusal_is_shown() -> None:
    with servers.fake_server([SAME, Reply(500, b'{"message": "div by 0\\nat x"}')]) as (url, _):
        assert refusal(url).args_["detail"] == "div by 0"


def test_a_redirect_is_not_followed() -> None:
    with servers.fake_server([SAME]) as (other, elsewhere):
        with servers.fake_server([Reply(307, location=f"{other}/v1/data/souverain/revision")]) as (url, _):
            assert refusal(url).code in ("opa-unreachable", "opa-refused")
        assert elsewhere == []


def test_a_server_that_never_ends_its_answer_is_left() -> None:
    drops = [b" "] * 100
    with servers.fake_server([SAME, Reply(200, *drops, wait=0.05)]) as (url, _):
        start = time.monotonic()
        assert refusal(url, seconds=0.4).code == "policy-timeout"
        assert time.monotonic() - start < 3


def test_a_server_that_does_not_answer_is_left() -> None:
    with servers.fake_server([Reply(200, b"{}", wait=1.0)]) as (url, _):
        assert refusal(url, seconds=0.3).code == "opa-unreachable"


def test_nobody_there_is_an_error() -> None:
    error = refusal(f"http://127.0.0.1:{servers.free_port()}")
    assert (error.code, error.args_["detail"]) == ("opa-unreachable", "Connection refused")


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{servers.free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with servers.fake_server([SAME, FOUND]) as (url, _):
        engine = OpaEngine(url)
        assert engine.evaluate(FACTS)
        engine.close()


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:8181", "ftp://host", "http://", "http://host:port", "http://[::1", "http://h/?a=1", "http://u:p@h"],
)
def test_an_address_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        OpaEngine(url)
    assert caught.value.code == "opa-url"
    assert "u:p" not in str(caught.value)


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opa_client", None)
    with pytest.raises(PolicyError) as caught:
        OpaEngine("http://127.0.0.1:8181")
    assert caught.value.code == "opa-client-missing"


def test_a_real_server_without_policies_is_an_error(tool: Tool) -> None:
    with servers.opa_server(tool("opa")) as url:
        assert refusal(url).code == "opa-without-policies"


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
        engine = OpaEngine(url)
        with pytest.raises(PolicyError) as caught:
            engine.evaluate(rego_cases.estate(tool("opa")).document)
        engine.close()
    assert caught.value.code == "opa-refused"
    assert caught.value.args_["status"] == "500"
