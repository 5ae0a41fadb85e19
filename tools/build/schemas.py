"""Writes the JSON Schemas of the report and the inventory, from the values behind them.

Usage: schemas.py [--check]. `--check` compares instead of writing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import msgspec
import shapes

PACKAGE = Path(__file__).parents[2] / "plugin/souverain"
FOLDER = PACKAGE / "reports/schemas"
sys.path.insert(0, str(PACKAGE.parent))

from souverain.reports.difference import DIFF_SCHEMA, Difference  # noqa: E402  # a bare clone has no installed package
from souverain.reports.inventory import INVENTORY_SCHEMA, Inventory  # noqa: E402  # a bare clone has no installed package
from souverain.reports.report import REPORT_SCHEMA, Report  # noqa: E402

DOCUMENTS = {
    "report": (REPORT_SCHEMA, Report),
    "inventory": (INVENTORY_SCHEMA, Inventory),
    "diff": (DIFF_SCHEMA, Difference),
}


def main(*, check: bool) -> int:
    """Writes or compares. Returns the exit code."""
    drifted = False
    for name, (title, shape) in DOCUMENTS.items():
        path, content = FOLDER / f"{name}.json", schema(title, shape)
        if not check:
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            print(f"{path} has drifted from the shape of the {name}: run make build", file=sys.stderr)
            drifted = True
    return int(drifted)


def schema(title: str, shape: type[msgspec.Struct]) -> bytes:
    """The schema of one document; every field is there, whether it says something or not."""
    found = shapes.schema(shape)
    for definition in found["$defs"].values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **found}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
