"""The cases that the tests of the policies themselves are made of, for the engines and the mutations: facts in JSON."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parent.parent
POLICIES = ROOT / "policies"
RULES = sorted(path.name for path in (POLICIES / "souverain/rules").iterdir())
Json = dict[str, Any]


class Case(msgspec.Struct, frozen=True):
    """One case: where it stands, the rule it is about, and its facts."""

    name: str
    rule: str
    facts: Json

    @property
    def document(self) -> bytes:
        """The facts as an engine gets them."""
        return json.dumps(self.facts).encode()


@cache
def cases(opa: Path) -> tuple[Case, ...]:
    """Every case of every rule, as OPA itself reads it out of the tests."""
    query = "{name: tests.cases | some name, tests in data.souverain.rules}"
    command = [opa, "eval", "--format", "raw", "--data", POLICIES, "--import", "rego.v1", query]
    done = subprocess.run(command, check=True, capture_output=True)
    found: dict[str, dict[str, Json]] = json.loads(done.stdout)
    return tuple(
        Case(f"{package}: {name}", package.removesuffix("_test"), case["facts"])
        for package, named in sorted(found.items())
        for name, case in sorted(named.items())
    )


@cache
def estate(opa: Path) -> Case:
    """One document with every kind of trouble in it, and four resources that pass everything."""
    query = "data.souverain_test.estate"
    done = subprocess.run([opa, "eval", "--format", "raw", "--data", POLICIES, query], check=True, capture_output=True)
    return Case("estate", "all", json.loads(done.stdout))
