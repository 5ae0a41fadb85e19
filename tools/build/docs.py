"""Writes docs/rules and docs/regimes: a page for each rule and each regime, from what policies and knowledge say.

Usage: docs.py [--check]. `--check` compares instead of writing. Needs `opa` in .tools/bin (make tools) or on PATH, and
what the steps before it compile.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "plugin"))

import question_pages  # noqa: E402  # a bare clone has no installed package
import regime_pages  # noqa: E402  # a bare clone has no installed package
import rule_pages  # noqa: E402  # the same
from rule_pages import Case  # noqa: E402  # the same

from souverain import knowledge  # noqa: E402  # the same
from souverain.engine import rules  # noqa: E402  # the same

FOLDERS = (ROOT / "docs/rules", ROOT / "docs/regimes")


def main(*, check: bool) -> int:
    """Writes or compares every page. Returns the exit code."""
    pages = {path: content.encode() for path, content in built().items()}
    there = {path for folder in FOLDERS for path in folder.glob("*.md")}
    drifted = {path for path in there | set(pages) if not path.is_file() or path.read_bytes() != pages.get(path)}
    for path in sorted(drifted):
        if check:
            print(f"{path.relative_to(ROOT)} has drifted from policies and knowledge: run make build", file=sys.stderr)
        elif path in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pages[path])
        else:
            path.unlink()
    return 1 if check and drifted else 0


def built() -> dict[Path, str]:
    """Every page, with its content."""
    known, book, cases = knowledge.load(), rules.load(), tested()
    rule_folder, regime_folder = FOLDERS
    by_id = {rule.id: rule for rule in book.values()}
    pages = {
        rule_folder / f"{rule.id}.md": rule_pages.page(rule, cases.get(f"{name}_test", ()), known)
        for name, rule in book.items()
    }
    pages[rule_folder / "README.md"] = rule_pages.index(by_id)
    pages |= {regime_folder / f"{id_}.md": regime_pages.page(regime, known) for id_, regime in known.regimes.items()}
    pages[regime_folder / "README.md"] = regime_pages.index(known)
    pages[regime_folder / "questions.md"] = question_pages.page(known)
    return pages


def tested() -> dict[str, tuple[Case, ...]]:
    """The cases of the rules' own tests, by the name of the package of the test."""
    query = "{name: {case: told.answers | some case, told in tests.cases} | some name, tests in data.souverain.rules}"
    found: dict[str, dict[str, list[list[object]]]] = json.loads(_opa(query))
    return {
        name: tuple(Case(case, tuple(sorted({str(answer[1]) for answer in answers}))) for case, answers in told.items())
        for name, told in sorted(found.items())
    }


def _opa(query: str) -> bytes:
    local = ROOT / ".tools/bin/opa"
    program = str(local) if local.is_file() else shutil.which("opa")
    if program is None:
        sys.exit("opa is neither in .tools/bin nor on PATH: run make tools")
    done = subprocess.run(
        [program, "eval", "--format", "raw", "--data", str(ROOT / "policies"), "--import", "rego.v1", query],
        check=False,
        capture_output=True,
        env={**os.environ, "OPA_TELEMETRY": ""},
    )
    if done.returncode:
        sys.exit(done.stderr.decode() or done.stdout.decode())
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
