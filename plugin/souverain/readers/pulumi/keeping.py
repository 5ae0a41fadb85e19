"""Where Pulumi keeps its state: the address of a login, or what encrypts a state's secrets, in; a `Backend` out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Raw

from souverain.model import Backend, Location
from souverain.readers import backends
from souverain.readers.members import Members

_SCHEMES: Mapping[str, str] = {
    "https": "service",
    "http": "service",
    "s3": "s3",
    "azblob": "azurerm",
    "gs": "gcs",
    "postgres": "pg",
    "postgresql": "pg",
    "file": backends.LOCAL,
}
_SERVICE = "service"


class _Secrets(msgspec.Struct, frozen=True):
    """What encrypts the secrets of a state. The service that keeps states does it for those alone."""

    type: str = ""
    state: dict[str, object] = msgspec.field(default_factory=dict)


def of_address(address: str, location: Location | None = None) -> Backend | None:
    """The backend at which a login works; None for an address that none has."""
    try:
        parts = urlsplit(address)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    except ValueError:
        return None
    type_ = _SCHEMES.get(parts.scheme.lower())
    if type_ is None:
        return None
    written: dict[str, object] = {}
    if type_ == _SERVICE:
        written["url"] = address
    elif type_ == "pg":
        written["conn_str"] = address
    else:
        written = {name: value for name, value in asked.items() if name in ("region", "endpoint")}
    return backends.backend(type_, written, location)


def of_state(held: Members) -> Backend | None:
    """The service that keeps a state whose secrets it encrypts; None where the state does not show it."""
    try:
        secrets = msgspec.json.decode(held.get("secrets_providers", Raw(b"null")), type=_Secrets | None)
    except msgspec.DecodeError:
        return None
    address = secrets.state.get("url") if secrets is not None and secrets.type == _SERVICE else None
    return of_address(address) if isinstance(address, str) else None
