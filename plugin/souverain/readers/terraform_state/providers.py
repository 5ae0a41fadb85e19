"""Addresses of provider configurations in state files, of all ages: text in, its parts out.

`provider["registry.terraform.io/hashicorp/aws"].west`, `module.site.provider["..."]`, `provider.aws.west`; OpenTofu
adds an instance key, `provider["..."].west["eu"]`.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

_ADDRESS = re.compile(
    r"(?:(?P<module>module\..+?)\.)?provider(?:\[\"(?P<source>[^\"]+)\"\]|\.\s*(?P<name>[\w-]+))"
    r"(?:\.(?P<alias>[\w-]+))?(?P<instance>\[.+\])?"
)
_BARE = re.compile(r"(?P<name>[\w-]+)(?:\.(?P<alias>[\w-]+))?")
"""As Terraform 0.10 and before write it."""
_NO_NAMESPACE = "-"
"""Of a provider that was upgraded without its source being known."""


class ProviderAddress(msgspec.Struct, frozen=True):
    """`source` is the provider's address, or its name where the state knows no more; `key` is as plans write it."""

    source: str
    key: str | None


NOT_STATED = ProviderAddress("", None)


@lru_cache(maxsize=256)
def parse(written: str) -> ProviderAddress:
    """The parts of an address; `NOT_STATED` for one that cannot be read."""
    found = _ADDRESS.fullmatch(written)
    if found is None:
        bare = _BARE.fullmatch(written)
        return ProviderAddress(bare["name"], bare[0]) if bare else NOT_STATED
    source = _source(found["source"] or found["name"])
    name = source.rpartition("/")[2] + (f".{found['alias']}" if found["alias"] else "") + (found["instance"] or "")
    return ProviderAddress(source, f"{found['module']}:{name}" if found["module"] else name)


def _source(written: str) -> str:
    namespace, _, name = written.rpartition("/")
    return name if namespace.rpartition("/")[2] == _NO_NAMESPACE else written
