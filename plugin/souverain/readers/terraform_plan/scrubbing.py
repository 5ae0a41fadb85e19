"""What may be a secret inside a value that is kept: scalars in, the same without credentials out."""

from __future__ import annotations

import re

from souverain.model import Scalar

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")
_QUERY = re.compile(r"[?#].*$", re.S)
_PATH = re.compile(r"(?<=[^:/])/.*$", re.S)


def without_credentials(scalar: Scalar) -> Scalar:
    """The scalar; an address of the network loses user, password and query."""
    return _QUERY.sub("", _CREDENTIALS.sub("", scalar)) if isinstance(scalar, str) and "://" in scalar else scalar


def host_of(scalar: Scalar) -> Scalar:
    """The scalar; an address is cut down to scheme, host and port, since a path may be a secret, as in a webhook."""
    cut = without_credentials(scalar)
    return _PATH.sub("", cut) if isinstance(cut, str) and "://" in cut else cut
