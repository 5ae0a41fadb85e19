"""HTTP over a Unix socket: the address of a file in, an adapter for the client library's session out."""

from __future__ import annotations

import socket
from typing import Any

import requests.adapters
import urllib3.connection
import urllib3.connectionpool


class _Connection(urllib3.connection.HTTPConnection):
    def __init__(self, path: str, **options: Any) -> None:
        super().__init__("localhost", **options)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class _Pool(urllib3.connectionpool.HTTPConnectionPool):
    def __init__(self, path: str) -> None:
        super().__init__("localhost")
        self._path = path

    def _new_conn(self) -> Any:
        return _Connection(self._path, timeout=self.timeout.connect_timeout)


class SocketAdapter(requests.adapters.HTTPAdapter):
    """Sends every request to one socket, whatever host its address names."""

    def __init__(self, path: str) -> None:
        self._pool = _Pool(path)
        super().__init__()

    def get_connection_with_tls_context(self, *_: Any, **__: Any) -> Any:
        """The one pool there is."""
        return self._pool

    def close(self) -> None:
        """Close the socket."""
        self._pool.close()
        super().close()
