"""The file that holds compiled rules: an `Own` in, bytes out, the same for the same rules; and back again."""

from __future__ import annotations

import gzip
import hashlib
import io
import tarfile
import zlib
from pathlib import Path

import msgspec

from souverain.engine import rules as rule_book
from souverain.engine.own import asking, metadata
from souverain.engine.own.asking import Asking
from souverain.engine.own.record import Own
from souverain.engine.rules import Rule
from souverain.errors import PolicyError

_MEGABYTES = 16
_RULES, _MODULE = "rules.json", "policy.wasm"
_SCHEMA = "souverain/own/v1"
_GZIP = 16 + zlib.MAX_WBITS


class _Book(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands beside the module."""

    schema: str
    revision: str
    policies: str
    module: str
    """SHA-256 of the module."""
    rules: dict[str, Rule]
    asking: Asking = Asking()
    sources: dict[str, str] = {}


def packed(own: Own) -> bytes:
    """A gzipped tarball without times, owners or order of its own."""
    book = _Book(
        schema=_SCHEMA,
        revision=own.revision,
        policies=own.shipped,
        module=hashlib.sha256(own.module).hexdigest(),
        rules=dict(own.rules),
        asking=own.asking,
        sources=dict(own.sources),
    )
    return archive({_RULES: msgspec.json.encode(book), _MODULE: own.module})


def archive(files: dict[str, bytes]) -> bytes:
    """Files as a gzipped tarball: the same bytes for the same files."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in sorted(files.items()):
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o644
            tar.addfile(member, io.BytesIO(content))
    return gzip.compress(out.getvalue(), mtime=0)


def read(path: Path) -> Own:
    """The compiled bundle at a path. Raises PolicyError when it is none, or not made for this release."""
    try:
        with path.open("rb") as file:
            data = file.read((_MEGABYTES << 20) + 1)
    except OSError as error:
        raise PolicyError("own-unreadable", path=path, cause=error.strerror or error) from error
    own = unpacked(data, path)
    if own.shipped != rule_book.revision():
        raise PolicyError("own-other-release", path=path)
    return own


def unpacked(data: bytes, path: Path) -> Own:
    """What the bytes hold. Raises PolicyError when they are no compiled bundle."""
    try:
        found = _members(_inflated(data))
        book = msgspec.json.decode(found[_RULES], type=_Book)
    except (zlib.error, tarfile.TarError, KeyError, ValueError, EOFError, RecursionError) as error:
        raise PolicyError("own-bundle", path=path, cause=str(error).splitlines()[0] if str(error) else "?") from error
    if book.schema != _SCHEMA or hashlib.sha256(found[_MODULE]).hexdigest() != book.module:
        raise PolicyError("own-bundle", path=path, cause=_MODULE)
    for name, rule in book.rules.items():
        metadata.check_rule(name, rule, {"path": path, "line": 0})
    asking.check(book.asking, book.rules, str(path))
    return Own(
        revision=book.revision,
        shipped=book.policies,
        rules=book.rules,
        asking=book.asking,
        sources=book.sources,
        module=found[_MODULE],
    )


def _inflated(data: bytes) -> bytes:
    """At most so many megabytes, whatever they were packed into."""
    inflater = zlib.decompressobj(_GZIP)
    out = inflater.decompress(data, _MEGABYTES << 20)
    if not inflater.eof:
        raise ValueError(f"> {_MEGABYTES} MB" if len(out) >= _MEGABYTES << 20 else "truncated")
    return out


def _members(data: bytes) -> dict[str, bytes]:
    """The two files, read by name: nothing is unpacked to disk."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        found = {}
        for name in (_RULES, _MODULE):
            member = tar.getmember(name)
            file = tar.extractfile(member) if member.isreg() else None
            if file is None:
                raise KeyError(name)
            found[name] = file.read()
        return found
