"""The user's tests, run by `opa test` beside the shipped policies and the words their tests are written with."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from souverain.engine import shipped
from souverain.engine.own import compiling
from souverain.engine.own.program import Opa, said
from souverain.engine.own.sources import Sources
from souverain.errors import PolicyError

_FOUND_FAILING = 2
_OWN = "own/"
_TIMEOUT = "20s"


class _Location(msgspec.Struct, frozen=True):
    file: str = ""
    row: int = 0


class _Result(msgspec.Struct, frozen=True):
    location: _Location
    name: str
    fail: object = None
    error: object = None
    skip: bool = False


class Test(msgspec.Struct, frozen=True):
    """One test and whether it passed."""

    path: str
    line: int
    name: str
    passed: bool


class _Row(msgspec.Struct, frozen=True):
    row: int


class _Range(msgspec.Struct, frozen=True):
    start: _Row
    end: _Row


class _File(msgspec.Struct, frozen=True):
    covered_lines: int = 0
    not_covered_lines: int = 0
    not_covered: tuple[_Range, ...] = ()


class _Coverage(msgspec.Struct, frozen=True):
    files: dict[str, _File]


class Coverage(msgspec.Struct, frozen=True):
    """How much of a file the tests reach: lines, and those that none reaches."""

    path: str
    covered: int
    lines: int
    missed: tuple[int, ...]


class Outcome(msgspec.Struct, frozen=True):
    """All tests, and what they reach."""

    tests: tuple[Test, ...]
    coverage: tuple[Coverage, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every test passed."""
        return all(test.passed for test in self.tests)

    @property
    def percent(self) -> float:
        """Lines reached, of a hundred."""
        lines = sum(file.lines for file in self.coverage)
        return 100 * sum(file.covered for file in self.coverage) / lines if lines else 100.0


def tested(sources: Sources, opa: Opa) -> Outcome:
    """Run every test of a folder. Raises PolicyError for rules or tests that do not compile, and for no tests."""
    compiling.compiled(sources, opa)
    if not sources.tests:
        raise PolicyError("own-no-tests", path=sources.folder)
    with tempfile.TemporaryDirectory(prefix="souverain-") as folder:
        work = Path(folder)
        compiling.lay_out(work, {**sources.rules, **sources.tests}, compiling.revision(sources))
        (work / "souverain/fixtures_test.rego").write_bytes(shipped.fixtures())
        tests = msgspec.json.decode(_run(work, sources, opa), type=tuple[_Result, ...])
        outcome = Outcome(tests=tuple(_test(item, sources) for item in tests if item.location.file.startswith(_OWN)))
        if not outcome.tests:
            raise PolicyError("own-no-tests", path=sources.folder)
        if not outcome.passed:
            return outcome  # OPA measures nothing where a test fails
        reached = msgspec.json.decode(_run(work, sources, opa, "--coverage"), type=_Coverage)
    return msgspec.structs.replace(outcome, coverage=tuple(_coverage(reached.files, sources)))


def _run(work: Path, sources: Sources, opa: Opa, *more: str) -> bytes:
    command = ("test", "--format", "json", "--timeout", _TIMEOUT, "--schema", "schemas", *more, "souverain", "own")
    done = opa.run(*command, cwd=work)
    if done.code not in (0, _FOUND_FAILING) or not done.out.lstrip().startswith((b"[", b"{")):
        raise PolicyError("own-broken-test", path=sources.folder, cause=said(done).replace(_OWN, ""))
    return done.out


def _test(item: _Result, sources: Sources) -> Test:
    passed = not (item.fail or item.error or item.skip)
    return Test(sources.place(item.location.file.removeprefix(_OWN)), item.location.row, item.name, passed)


def _coverage(files: Mapping[str, _File], sources: Sources) -> list[Coverage]:
    found = []
    for name in sources.rules:
        file = files.get(f"{_OWN}{name}", _File())
        missed = tuple(line for part in file.not_covered for line in range(part.start.row, part.end.row + 1))
        lines = file.covered_lines + file.not_covered_lines
        found.append(Coverage(sources.place(name), file.covered_lines, lines, missed))
    return found
