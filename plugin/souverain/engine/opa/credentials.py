"""What proves to each other who client and server are: names of files and variables in, their content out.

A token is read where it is used and stands in no message: an error says where it was looked for, never what was there.
"""

from __future__ import annotations

import os
import ssl
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult

import msgspec

from souverain.config import Server
from souverain.errors import PolicyError, UsageError

_LONGEST = 1 << 16


class Credentials(msgspec.Struct, frozen=True):
    """`ca` and `cert` name files; `cert` holds certificate and key."""

    token: str | None
    ca: str
    cert: tuple[str, str] | str | None

    def __repr__(self) -> str:
        return "Credentials()"


def read(server: Server, url: SplitResult) -> Credentials:
    """All that the command line names. Raises UsageError for contradictions, PolicyError for what is not there."""
    token = _token(server)
    if token and not _private(url):
        raise UsageError("opa-token-in-clear", url=f"{url.scheme}://{url.netloc}")
    if server.key and not server.cert:
        raise UsageError("opa-key-alone")
    tls = [name for name in (server.ca, server.cert, server.key) if name]
    if tls and url.scheme != "https":
        raise UsageError("opa-tls-without-https", file=tls[0])
    ca = server.ca or os.environ.get("SSL_CERT_FILE", "")
    _check_tls(ca if url.scheme == "https" else "", server.cert, server.key)
    return Credentials(token, ca, (server.cert, server.key) if server.key else server.cert or None)


def cause(error: BaseException) -> str:
    """What the system said: the libraries wrap it in their own words, each around the other's."""
    seen: BaseException | None = error
    while seen is not None:
        error, seen = seen, seen.__cause__ or seen.__context__
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text.splitlines() or [type(error).__name__])[0]


def _token(server: Server) -> str | None:
    if server.token_file and server.token_env:
        raise UsageError("opa-two-tokens")
    if server.token_file:
        where, text = server.token_file, _content(server.token_file)
    elif server.token_env:
        where, text = f"${server.token_env}", os.environ.get(server.token_env, "")
    else:
        return None
    token = text.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise PolicyError("opa-no-token", where=where)
    return token


def _content(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return file.read(_LONGEST).decode("ascii", "replace")
    except OSError as error:
        raise PolicyError("opa-file", path=path, cause=error.strerror or error) from error


def _private(url: SplitResult) -> bool:
    """Whether nobody on the way can read along."""
    if url.scheme != "http":
        return True
    host = url.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_tls(ca: str, cert: str, key: str) -> None:
    """Say which file is wrong before a connection says only that something is."""
    for path in filter(None, (ca, cert, key)):
        _content(path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        if ca and Path(ca).is_file():
            path = ca
            context.load_verify_locations(cafile=ca)
        if cert:
            path = cert
            context.load_cert_chain(cert, key or None, password=_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise PolicyError("opa-file", path=path, cause=cause(error)) from error


def _no_password() -> str:
    """A key behind a password would ask for it on the terminal."""
    raise ValueError("password")
