"""Asks an OPA server that holds the same policies: facts document in, raw findings out, over HTTP.

The client library sends what we encoded and nothing else: to the given URL only, without proxies, credentials or
redirects of the environment, once. Whatever is not a decision is a `PolicyError`.
"""

from __future__ import annotations

import os
import time
from typing import Any
from urllib.parse import SplitResult, urlsplit

import msgspec

from souverain.engine import RawFinding, Used, answers, rules
from souverain.errors import PolicyError, UsageError

_CHUNK = 1 << 16
_MEGABYTES = 512


class _Problem(msgspec.Struct, frozen=True):
    """How OPA says that it refuses a request."""

    message: str = ""


class OpaEngine:
    """The engine of those who run OPA already. `url` is the server's, up to `/v1`; `seconds` bound each request."""

    name = "opa"
    whole = True

    def __init__(self, url: str, *, seconds: float = 60.0) -> None:
        self._url = _checked(url)
        self._seconds = seconds
        library = _library()
        self._client = _client(library, self._url, seconds)
        self._failures = (OSError, ValueError, library.requests.exceptions.BaseHTTPError)
        """What the library lets through: its own errors derive from OSError, those of its transport do not."""

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        """Judge one facts document, with the policies of this very version of souverain."""
        self._compare_revisions()
        return answers.from_server(self._ask("findings", b'{"input":%s}' % document))

    def used(self) -> Used:
        """The server."""
        return Used(name=self.name, url=self._shown)

    def close(self) -> None:
        """Close the connection."""
        self._client.close_connection()

    def _compare_revisions(self) -> None:
        held = answers.value_of(self._ask("revision", b"{}"))
        if held is None:
            raise PolicyError("opa-without-policies", url=self._shown)
        if held != msgspec.json.encode(rules.revision()):
            raise PolicyError("opa-other-policies", url=self._shown)

    def _ask(self, name: str, body: bytes) -> bytes:
        """The body of the answer for `data.souverain.<name>`.

        The library's own query would decode the document, and hand out an undefined decision as an empty one.
        """
        try:
            response = self._client._session.post(
                f"{self._client.root_url}/data/souverain/{name}",
                params={"strict-builtin-errors": "true"},
                data=body,
                headers={"Content-Type": "application/json"},
                timeout=self._seconds,
                stream=True,
            )
            with response:
                return self._read(response)
        except self._failures as error:
            raise PolicyError("opa-unreachable", url=self._shown, detail=_cause(error)) from error

    def _read(self, response: Any) -> bytes:
        """The whole answer, if it comes in time: the library's timeout starts anew with every byte."""
        end, body = time.monotonic() + self._seconds, bytearray()
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if time.monotonic() > end:
                raise PolicyError("policy-timeout", engine=self.name, seconds=f"{self._seconds:g}")
            if len(body) > _MEGABYTES << 20:
                raise PolicyError("policy-memory", engine=self.name, megabytes=_MEGABYTES)
        if response.status_code != 200:
            raise PolicyError("opa-refused", url=self._shown, status=response.status_code, detail=_problem(body))
        return bytes(body)

    @property
    def _shown(self) -> str:
        return f"{self._url.scheme}://{self._url.netloc}{self._url.path}"


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.rstrip("/").removesuffix("/v1"))
        understood = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        understood = False
    if not understood or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError("opa-url", url=url.rpartition("@")[2])
    return parts


def _library() -> Any:
    try:
        from opa_client import opa  # type: ignore[import-untyped]
    except ImportError as error:
        raise PolicyError("opa-client-missing") from error
    return opa


def _client(library: Any, url: SplitResult, seconds: float) -> Any:
    secure = url.scheme == "https"
    client = library.OpaClient(host=url.hostname, port=url.port or 443, ssl=secure, retries=0, timeout=seconds)
    client.root_url = f"{url.geturl()}/v1"
    client._session.trust_env = False  # no proxy and no credentials but those we give
    client._session.max_redirects = 0
    client._session.verify = os.environ.get("SSL_CERT_FILE", True)
    return client


def _problem(body: bytearray) -> str:
    try:
        return _first_line(msgspec.json.decode(body, type=_Problem).message)
    except msgspec.DecodeError:
        return ""


def _cause(error: BaseException) -> str:
    """What the system said: the libraries wrap it in their own words, each around the other's."""
    seen: BaseException | None = error
    while seen is not None:
        error, seen = seen, seen.__cause__ or seen.__context__
    return error.strerror if isinstance(error, OSError) and error.strerror else _first_line(error)


def _first_line(message: object) -> str:
    return (str(message).splitlines() or [type(message).__name__])[0]
