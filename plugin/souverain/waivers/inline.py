"""Waivers in comments of Terraform source: `# souverain:ignore RULE until=2026-12-31 reason=why`.

A comment counts for the block that it stands above, at the head of, or first in. Findings in, waivers out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from souverain.findings.finding import Finding
from souverain.globs import without_keys
from souverain.revision import Files, WorkTree
from souverain.waivers.waiver import Granted

_MARK = re.compile(r"(?:#|//)\s*souverain:ignore\s+(?P<rule>[\w./-]+)(?P<rest>[^\n]*)")
_COMMENT = re.compile(r"^\s*(?:#|//)")
_HEAD = re.compile(r'^\s*(?P<kind>resource|module)\s+"(?P<type>[^"]+)"(?:\s+"(?P<name>[^"]+)")?')
_UNTIL = re.compile(r"\buntil=(\S+)")
_REASON = re.compile(r"\breason=(?:\"([^\"]*)\"|(.*?))\s*$")
_LARGEST = 4_000_000
_WAIVABLE = ("fail", "unproven", "question")

Block = str
"""`aws_s3_bucket.records`, or `module.site`."""


class Comments:
    """The comments in the source of findings, each file read once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._found: dict[str, dict[Block, tuple[Granted, ...]]] = {}

    def of(self, finding: Finding) -> tuple[Granted, ...]:
        """The waivers on the block that a finding stands on."""
        if finding.status not in _WAIVABLE or finding.location is None or not finding.address:
            return ()
        blocks = self._blocks(finding.location.file)
        steps = _steps(finding.address)
        marks = (mark for step in steps for mark in blocks.get(step, ()))
        return tuple(mark for mark in marks if mark.rule in (finding.rule, finding.requirement))

    def all(self) -> Iterator[Granted]:
        """All waivers of the files that were read."""
        for blocks in self._found.values():
            yield from _marks_of(blocks)

    def added_since(self, before: Files) -> Iterator[str]:
        """The files with a comment that they did not have before."""
        for file in self._found:
            then = {(mark.address, mark.rule, mark.until, mark.reason) for mark in _marks_of(_read(file, before))}
            now = {(mark.address, mark.rule, mark.until, mark.reason) for mark in _marks_of(_read(file, WorkTree()))}
            if now - then:
                yield file

    def _blocks(self, file: str) -> dict[Block, tuple[Granted, ...]]:
        if file not in self._found:
            self._found[file] = _read(file, self._files)
        return self._found[file]


def _read(file: str, files: Files) -> dict[Block, tuple[Granted, ...]]:
    data = files.read(Path(file)) if Path(file).suffix in (".tf", ".tofu") else None
    text = data.decode("utf-8", "replace") if data and len(data) <= _LARGEST else ""
    return _parsed(text, file) if "souverain:ignore" in text else {}


def _marks_of(blocks: dict[Block, tuple[Granted, ...]]) -> Iterator[Granted]:
    for marks in blocks.values():
        yield from marks


def _steps(address: str) -> Iterator[Block]:
    """The blocks that an address goes through: `module.a.aws_s3_bucket.b` is in `module.a` too."""
    parts = without_keys(address).split(".")
    for number in range(0, len(parts) - 1, 2):
        yield f"{parts[number]}.{parts[number + 1]}"


def _parsed(text: str, file: str) -> dict[Block, tuple[Granted, ...]]:
    found: dict[Block, tuple[Granted, ...]] = {}
    pending: list[Granted] = []
    block: Block | None = None
    for number, line in enumerate(text.splitlines(), 1):
        head = _HEAD.match(line)
        if head:
            block = f"module.{head['type']}" if head["kind"] == "module" else f"{head['type']}.{head['name']}"
            found[block] = (*pending, *_marks(line, block, f"{file}:{number}"))
            pending = []
        elif _COMMENT.match(line):
            marks = [*_marks(line, block or "", f"{file}:{number}")]
            if block is not None:
                found[block] += tuple(marks)
            else:
                pending += marks
        elif line.strip():
            block, pending = None, []
    return {name: marks for name, marks in found.items() if marks}


def _marks(line: str, block: Block, written: str) -> Iterator[Granted]:
    for mark in _MARK.finditer(line):
        until, reason = _UNTIL.search(mark["rest"]), _REASON.search(mark["rest"])
        yield Granted(
            rule=mark["rule"],
            address=block,
            until=_day(until[1]) if until else "",
            reason=(reason[1] or reason[2] or "").strip() if reason else "",
            written=written,
        )


def _day(written: str) -> str:
    """The day, "" for what no calendar has."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return ""
