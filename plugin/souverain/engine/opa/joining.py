"""Files of one package as one module: a server compiles modules one by one, and files of a package need each other.

The text is Rego that OPA has compiled before: the package stands first, and each import on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from souverain.errors import PolicyError

_PACKAGE = re.compile(r"^[ \t]*package[ \t]+([^\s#]+)[^\n]*\n?", re.MULTILINE)
_IMPORT = re.compile(r"^import[ \t]+(\S+)(?:[ \t]+as[ \t]+(\w+))?[^\n]*\n?", re.MULTILINE)


def joined(files: Iterable[str]) -> dict[str, str]:
    """Package to its one module. Raises PolicyError where two files of a package call two things by one name."""
    found: dict[str, list[str]] = {}
    for text in files:
        if match := _PACKAGE.search(text):
            found.setdefault(match[1], []).append(text)
    return {package: texts[0] if len(texts) == 1 else _one(package, texts) for package, texts in sorted(found.items())}


def _one(package: str, texts: list[str]) -> str:
    imports: dict[str, str] = {}
    bodies = []
    for text in texts:
        match = _PACKAGE.search(text)
        body = text[match.end() if match else 0 :]
        for path, alias in _IMPORT.findall(body):
            name = alias or path.rpartition(".")[2]
            if imports.setdefault(name, path) != path:
                raise PolicyError("opa-push-names", package=package, name=name)
        bodies.append(_IMPORT.sub("", body))
    heads = [f"import {path} as {name}" for name, path in sorted(imports.items()) if path != "rego.v1"]
    return "\n".join([f"package {package}", "", *heads, "", *bodies])
