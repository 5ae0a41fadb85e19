"""Who proves what to whom: tokens, certificates and sockets, with the real server; and that no token is ever shown."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import servers
from authorities import Authority, Signed
from servers import Reply

import rego_cases
from real_tools import Tool
from souverain.config import Server
from souverain.engine.opa import OpaEngine, credentials, link
from souverain.errors import PolicyError, SouverainError, UsageError

TOKEN = "s3cr3t-T0ken"
AUTHZ = f"""package system.authz

default allow := false

allow if input.identity == "{TOKEN}"
"""


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "_PAUSE", 0.01)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)


@pytest.fixture
def token(tmp_path: Path) -> Path:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def identity(authority: Authority) -> Signed:
    return authority.sign("server")


@pytest.fixture(scope="module")
def secure(tool: Tool, identity: Signed) -> Iterator[str]:
    """A real server with a certificate."""
    options = ["--tls-cert-file", identity.cert, "--tls-private-key-file", identity.key]
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, options=options) as url:
        yield url.replace("http:", "https:")


@pytest.fixture(scope="module")
def mutual(tool: Tool, authority: Authority, identity: Signed) -> Iterator[str]:
    """A real server that wants a certificate too."""
    options = ["--tls-cert-file", identity.cert, "--tls-private-key-file", identity.key]
    options += ["--authentication", "tls", "--tls-ca-cert-file", authority.ca]
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, options=options) as url:
        yield url.replace("http:", "https:")


def judged(tool: Tool, server: Server) -> int:
    """How many findings a server gives on the estate."""
    engine = OpaEngine(server, seconds=20)
    try:
        return len(engine.evaluate(rego_cases.estate(tool("opa")).document))
    finally:
        engine.close()


def refusal(tool: Tool, server: Server) -> SouverainError:
    with pytest.raises(SouverainError) as caught:
        judged(tool, server)
    assert "\n" not in str(caught.value)
    assert TOKEN not in str(caught.value)
    return caught.value


# --- Tokens -------------------------------------------------------------------------------------------------------


def test_a_token_opens_a_real_server(tool: Tool, tmp_path: Path, token: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "authz.rego").write_text(AUTHZ, encoding="utf-8")
    options = ["--authentication", "token", "--authorization", "basic"]
    monkeypatch.setenv("MY_TOKEN", TOKEN)
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, tmp_path / "authz.rego", options=options) as url:
        assert judged(tool, Server(url=url, token_file=str(token)))
        assert judged(tool, Server(url=url, token_env="MY_TOKEN"))
        refused = refusal(tool, Server(url=url))
        assert (refused.code, refused.args_["status"]) == ("opa-refused", "401")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(None, "opa-file", id="no file"),
        pytest.param(b"", "opa-no-token", id="nothing"),
        pytest.param(b" \n", "opa-no-token", id="blank"),
        pytest.param(b"a\nb", "opa-no-token", id="two lines"),
        pytest.param(b"a b", "opa-no-token", id="two words"),
        pytest.param("é".encode(), "opa-no-token", id="no ASCII"),
        pytest.param(b"a\r\nX-Header: b", "opa-no-token", id="a header"),
    ],
)
def test_what_is_no_token_is_refused(tool: Tool, tmp_path: Path, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    assert refusal(tool, Server(url="http://127.0.0.1:1", token_file=str(tmp_path / "token"))).code == code


def test_a_variable_that_is_not_there_is_no_token(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MY_TOKEN", raising=False)
    error = refusal(tool, Server(url="http://127.0.0.1:1", token_env="MY_TOKEN"))
    assert (error.code, error.args_["where"]) == ("opa-no-token", "$MY_TOKEN")


@pytest.mark.parametrize("url", ["http://opa.example", "http://10.0.0.1:8181", "http://127.0.0.1.example"])
def test_a_token_does_not_go_over_the_wire_in_clear(url: str, token: Path) -> None:
    with pytest.raises(UsageError) as caught:
        OpaEngine(Server(url=url, token_file=str(token)))
    assert caught.value.code == "opa-token-in-clear"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "https://a.example"])
def test_a_token_may_stay_on_this_machine(url: str, token: Path) -> None:
    OpaEngine(Server(url=url, token_file=str(token))).close()


@pytest.mark.parametrize("status", [200, 302, 401, 500])
def test_a_token_is_in_no_message(tool: Tool, token: Path, status: int) -> None:
    """Not even where the server sends it back; nor does it go to where a server points."""
    with servers.fake_server([]) as (other, elsewhere):
        echo = Reply(status, f'{{"message": "not {TOKEN}"}}'.encode(), location=other)
        with servers.fake_server([echo] * 3) as (url, _):
            refusal(tool, Server(url=url, token_file=str(token)))
    assert elsewhere == []
    read = credentials.read(Server(token_file=str(token)), urlsplit("https://x"))
    assert read.token == TOKEN
    assert TOKEN not in repr(read) + str(read)


# --- Certificates -------------------------------------------------------------------------------------------------


def test_an_authority_of_the_house_is_trusted(tool: Tool, secure: str, authority: Authority) -> None:
    assert judged(tool, Server(url=secure, ca=str(authority.ca)))


def test_the_variable_of_openssl_counts(
    tool: Tool, secure: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca))
    assert judged(tool, Server(url=secure))


def test_a_server_that_nobody_vouches_for_is_refused(tool: Tool, secure: str, tmp_path: Path) -> None:
    for ca in ("", str(Authority(tmp_path / "other").ca)):
        error = refusal(tool, Server(url=secure, ca=ca))
        assert error.code == "opa-unreachable"
        assert "certificate verify failed" in error.args_["detail"]


@pytest.mark.parametrize(("host", "days"), [("127.0.0.2", 1), ("127.0.0.1", -1)], ids=["another host", "past its end"])
def test_a_certificate_that_does_not_hold_is_refused(tool: Tool, tmp_path: Path, host: str, days: int) -> None:
    authority = Authority(tmp_path / "a")
    signed = authority.sign("bad", host=host, days=days)
    options = ["--tls-cert-file", signed.cert, "--tls-private-key-file", signed.key]
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, options=options) as url:
        error = refusal(tool, Server(url=url.replace("http:", "https:"), ca=str(authority.ca)))
    assert error.code == "opa-unreachable"
    assert "certificate" in error.args_["detail"]


def test_a_server_that_speaks_no_tls_is_refused(tool: Tool, authority: Authority) -> None:
    with servers.opa_server(tool("opa"), rego_cases.POLICIES) as url:
        assert refusal(tool, Server(url=url.replace("http:", "https:"), ca=str(authority.ca))).code == "opa-unreachable"


def test_tls_asked_for_in_clear_is_refused(tool: Tool, secure: str) -> None:
    assert refusal(tool, Server(url=secure.replace("https:", "http:"))).code in ("opa-refused", "opa-unreachable")


def test_a_client_certificate_opens_a_real_server(
    tool: Tool, mutual: str, authority: Authority, tmp_path: Path
) -> None:
    ca, client = str(authority.ca), authority.sign("client")
    assert judged(tool, Server(url=mutual, ca=ca, cert=str(client.cert), key=str(client.key)))
    both = tmp_path / "both.pem"
    both.write_bytes(client.cert.read_bytes() + client.key.read_bytes())
    assert judged(tool, Server(url=mutual, ca=ca, cert=str(both)))
    stranger = Authority(tmp_path / "stranger").sign("stranger")
    assert refusal(tool, Server(url=mutual, ca=ca)).code == "opa-unreachable"
    assert (
        refusal(tool, Server(url=mutual, ca=ca, cert=str(stranger.cert), key=str(stranger.key))).code
        == "opa-unreachable"
    )


def test_files_that_cannot_be_used_are_named(authority: Authority, tmp_path: Path) -> None:
    client, hidden = authority.sign("plain"), authority.sign("hidden", password=b"x")
    ca, cert = str(authority.ca), str(client.cert)
    (tmp_path / "text").write_text("no PEM", encoding="utf-8")
    text, nothing = str(tmp_path / "text"), str(tmp_path / "nothing")
    for server, path in (
        (Server(url="https://x", ca=nothing), nothing),
        (Server(url="https://x", ca=text), text),
        (Server(url="https://x", ca=ca, cert=nothing), nothing),
        (Server(url="https://x", ca=ca, cert=cert), cert),
        (Server(url="https://x", ca=ca, cert=cert, key=text), cert),
        (Server(url="https://x", ca=ca, cert=cert, key=str(hidden.key)), cert),
        (Server(url="https://x", ca=ca, cert=str(hidden.cert), key=str(hidden.key)), str(hidden.cert)),
    ):
        with pytest.raises(PolicyError) as caught:
            OpaEngine(server)
        assert (caught.value.code, caught.value.args_["path"]) == ("opa-file", path)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("server", "code"),
    [
        (Server(url="https://x", key="k"), "opa-key-alone"),
        (Server(url="http://127.0.0.1", ca="c"), "opa-tls-without-https"),
        (Server(url="unix:///x", cert="c"), "opa-tls-without-https"),
        (Server(url="https://x", token_env="A", token_file="B"), "opa-two-tokens"),
    ],
)
def test_what_contradicts_itself_is_wrong_usage(server: Server, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        OpaEngine(server)
    assert caught.value.code == code


# --- Sockets ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="no such sockets there")
def test_a_real_server_is_asked_over_a_socket(tool: Tool, tmp_path: Path, token: Path) -> None:
    address = f"unix://{tmp_path}/opa.sock"
    with servers.opa_server(tool("opa"), rego_cases.POLICIES, address=address):
        assert judged(tool, Server(url=address))
        assert judged(tool, Server(url=address, token_file=str(token)))
    error = refusal(tool, Server(url=f"unix://{tmp_path}/none.sock"))
    assert (error.code, error.args_["detail"]) == ("opa-unreachable", "No such file or directory")
