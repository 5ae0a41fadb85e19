"""JUnit XML, as Jenkins and GitLab read it: a report in, one suite for each profile and input out.

A refusal that closes the gate is a failure, anything unproven that closes it an error. What is waived or in the
baseline is skipped; the rest passes, with its words as output. What could not be read is an error in every case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.etree import ElementTree

from souverain.findings import Finding
from souverain.i18n import Lang, text
from souverain.reports import Look
from souverain.reports.judged import Judged
from souverain.reports.layout import printable
from souverain.reports.report import Report
from souverain.reports.stated import broken, detail, relative, shown_at, summary

_SET_ASIDE = ("waived", "baselined")


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The report, one suite at a time."""
    report = judged.report(look.lang)
    suites = [*_broken(report), *_judged(report, look.lang)]
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    head = ElementTree.Element("testsuites", {"name": "souverain", **_totals(suites)})
    yield ElementTree.tostring(head, encoding="unicode").removesuffix(" />") + ">\n"
    for suite in suites:
        ElementTree.indent(suite)
        yield ElementTree.tostring(suite, encoding="unicode") + "\n"
    yield "</testsuites>\n"


def _judged(report: Report, lang: Lang) -> Iterator[ElementTree.Element]:
    for verdict in report.verdicts:
        about = [finding for finding in report.findings if finding.profile == verdict.profile]
        for item in report.inputs:
            cases = [_case(finding) for finding in about if finding.input == item.path]
            if not item.error:
                said = text("formats.nothing-found", lang, profile=verdict.profile, resources=item.resources)
                yield _suite(
                    f"{verdict.profile}: {relative(item.path)}", cases or [_passed(verdict.profile, said)], report
                )


def _broken(report: Report) -> Iterator[ElementTree.Element]:
    for input_, errors in groupby(broken(report), key=lambda error: error[0]):
        cases = []
        for _, code, said in errors:
            case = ElementTree.Element("testcase", {"classname": "souverain", "name": code})
            ElementTree.SubElement(case, "error", {"type": code, "message": said})
            cases.append(case)
        yield _suite(input_ or "souverain", cases, report)


def _suite(name: str, cases: Sequence[ElementTree.Element], report: Report) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", {"name": name, "timestamp": report.run_at.partition("+")[0]})
    suite.extend(cases)
    suite.attrib |= _counts(suite)
    return suite


def _case(finding: Finding) -> ElementTree.Element:
    place = shown_at(finding)
    case = ElementTree.Element(
        "testcase",
        {
            "classname": f"{finding.profile}.{finding.rule}",
            "name": printable(finding.address) or relative(finding.input),
        },
    )
    if place.line:
        case.attrib |= {"file": place.file, "line": str(place.line)}
    said = "\n".join(detail(finding))
    if finding.gate:
        kind = "failure" if finding.status == "fail" else "error"
        ElementTree.SubElement(case, kind, {"type": finding.rule, "message": summary(finding)}).text = said
    elif finding.status in _SET_ASIDE:
        ElementTree.SubElement(case, "skipped", {"message": summary(finding)})
    else:
        ElementTree.SubElement(case, "system-out").text = said
    return case


def _passed(profile: str, said: str) -> ElementTree.Element:
    """One case, so that a suite without findings is seen to have run."""
    case = ElementTree.Element("testcase", {"classname": profile, "name": profile})
    ElementTree.SubElement(case, "system-out").text = said
    return case


def _counts(element: ElementTree.Element) -> dict[str, str]:
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    return {name: str(sum(1 for _ in element.iter(kind))) for name, kind in kinds.items()}


def _totals(suites: Sequence[ElementTree.Element]) -> dict[str, str]:
    counts = [_counts(suite) for suite in suites]
    return {name: str(sum(int(count[name]) for count in counts)) for name in ("tests", "failures", "errors", "skipped")}
