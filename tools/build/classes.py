"""Compiles the classes of data (`knowledge/data/classes.toml`) into `compiled/classes.json`.

Usage: classes.py [--check]. `--check` compares instead of writing. A class that is what is not there, a word that names
two, a source or a regime that nobody knows stop the build.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
DATA = PACKAGE / "knowledge/data"
SOURCE = DATA / "classes.toml"
TARGET = PACKAGE / "compiled/classes.json"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.classes import Table, words  # noqa: E402  # a bare clone has no installed package


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    table = msgspec.convert(tomllib.loads(SOURCE.read_text("utf-8")), Table)
    if complaints := list(_complaints(table)):
        print("\n".join(f"{SOURCE}: {item}" for item in complaints), file=sys.stderr)
        return 1
    content = msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"
    if not check:
        TARGET.write_bytes(content)
        return 0
    if TARGET.is_file() and TARGET.read_bytes() == content:
        return 0
    print(f"{TARGET} has drifted from {SOURCE}: run make build", file=sys.stderr)
    return 1


def _complaints(table: Table) -> Iterator[str]:
    sources = {
        item["id"] for path in DATA.glob("sources*.toml") for item in tomllib.loads(path.read_text("utf-8"))["sources"]
    }
    regimes = {path.stem for path in (DATA / "regimes").glob("*.toml")}
    ids = [record.id for record in table.classes]
    taken: dict[str, str] = {}
    for record in table.classes:
        if ids.count(record.id) > 1 or record.parent == record.id or (record.parent and record.parent not in ids):
            yield f"{record.id}: stands twice, or is what is not there"
        if not record.source or not record.as_of or not set(record.source) <= sources:
            yield f"{record.id}: a date or a source is missing, or the source is not registered"
        if not {called.regime for called in record.called} <= regimes:
            yield f"{record.id}: called so by a regime that is not there"
        for word in words(record):
            if taken.setdefault(word, record.id) != record.id:
                yield f"{record.id}: {word} names {taken[word]} already"


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
