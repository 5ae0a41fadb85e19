"""What formats for other programs share: a finding in; its words on one line and the file that it is shown at out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from souverain.findings import Finding
from souverain.model import InputKind, Location
from souverain.reports.layout import printable
from souverain.reports.report import Report
from souverain.wording import About

_STANDARD_INPUT = "stdin"
_PROGRAMS = ("Pulumi.yaml", "Pulumi.yml")


def lines(finding: Finding, *about: About) -> str:
    """What the evidence says of these things, on one line."""
    return "; ".join(printable(line.text) for line in finding.evidence if line.about in about)


def summary(finding: Finding) -> str:
    """Which resource, and what about it, on one line."""
    return printable(": ".join(part for part in (finding.address, finding.message) if part))


def detail(finding: Finding) -> Iterator[str]:
    """All that is said, line by line: the message, the evidence, what to do."""
    yield printable(finding.message)
    for line in finding.evidence:
        yield printable(f"{line.text} ({line.basis})" if line.basis else line.text)
    if finding.remediation:
        yield printable(finding.remediation)


def shown_at(finding: Finding) -> Location:
    """The line of source, or the input where none is known; a path below the current folder is relative to it."""
    place = finding.location or Location(finding.input)
    return Location(relative(place.file), place.line)


def in_repository(finding: Finding, kind: InputKind) -> Location:
    """The same, in a form that a code host can find: never outside the current folder.

    A finding of Pulumi points to the program of its project; an input from elsewhere is named, without its folder.
    """
    place = shown_at(finding)
    if not finding.location and kind.startswith("pulumi"):
        folders = (Path(finding.input).parent, Path())
        found = (relative(str(folder / name)) for folder in folders for name in _PROGRAMS if (folder / name).is_file())
        place = Location(next(found, place.file))
    outside = PurePath(place.file).is_absolute() or place.file.startswith("..")
    return Location(PurePath(place.file).name, place.line) if outside else place


def relative(path: str) -> str:
    """A path as a repository names it, with slashes; one outside the current folder stays as it is."""
    if path in ("", "-"):
        return _STANDARD_INPUT
    here = Path.cwd()
    whole = here / path
    return printable(whole.relative_to(here).as_posix() if whole.is_relative_to(here) else PurePath(path).as_posix())


def broken(report: Report) -> Iterator[tuple[str, str, str]]:
    """What could not be judged at all: the input ("" for the whole run), the code and the text of each error."""
    if report.error:
        yield "", report.error.code, printable(report.error.text)
    for item in report.inputs:
        if item.error:
            yield relative(item.path), item.error.code, printable(item.error.text)
