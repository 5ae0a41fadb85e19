"""Policies given to a real server: complete or not at all, the user's among them, and nothing left of before."""

from __future__ import annotations

from pathlib import Path

import own_rules
import pytest
import servers

import rego_cases
from real_tools import Tool
from souverain.config import Server
from souverain.engine.opa import OpaEngine, pushing
from souverain.engine.opa.link import Deadline, Link, Request
from souverain.engine.own import Own, compiling, program, sources
from souverain.engine.together import Together
from souverain.engine.wasm import WasmEngine
from souverain.errors import PolicyError


@pytest.fixture
def house(tool: Tool, tmp_path: Path) -> Own:
    folder = own_rules.written(tmp_path / "house", {"a.rego": own_rules.rule()})
    return compiling.compiled(sources.read(folder), program.Opa(str(tool("opa"))))


def held(url: str) -> dict[str, str]:
    link = Link(Server(url=url))
    try:
        return pushing._held(link, Deadline(20))
    finally:
        link.close()


def test_an_empty_server_is_given_everything(tool: Tool) -> None:
    document = rego_cases.estate(tool("opa")).document
    with servers.opa_server(tool("opa")) as url:
        for _ in range(2):
            engine = OpaEngine(Server(url=url, push=True))
            found = engine.evaluate(document)
            engine.close()
            assert held(url) == pushing.policies(None)
        unpushed = OpaEngine(Server(url=url))
        assert unpushed.evaluate(document) == found
    assert [one.rule for one in found] == [one.rule for one in WasmEngine().evaluate(document)]


def test_rules_of_the_user_come_and_go(tool: Tool, house: Own) -> None:
    document = rego_cases.estate(tool("opa")).document
    with servers.opa_server(tool("opa")) as url:
        theirs = OpaEngine(Server(url=url, push=True), house)
        found = theirs.evaluate(document)
        assert {one.rule for one in found} >= {"custom.anywhere", "unknown_location"}
        assert len(found) == len(Together(house).evaluate(document))
        with pytest.raises(PolicyError) as caught:
            OpaEngine(Server(url=url)).evaluate(document)
        assert caught.value.code == "opa-other-rules"
        ours = OpaEngine(Server(url=url, push=True))
        assert "custom.anywhere" not in {one.rule for one in ours.evaluate(document)}
        assert held(url) == pushing.policies(None)


def test_a_server_with_a_bundle_is_left_as_it_is(tool: Tool, house: Own) -> None:
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, options=["--bundle"]) as url:
        with pytest.raises(PolicyError) as caught:
            OpaEngine(Server(url=url, push=True), house).evaluate(b"{}")
        assert caught.value.code == "opa-refused"


def test_while_anything_is_missing_there_is_no_revision(tool: Tool, house: Own) -> None:
    """A push that breaks in the middle leaves a server that nobody takes for whole."""
    with servers.opa_server(tool("opa")) as url:
        link = Link(Server(url=url))
        pushing.push(link, Deadline(20), None)

        class Breaking(Link):
            def send(self, request: Request, deadline: Deadline) -> bytes:
                if request.method == "PUT":
                    raise PolicyError("opa-unreachable", url=url, detail="cut")
                return super().send(request, deadline)

        with pytest.raises(PolicyError):
            pushing.push(Breaking(Server(url=url)), Deadline(20), house)
        with pytest.raises(PolicyError) as caught:
            OpaEngine(Server(url=url)).evaluate(b"{}")
        assert caught.value.code == "opa-without-policies"
        pushing.push(link, Deadline(20), house)
        assert held(url) == pushing.policies(house)


def test_what_others_have_there_stays(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "theirs.rego").write_text("package theirs\n\nx := 1\n", encoding="utf-8")
    with servers.opa_server(tool("opa")) as url:
        link = Link(Server(url=url))
        link.send(Request("PUT", "policies/theirs", b"package theirs\n\nx := 1\n", kind="text/plain"), Deadline(20))
        pushing.push(link, Deadline(20), None)
        assert b'"result":1' in link.send(Request("POST", "data/theirs/x", b"{}"), Deadline(20))
