"""The bytes of one input as UTF-8 text: a path, standard input or bytes in; gzip, order marks and UTF-16 undone."""

from __future__ import annotations

import codecs
import hashlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import msgspec

from souverain import readahead
from souverain.errors import ReadError

STDIN = "-"
MAX_BYTES = 2 << 30
"""Size at which unpacking stops: a small gzip file can hold more than any memory."""
_LARGE = 1 << 22
"""Size from which a digest takes long enough to be made beside the rest."""

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Source(msgspec.Struct, frozen=True):
    """One input as text."""

    path: str
    digest: Callable[[], str]
    text: bytes

    @property
    def sha256(self) -> str:
        """That of the bytes as they were found, before anything was undone."""
        return self.digest()


def undigested() -> str:
    """The digest of what is no file."""
    return ""


def load(path: str, data: bytes | None = None) -> Source:
    """The text of a file, of standard input (`-`) or of the bytes given, as UTF-8 without byte order mark.

    Raises ReadError when there is no text: no file, a folder, an archive, a binary plan, nothing.
    """
    raw = _bytes(path) if data is None else data
    digest = _digest(raw)
    try:
        return Source(path, digest, _text(path, raw))
    except ReadError as error:
        raise ReadError(error.code, **{**error.args_, "sha256": digest()}) from error


def _digest(raw: bytes) -> Callable[[], str]:
    """The SHA-256 of bytes, for who asks. That of a large input is made in a thread, while it is read."""
    found = hashlib.sha256()
    if len(raw) < _LARGE:
        found.update(raw)
        return found.hexdigest
    making = Thread(target=found.update, args=(raw,))
    making.start()

    def made() -> str:
        making.join()
        return found.hexdigest()

    return made


def _bytes(path: str) -> bytes:
    if path == STDIN:
        return sys.stdin.buffer.read()
    if (begun := readahead.taken(path)) is not None:
        return begun
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise ReadError("no-such-file", path=path) from error
    except (OSError, ValueError) as error:
        raise ReadError("cannot-open", path=path, cause=getattr(error, "strerror", None) or error) from error


def _text(path: str, raw: bytes) -> bytes:
    if raw.startswith(_GZIP):
        raw = _unpack(path, raw)
    if raw.startswith(_ZIP):
        raise ReadError(_archive(raw), path=path)
    text = _utf8(path, raw)
    if not text or text.isspace():
        raise ReadError("empty-file", path=path)
    return text


def _unpack(path: str, raw: bytes) -> bytes:
    import gzip
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
            unpacked = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError("gzip-broken", path=path, cause=error) from error
    if len(unpacked) > MAX_BYTES:
        raise ReadError("too-large", path=path, bytes=MAX_BYTES)
    return unpacked


def _archive(raw: bytes) -> str:
    """The error for a zip archive: a binary plan is one."""
    import zipfile

    try:
        names = zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except zipfile.BadZipFile:
        return "zip-archive"
    return "binary-plan" if "tfplan" in names else "zip-archive"


def _utf8(path: str, raw: bytes) -> bytes:
    mark, encoding = next((found for found in _MARKS if raw.startswith(found[0])), (b"", _guess(raw)))
    body = raw[len(mark) :] if mark else raw
    if encoding == "utf-8" and body.isascii():
        if b"\x00" in body:
            raise ReadError("not-text", path=path, offset=body.index(b"\x00"))
        return body
    try:
        decoded = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError("not-text", path=path, offset=len(mark) + error.start) from error
    return body if encoding == "utf-8" else decoded.encode()


def _guess(raw: bytes) -> str:
    """UTF-16 without a mark shows as zeros beside the first character, which is never beyond ASCII in what is read."""
    if raw[1:2] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if raw[:1] == b"\x00" else "utf-8"
