"""The wire to an OPA server: a path and a body in, the body of an answer out, or one `PolicyError`.

The client library sends what we encoded and nothing else: to the given address only, without proxies, credentials or
redirects of the environment. What may have failed by chance is asked again, a few times; one deadline holds for all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import SplitResult, urlsplit

import msgspec

from souverain.config import Server
from souverain.engine.opa import credentials
from souverain.errors import PolicyError, UsageError

T = TypeVar("T")

ATTEMPTS = 3
_PAUSE = 0.2
_CHUNK = 1 << 16
_MEGABYTES = 512
_BY_CHANCE = (HTTPStatus.TOO_MANY_REQUESTS, *(code for code in HTTPStatus if code >= HTTPStatus.INTERNAL_SERVER_ERROR))
_QUESTION = {"strict-builtin-errors": "true", "provenance": "true"}
_SOCKET = "unix"


class Deadline:
    """A moment until which everything about one evaluation must be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then; never negative."""
        return max(0.0, self._end - time.monotonic())

    def over(self) -> PolicyError:
        """The error that says so."""
        return PolicyError("policy-timeout", engine="opa", seconds=f"{self.seconds:g}")


class _Problem(msgspec.Struct, frozen=True):
    """How OPA says that it refuses a request."""

    code: str = ""
    message: str = ""
    errors: tuple[dict[str, object], ...] = ()


class Request(NamedTuple):
    """One request: `path` below `/v1`."""

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    body: bytes = b""
    params: Mapping[str, str] | None = None
    kind: str = "application/json"


class _Answer(msgspec.Struct, frozen=True):
    status: int
    body: bytes


class Link:
    """A connection to one server. Raises UsageError for an address or credentials that cannot be used."""

    def __init__(self, server: Server) -> None:
        self._url = _checked(server.url)
        self.shown = f"{self._url.scheme}://{self._url.netloc}{self._url.path}"
        """The address, as it may be shown."""
        given = credentials.read(server, self._url)
        self._token = given.token
        library = _library()
        self._client = _client(library, self._url, given)
        self._failures = (OSError, ValueError, library.requests.exceptions.BaseHTTPError)
        """What the library lets through: its own errors derive from OSError, those of its transport do not."""

    def ask(self, name: str, body: bytes, deadline: Deadline) -> bytes:
        """The answer about `data.souverain.<name>`.

        The library's own query would decode the document, and hand out an undefined decision as an empty one.
        """
        return self.send(Request("POST", f"data/souverain/{name}", body, _QUESTION), deadline)

    def send(self, request: Request, deadline: Deadline) -> bytes:
        """The body of the answer; asked again where it may have failed by chance. Raises PolicyError."""
        error: PolicyError | None = None
        for number in range(ATTEMPTS):
            time.sleep(min(_PAUSE * number, deadline.left))
            seconds = deadline.left / (ATTEMPTS - number)
            if not seconds:
                raise deadline.over()
            try:
                answer = _within(seconds, partial(self._once, request, seconds))
            except self._failures as failure:
                error = PolicyError("opa-unreachable", url=self.shown, detail=credentials.cause(failure))
                continue
            if answer.status == HTTPStatus.OK:
                return answer.body
            error = self._refused(answer)
            if answer.status not in _BY_CHANCE or _problem(answer.body).errors:
                break  # OPA itself says that a rule failed: it would fail again
        raise error if error and deadline.left else deadline.over()

    def close(self) -> None:
        """Close the connection."""
        self._client.close_connection()

    def _once(self, request: Request, seconds: float) -> _Answer:
        response = self._client._session.request(
            request.method,
            f"{self._client.root_url}/{request.path}",
            params=request.params,
            data=request.body,
            headers={"Content-Type": request.kind},
            timeout=seconds,
            allow_redirects=False,
            stream=True,
        )
        with response:
            return _Answer(response.status_code, _read(response.raw))

    def _refused(self, answer: _Answer) -> PolicyError:
        said = _problem(answer.body)
        detail = said.message.splitlines()[0] if said.message else _phrase(answer.status)
        if said.errors and isinstance(told := said.errors[0].get("message"), str) and told:
            detail = f"{detail}: {told.splitlines()[0]}"
        hidden = detail.replace(self._token, "***") if self._token else detail
        return PolicyError("opa-refused", url=self.shown, status=answer.status, detail=hidden)


def _within(seconds: float, call: Callable[[], T]) -> T:
    """What a call returns or raises, or TimeoutError when it does not end in time.

    The library's timeout starts anew with every byte, and knows none for names: whoever sends a header slowly enough
    would never be left. The thread that waits for such a server ends with the program.
    """
    done: list[Callable[[], T]] = []

    def run() -> None:
        try:
            result = call()
            done.append(lambda: result)
        except BaseException as error:
            failed = error
            done.append(lambda: _raise(failed))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not done:
        raise TimeoutError(f"{seconds:.3g} s")
    return done[0]()


def _raise(error: BaseException) -> Any:
    raise error


def _read(raw: Any) -> bytes:
    """The whole answer, up to a size that no decision has."""
    body = bytearray()
    while chunk := raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _MEGABYTES << 20:
            raise PolicyError("policy-memory", engine="opa", megabytes=_MEGABYTES)
    return bytes(body)


def _checked(url: str) -> SplitResult:
    """The parts of an address that can be asked. Raises UsageError."""
    try:
        parts = urlsplit(url.rstrip("/").removesuffix("/v1"))
        port = parts.port
    except ValueError:
        raise UsageError("opa-url", url=url.rpartition("@")[2]) from None
    if parts.scheme == _SOCKET:
        understood = not parts.netloc and bool(parts.path)
    else:
        understood = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    if not understood or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError("opa-url", url=url.rpartition("@")[2])
    return parts


def _library() -> Any:
    try:
        from opa_client import opa  # type: ignore[import-untyped]
    except ImportError as error:
        raise PolicyError("opa-client-missing") from error
    return opa


def _client(library: Any, url: SplitResult, given: credentials.Credentials) -> Any:
    client = library.OpaClient(host=url.hostname or "localhost", port=url.port or 443, retries=0, token=given.token)
    session = client._session
    client.root_url = f"{url.geturl()}/v1"
    session.trust_env = False  # no proxy and no credentials but those we give
    session.verify = given.ca or True
    session.cert = given.cert
    if url.scheme == _SOCKET:
        from souverain.engine.opa.unix_socket import SocketAdapter

        client.root_url = "http://localhost/v1"
        session.mount("http://", SocketAdapter(url.path))
    return client


def _problem(body: bytes) -> _Problem:
    try:
        return msgspec.json.decode(body, type=_Problem)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _Problem()


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in list(HTTPStatus) else "?"
