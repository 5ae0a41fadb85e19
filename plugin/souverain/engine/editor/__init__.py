"""What an editor reads beside rules of the user's: a language in, files by their path out.

The shipped rules and the words of tests, the schema of the facts for `opa check`; the same schema as a rule of regal,
which knows none, and as an example of a document, of which regal completes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from souverain.engine import shipped
from souverain.engine.editor import shapes
from souverain.i18n import Lang, text

REGAL_RULE = ".regal/rules/custom/regal/rules/souverain/unknown-field/unknown_field.rego"
"""Where regal itself puts a new rule."""

_RULE = Path(__file__).with_name("unknown_field.rego")
_TOLD = ("field", "list", "value")
_WIDTH = 80
_CONFIG = b"""rules:
  idiomatic:
    directory-package-mismatch: # the folder of a rule need not repeat souverain.custom
      level: ignore
"""


def files(lang: Lang) -> dict[str, bytes]:
    """Every file, by its path. Raises PolicyError where the policies are not to be found."""
    schema = (shipped.folder() / "schemas/facts.json").read_bytes()
    return {
        **shipped.sources(),
        "souverain/fixtures_test.rego": shipped.fixtures(),
        "schemas/facts.json": schema,
        "input.json": _example(schema),
        ".regal/config.yaml": _CONFIG,
        REGAL_RULE: regal_rule(schema, lang),
    }


def regal_rule(schema: bytes, lang: Lang) -> bytes:
    """The rule of regal with what it says and what it knows of a schema of the facts, formatted as `opa fmt` does."""
    told = {name: text(f"editor.unknown-{name}", lang, field="{field}", fields="{fields}") for name in _TOLD}
    values = {"_told": told, "_shapes": msgspec.to_builtins(shapes.shapes(json.loads(schema)))}
    stated = (f"\n{name} := {_rego(value)}\n" for name, value in values.items())
    return _RULE.read_bytes() + "".join(stated).encode()


def _example(schema: bytes) -> bytes:
    return json.dumps(shapes.example(shapes.shapes(json.loads(schema))), indent=1).encode() + b"\n"


def _rego(value: Any, indent: str = "") -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or len(indent) * 4 + len(line) < _WIDTH:
        return line
    if len(value) == 1:
        return "".join(f"{{{json.dumps(key)}: {_rego(item, indent)}}}" for key, item in value.items())
    within = f"{indent}\t"
    inner = (f"{within}{json.dumps(key)}: {_rego(item, within)},\n" for key, item in value.items())
    return "{\n" + "".join(inner) + indent + "}"
