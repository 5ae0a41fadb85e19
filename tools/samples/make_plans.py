"""Makes the plans of the samples anew, with the real Terraform and OpenTofu and providers that need no account.

usage: python tools/samples/make_plans.py [SAMPLE...]

Writes `plan.json` beside the source of each sample. What changes from run to run (the time) is written as one value.
Needs terraform on PATH, tofu in .tools/bin or on PATH, and the development dependencies.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "samples"
sys.path.insert(0, str(ROOT / "tests" / "stubs"))

import terraform_stub as stub  # noqa: E402 (stands in the tests, which are no package)

PROVIDERS = {
    "hashicorp/aws": "aws",
    "hashicorp/azurerm": "azurerm",
    "outscale/outscale": "outscale",
    "ovh/ovh": "ovh",
    "scaleway/scaleway": "scaleway",
}
"""Source of a provider to the name of its schema."""
TOOLS = {
    "azure-platform": "terraform",
    "day-one": "terraform",
    "hospital-estate": "terraform",
    "hospital-group": "terraform",
    "outscale-platform": "tofu",
    "paris-bucket": "terraform",
}
"""Which tool plans which sample."""
KEPT_HERE = 'terraform {\n  backend "local" {}\n}\n'
"""Overrides the backend of a sample: nothing is asked of the one that it names."""
MOMENT = "2026-11-24T00:00:00Z"


def main(names: list[str]) -> int:
    """Make the plans of the samples named, of all when none is."""
    for name in names or sorted(TOOLS):
        target = SAMPLES / name / "plan.json"
        target.write_text(text(plan(SAMPLES / name, program(TOOLS[name]))), encoding="utf-8")
        print(target.relative_to(ROOT))
    return 0


def program(tool: str) -> Path:
    """Where a tool is. Raises FileNotFoundError without it."""
    built = ROOT / ".tools" / "bin" / tool
    found = str(built) if built.is_file() else shutil.which(tool)
    if found is None:
        raise FileNotFoundError(f"{tool} is neither in .tools/bin (make tools) nor on PATH")
    return Path(found)


def plan(source: Path, tool: Path) -> dict[str, Any]:
    """The plan of a folder of Terraform source, as `show -json` prints it, settled."""
    providers = {address: stub.Provider(stub.schema(name)) for address, name in PROVIDERS.items()}
    with TemporaryDirectory() as folder, stub.serve(providers, tool.name) as attached:
        work = Path(folder) / "work"
        shutil.copytree(source, work, ignore=shutil.ignore_patterns("*.json", "*.md"))
        (work / "backend_override.tf").write_text(KEPT_HERE, encoding="utf-8")
        environment = {**os.environ, **attached}
        run(tool, work, environment, "init", "-no-color")
        run(tool, work, environment, "plan", "-no-color", "-out=plan.bin")
        shown: dict[str, Any] = json.loads(run(tool, work, environment, "show", "-json", "plan.bin"))
    return settled(shown)


def settled(shown: dict[str, Any]) -> dict[str, Any]:
    """The plan without what differs from run to run: the time, and the order of attributes that were looked at."""
    looked_at = sorted(shown.get("relevant_attributes", ()), key=json.dumps)
    return {**shown, "timestamp": MOMENT} | ({"relevant_attributes": looked_at} if looked_at else {})


def run(tool: Path, folder: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run the tool in a folder and return what it prints; what it complains of goes to stderr."""
    done = subprocess.run(
        [str(tool), *arguments], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise SystemExit(f"{tool.name} {arguments[0]} failed in {folder}")
    return done.stdout


def text(shown: Mapping[str, Any]) -> str:
    """A plan as it is kept: one value a line, so that a change can be reviewed."""
    return json.dumps(shown, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
