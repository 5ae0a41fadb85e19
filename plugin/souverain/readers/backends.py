"""Where a tool keeps its state: a backend's type and settings as they are written in; a `Backend` out.

Of the settings only those are kept that say where the state is, and of an address only its host: the others, and what
else an address holds, are credentials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from souverain.model import Backend, Location

LOCAL = "local"
_INITIALISED = Path(".terraform") / "terraform.tfstate"
_MOST_BYTES = 1 << 20
_PLAIN = frozenset({"region", "environment"})
"""Settings that are no addresses."""
_AUTHORITY = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?([^/?#]*)(.*)$", re.I | re.S)
_DSN_HOST = re.compile(r"(?:^|\s)host\s*=\s*'?([^\s']+)")
_HOST = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::\d+)?")
_ENDPOINT = "storage_custom_endpoint"

SETTINGS: Mapping[str, Mapping[str, str]] = {
    "s3": {"region": "region", "endpoint": "endpoints.s3", "endpoints.s3": "endpoints.s3"},
    "azurerm": {"environment": "environment", "metadata_host": "metadata_host"},
    "gcs": {_ENDPOINT: _ENDPOINT, "universe_domain": "universe_domain"},
    "oss": {"region": "region", "endpoint": "oss_custom_endpoint"},
    "cos": {"region": "region", "endpoint": "cos_custom_endpoint", "domain": "cos_custom_endpoint"},
    "oci": {"region": "region"},
    "consul": {"address": "address"},
    "http": {"address": "address"},
    "kubernetes": {"host": "host"},
    "pg": {"conn_str": "host"},
    "remote": {"hostname": "hostname"},
    "cloud": {"hostname": "hostname"},
    "service": {"url": "api_url"},
}
"""By backend, the settings that say where it is: as they are written, and as a provider block would write them.

`service` is Pulumi's.
"""

STORES: Mapping[str, str] = {"azurerm": "storage_account_name", "gcs": "bucket"}
"""By backend that states no region, the setting that names what holds the state: a name that is given once only."""


def backend(type_: str, written: Mapping[str, object], location: Location | None = None) -> Backend:
    """A backend by what is written of it; a value that is None, or no text, is written and not known."""
    names = SETTINGS.get(type_, {})
    known: dict[str, str] = {}
    open_: set[str] = set()
    for path, value in _flat(written):
        if (name := names.get(path)) is None:
            continue
        text = _said(name, value) if isinstance(value, str) else ""
        if text:
            known[name] = text
        else:
            open_.add(name)
    store = written.get(STORES.get(type_, ""))
    return Backend(
        type=type_,
        settings=known,
        open=frozenset(open_ - known.keys()),
        store=store if isinstance(store, str) else "",
        location=location,
    )


def initialised(folder: Path) -> Backend | None:
    """What `terraform init` noted in a folder; None where it did not, or where nobody can read that."""
    file = folder / _INITIALISED
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        noted = msgspec.json.decode(file.read_bytes(), type=_Noted).backend
    except (OSError, msgspec.DecodeError, RecursionError):
        return None
    if noted is None:
        return None
    given = {name: value for name, value in noted.config.items() if value is not None}
    return backend(noted.type, given, Location(str(file)))


def settled(written: Backend | None, noted: Backend | None) -> Backend | None:
    """What the source writes, completed by what `terraform init` noted of the same backend."""
    if written is None or noted is None or written.type != noted.type:
        return written or noted
    settings = {**noted.settings, **written.settings}
    store = written.store or noted.store
    return msgspec.structs.replace(written, settings=settings, open=written.open - noted.settings.keys(), store=store)


class _Configured(msgspec.Struct, frozen=True):
    type: str
    config: dict[str, object] = msgspec.field(default_factory=dict)


class _Noted(msgspec.Struct, frozen=True):
    backend: _Configured | None = None


def _flat(written: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """The settings by path; a nested block may stand in a list."""
    for name, value in written.items():
        inner = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(inner, dict):
            yield from _flat(inner, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", inner


def _said(name: str, value: str) -> str:
    """What a value says of the place: itself, or the host that an address names; "" for nothing."""
    return value.strip() if name in _PLAIN else host(value)


def host(address: str) -> str:
    """The host of an address, with its port and without all else; "" where that cannot be told."""
    authority, rest = _split(address.strip())
    if (named := _DSN_HOST.search(address)) and not rest:
        found = named[1]
    else:
        found = "" if "@" in rest else authority.rpartition("@")[2]  # a password may hold what ends a host
    return found if _HOST.fullmatch(found) else ""


def _split(address: str) -> tuple[str, str]:
    found = _AUTHORITY.match(address)
    return (found[1], found[2]) if found else ("", "")
