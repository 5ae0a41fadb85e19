"""The evaluator, asked in a process of its own: a copy of the source and values in; what blocks come to out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from souverain.errors import ReadError
from souverain.readers.terraform_source import mirror
from souverain.readers.terraform_source.modules import Tree
from souverain.readers.terraform_source.values import Layer

Evaluated = Mapping[str, object]
"""What the evaluator says of one block; raw, and private to this reader."""

_PROGRAM = Path(__file__).with_name("evaluator.py")
_SECONDS = 300
_REFUSED = 3
_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "HOME")
"""Variables of the environment that the evaluator sees: no `TF_VAR_`, which would change what the source says."""


class Evaluation:
    """What was evaluated, by address with keys."""

    def __init__(self, found: Mapping[str, object]) -> None:
        self._blocks: dict[str, list[Evaluated]] = {}
        self._answers: dict[tuple[str, str], object] = {}
        for kind, listed in found.items():
            for block in listed if isinstance(listed, list) else ():
                self._add(kind, block)

    def instances(self, address: str) -> Iterator[tuple[str, Evaluated]]:
        """The instances of a resource or a module call of one module instance: whole address and values."""
        for block in self._blocks.get(address, ()):
            yield _path(block), block

    def answer(self, module: str, question: str) -> object:
        """What a question that was put into a module instance came to; None for no answer."""
        return self._answers.get((module, question))

    def _add(self, kind: str, block: Evaluated) -> None:
        path = _path(block)
        if kind == "locals":
            module = path.removesuffix("locals").removesuffix(".")
            for name, value in block.items():
                if name.startswith(mirror.QUESTION):
                    self._answers[module, name] = value
        else:
            self._blocks.setdefault(_without_last_key(path), []).append(block)


def evaluate(tree: Tree, layers: Iterable[Layer], workspace: str) -> Evaluation:
    """Evaluate the root with these values of its variables. Raises ReadError where the evaluator cannot."""
    with TemporaryDirectory(prefix="souverain-") as scratch:
        root = mirror.build(tree, Path(scratch) / "copy")
        files = mirror.add_values(root, layers)
        answer = Path(scratch) / "answer.json"
        _run({"folder": str(root), "values": files, "workspace": workspace}, answer)
        return Evaluation(json.loads(answer.read_bytes()))


def _run(asked: Mapping[str, object], answer: Path) -> None:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    command = [sys.executable, "-I", str(_PROGRAM), str(answer)]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, no shell)
            command,
            input=json.dumps(asked).encode(),
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError("source-evaluator-slow", seconds=_SECONDS) from error
    if done.returncode == _REFUSED:
        raise ReadError("source-refused", cause=_cause(done.stderr))
    if done.returncode != 0 or not answer.is_file():
        raise ReadError("source-evaluator-crashed", status=done.returncode)


def _cause(stderr: bytes) -> str:
    """The last line, which is the evaluator's own: log lines come before."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("unable to create TerraformConverter: ") if lines else "?"


def _path(block: Evaluated) -> str:
    about = block.get("__tfmeta")
    path = about.get("path") if isinstance(about, dict) else None
    return path if isinstance(path, str) else ""


def _without_last_key(path: str) -> str:
    return re.sub(r"\[(?:\"(?:[^\"\\]|\\.)*\"|\d+)\]$", "", path)
