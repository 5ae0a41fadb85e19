"""Times each hook as the real pre-commit runs it, in a fresh repository and from a clone of this one, once installed.

usage: python benchmarks/pre_commit.py [--runs N]

Beside them stands a hook that does nothing: what pre-commit itself takes. What is committed counts, not the work tree;
installing the hooks asks a package registry. Exit code 1 when a hook takes more than a second of the processors.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import ROOT, Promise, alternately, head, row, settle, tool
from source import write_source

CEILING = 1
LINES = 1_000
"""Of the root module that a changed file belongs to."""
CONFIGURATION = "data: health\nauthor: DPO\ndate: 2026-11-24\nworkload:\n  controllers: unknown\n"
NOTHING = {"id": "nothing", "name": "nothing", "entry": "true", "language": "system", "files": r"plan\.json$"}
HOOKS = {
    "nothing": "plan.json",
    "souverain-plan": "plan.json",
    "souverain-terraform": "source/main.tf",
    "souverain-pulumi-stack": "preview.json",
    "souverain-config": "souverain.yaml",
}
"""Each hook with the file that it is run on."""
SAID = dict.fromkeys(HOOKS, "health: ") | {"nothing": "Passed", "souverain-config": "Passed"}
"""What a hook that has done its work says."""


class Repository:
    """A fresh repository that uses every hook, with pre-commit's own files beside it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "repository"
        self.root.mkdir()
        self._env = {**os.environ, "PRE_COMMIT_HOME": str(folder / "home"), "GIT_CONFIG_GLOBAL": os.devnull}
        self._pre_commit = tool("pre-commit") or str(Path(sys.executable).with_name("pre-commit"))

    def fill(self) -> None:
        """Write what the hooks are run on, and their configuration."""
        shutil.copy(ROOT / "samples/paris-bucket/plan.json", self.root)
        shutil.copy(ROOT / "samples/pulumi-bucket/preview.json", self.root)
        write_source(self.root / "source", LINES, literal=False)
        (self.root / "souverain.yaml").write_text(CONFIGURATION, encoding="utf-8")
        head_ = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
        ours = {"repo": str(ROOT), "rev": head_.stdout.strip(), "hooks": [{"id": name} for name in [*HOOKS][1:]]}
        used = {"repos": [{"repo": "local", "hooks": [NOTHING]}, ours]}
        (self.root / ".pre-commit-config.yaml").write_text(json.dumps(used), encoding="utf-8")

    def install(self) -> None:
        """Commit it all, and install the hooks."""
        for command in (["git", "init", "-q"], ["git", "add", "."], [self._pre_commit, "install", "--install-hooks"]):
            subprocess.run(command, cwd=self.root, env=self._env, stdout=subprocess.DEVNULL, check=True)

    def try_(self, hook: str) -> None:
        """Run a hook once, and stop where it has not judged."""
        done = subprocess.run(self.command(hook), capture_output=True, text=True, check=False)
        if SAID[hook] not in done.stdout:
            sys.exit(f"{hook} has not judged: {done.stdout}{done.stderr}")

    def command(self, hook: str) -> list[str]:
        """What runs a hook on its file, from anywhere."""
        run = [self._pre_commit, "run", hook, "--files", HOOKS[hook]]
        kept = [f"{name}={self._env[name]}" for name in ("PRE_COMMIT_HOME", "GIT_CONFIG_GLOBAL")]
        return ["env", "-C", str(self.root), *kept, *run]


def main() -> int:
    """Measure every hook, and say whether the promise is held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        repository = Repository(Path(name))
        repository.fill()
        repository.install()
        for hook in HOOKS:
            repository.try_(hook)
        found = alternately({hook: repository.command(hook) for hook in HOOKS}, options.runs)
    head("pre-commit run, once installed")
    for hook, figure in found.items():
        row(f"  {hook}", figure)
    return settle(Promise(f"seconds for {hook}", found[hook].cpu, CEILING) for hook in [*HOOKS][1:])


if __name__ == "__main__":
    sys.exit(main())
