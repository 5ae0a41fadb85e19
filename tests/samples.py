"""The samples, for the tests: a folder each, with a plan, cases, and what each case prints."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = tuple(sorted(path.parent for path in ROOT.glob("samples/*/sample.toml")))

_MOVES = re.compile(r'("(?:run_at|endTimeUtc)": ?|"(?:version|semanticVersion|policies|digest)":)"[^"]*"')
"""What differs from run to run, or from release to release, whatever the sample holds."""


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A command as it is typed at the root of the repository, its exit code, and the file with what it prints."""

    run: str
    exit: int
    prints: str

    @property
    def arguments(self) -> list[str]:
        """The command without its first word."""
        program, *arguments = shlex.split(self.run)
        assert program == "souverain"
        return arguments


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `sample.toml` says."""

    cases: tuple[Case, ...]


def sample(folder: Path) -> Sample:
    """The cases of one folder."""
    return msgspec.convert(tomllib.loads((folder / "sample.toml").read_text(encoding="utf-8")), Sample)


def cases() -> list[tuple[Path, Case]]:
    """Every case of every folder."""
    return [(folder, case) for folder in FOLDERS for case in sample(folder).cases]


def still(text: str) -> str:
    """A report without what moves: its moment, the release, the digests of what is shipped."""
    return _MOVES.sub(r'\1"..."', text)
