"""Assessment results of OSCAL 1.1 (NIST): a report in, one JSON document with one result for each profile out.

A requirement is a control. OSCAL knows satisfied and not satisfied alone: what is not proven is not satisfied, for
another reason than a failure, and says so; what nobody judged is excluded, with the reason. Ids are made from what they
name, so that the same run has the same ids.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec

from souverain.findings import Finding
from souverain.gate import Verdict
from souverain.i18n import text
from souverain.knowledge import Knowledge
from souverain.reports import Look
from souverain.reports.judged import Judged
from souverain.reports.layout import printable
from souverain.reports.report import Report
from souverain.reports.stated import broken, detail

_VERSION = "1.1.3"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:souverain:oscal")
_PROPERTIES = "urn:souverain:oscal"
"""Name of the properties that are ours; nothing is there."""
_NOT_TOKEN = re.compile(r"[^\w.-]")
_WORST_FIRST = ("fail", "unproven", "question", "baselined", "waived", "alert", "pass")
_RISKS = {"fail": "open", "baselined": "open", "waived": "deviation-requested"}

Object = dict[str, Any]


def check(judged: Judged, look: Look) -> Iterator[str]:
    """The document."""
    report = judged.with_passes(look.lang)
    written = {"assessment-results": _Document(report, judged.knowledge, look).written()}
    yield msgspec.json.format(msgspec.json.encode(written), indent=1).decode() + "\n"


class _Document:
    """Writes one document."""

    def __init__(self, report: Report, knowledge: Knowledge | None, look: Look) -> None:
        self._report = report
        self._knowledge = knowledge
        self._look = look
        self._run = "|".join([report.as_of, report.run_at, *(f"{item.path} {item.sha256}" for item in report.inputs)])

    def written(self) -> Object:
        """The whole of it."""
        plan = _id("plan", self._run)
        results = [self._result(verdict) for verdict in self._report.verdicts] or [self._without_verdict()]
        return {
            "uuid": _id("document", self._run),
            "metadata": self._metadata(),
            "import-ap": {"href": f"#{plan}", "remarks": self._say("oscal-plan")},
            "results": results,
            "back-matter": {"resources": [self._plan(plan), *self._inputs()]},
        }

    def _metadata(self) -> Object:
        report = self._report
        known = report.knowledge
        told = {
            "as-of": report.as_of,
            "policies": report.tool.policies,
            "configuration": report.config.digest,
            "knowledge": known.digest if known else "",
            "knowledge-as-of": known.as_of if known else "",
            "engine": report.engine.name if report.engine else "",
            "exit-code": str(report.exit_code),
        }
        return {
            "title": text("page.title", self._look.lang, date=report.as_of or "-"),
            "last-modified": report.run_at,
            "version": report.as_of or "-",
            "oscal-version": _VERSION,
            "props": _properties(told),
            "remarks": text("report.disclaimer", self._look.lang),
        }

    def _plan(self, plan: str) -> Object:
        """What was asked: the policies of this release, under these profiles."""
        profiles = ", ".join(verdict.profile for verdict in self._report.verdicts) or "-"
        return {"uuid": plan, "title": f"souverain {self._report.tool.version}: {profiles}"}

    def _inputs(self) -> Iterator[Object]:
        for item in self._report.inputs:
            made: Object = {
                "uuid": _id("input", item.path, item.sha256),
                "title": _line(item.path),
                "description": _line(" ".join([item.kind, item.tool])),
            }
            if item.sha256:
                made["rlinks"] = [
                    {"href": _href(item.path), "hashes": [{"algorithm": "SHA-256", "value": item.sha256}]}
                ]
            if item.error:
                made["remarks"] = _line(item.error.text)
            yield made

    # --- One profile ------------------------------------------------------------------------------------------------

    def _result(self, verdict: Verdict) -> Object:
        found = [item for item in self._report.findings if item.profile == verdict.profile]
        causes: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
        controls: dict[str, list[Finding]] = defaultdict(list)
        for item in found:
            whole = "" if item.address else item.input
            causes[item.group, item.status, whole].append(item)
            if item.requirement and item.status != "not-applicable":
                controls[item.requirement].append(item)
        word = text(f"formats.verdict-{verdict.verdict}", self._look.lang)
        until = verdict.until if verdict.verdict == "waived" else ""
        head = " ".join(part for part in (word, until, verdict.reason) if part)
        result = self._head(verdict.profile, head)
        result["props"] = _properties({"profile": verdict.profile, "verdict": verdict.verdict})
        result["local-definitions"] = {"inventory-items": [*self._items(found)]} if found else None
        result["reviewed-controls"] = self._reviewed(verdict, controls)
        result["observations"] = [self._observation(same) for same in causes.values()]
        result["risks"] = [self._risk(same) for same in causes.values() if same[0].status in _RISKS]
        result["findings"] = [self._finding(control, same) for control, same in controls.items()]
        return {name: value for name, value in result.items() if value}

    def _without_verdict(self) -> Object:
        """A result is needed: one that says why there is none."""
        said = "; ".join(told for _, _, told in broken(self._report)) or self._say("outcome-no-verdict")
        return {**self._head("-", said), "reviewed-controls": {"control-selections": [_selection((), said)]}}

    def _head(self, name: str, said: str) -> Object:
        return {
            "uuid": _id("result", self._run, name),
            "title": f"souverain: {name}",
            "description": _line(said),
            "start": self._report.run_at,
            "end": self._report.run_at,
        }

    def _reviewed(self, verdict: Verdict, controls: Iterable[str]) -> Object:
        """The requirements that were judged, and those that nobody computes, with the reason of each."""
        beyond = [item for item in self._report.beyond if item.profile == verdict.profile]
        reasons = [verdict.reason, *(f"{_token(item.requirement)}: {item.reason}" for item in beyond)]
        selection = _selection({**dict.fromkeys(self._computed(verdict.profile)), **dict.fromkeys(controls)}, *reasons)
        if beyond:
            selection["exclude-controls"] = [{"control-id": _token(item.requirement)} for item in beyond]
        return {"control-selections": [selection]}

    def _computed(self, profile: str) -> Iterator[str]:
        """The requirements that rules compute under a profile."""
        known = self._knowledge
        if known is None or profile not in known.profiles:
            return
        regime = known.regimes[known.profiles[profile].regime]
        yield from (f"{regime.id}/{item.id}" for item in regime.requirements if item.rules)

    def _items(self, found: Iterable[Finding]) -> Iterator[Object]:
        """What findings stand on."""
        for input_, address in dict.fromkeys((item.input, item.address) for item in found):
            yield {"uuid": _id("item", input_, address), "description": self._subject(input_, address)}

    def _subject(self, input_: str, address: str) -> str:
        return _line(" ".join([address, f"({input_})"])) if address else _line(input_ or self._workload())

    def _workload(self) -> str:
        return text("report.the-workload", self._look.lang)

    def _observation(self, same: list[Finding]) -> Object:
        first = same[0]
        subjects = dict.fromkeys((item.input, item.address) for item in same)
        inputs = {item.path: item for item in self._report.inputs}
        seen = dict.fromkeys(inputs[item.input] for item in same if item.input in inputs)
        return {
            "uuid": self._of("observation", same),
            "title": _line(f"{first.rule}: {first.status}"),
            "description": _line(" ".join(detail(first))),
            "props": _properties({"rule": first.rule, "status": first.status, "fingerprint": first.fingerprint}),
            "methods": ["TEST"],
            "types": ["finding"],
            "subjects": [
                {"subject-uuid": _id("item", *subject), "type": "inventory-item", "title": self._subject(*subject)}
                for subject in subjects
            ],
            "relevant-evidence": [
                {"href": f"#{_id('input', item.path, item.sha256)}", "description": _line(item.path)} for item in seen
            ]
            or [{"description": self._workload()}],
            "collected": self._report.run_at,
        }

    def _risk(self, same: list[Finding]) -> Object:
        first = same[0]
        status = _RISKS[first.status]
        if first.status == "waived" and first.set_aside and first.set_aside.approver:
            status = "deviation-approved"
        risk: Object = {
            "uuid": self._of("risk", same),
            "title": _line(first.message),
            "description": _line(" ".join(detail(first))),
            "statement": _line("; ".join(item.text for item in first.legal_basis) or first.rule),
            "status": status,
        }
        if first.set_aside and first.set_aside.until:
            risk["deadline"] = f"{first.set_aside.until}T23:59:59Z"
        return risk

    def _finding(self, control: str, same: list[Finding]) -> Object:
        """A requirement with its outcome: the worst that was answered."""
        worst = next(word for word in _WORST_FIRST if any(item.status == word for item in same))
        causes: dict[tuple[str, str, str], list[Finding]] = {}
        for item in same:
            whole = "" if item.address else item.input
            causes.setdefault((item.group, item.status, whole), []).append(item)
        told = {word: sum(item.status == word for item in same) for word in _WORST_FIRST}
        counted = ", ".join(f"{text(f'page.status-{word}', self._look.lang)}: {n}" for word, n in told.items() if n)
        made: Object = {
            "uuid": _id("finding", self._run, same[0].profile, control),
            "title": _line(control),
            "description": counted,
            "target": {"type": "objective-id", "target-id": _token(control), "status": self._status(worst, same)},
            "related-observations": [{"observation-uuid": self._of("observation", cause)} for cause in causes.values()],
        }
        if risky := [cause for (_, status, _), cause in causes.items() if status in _RISKS]:
            made["related-risks"] = [{"risk-uuid": self._of("risk", cause)} for cause in risky]
        return made

    def _status(self, worst: str, same: Iterable[Finding]) -> Object:
        """Satisfied only where nothing but passes was said, and all was read."""
        whole = not any(item.error or item.gaps for item in self._report.inputs)
        passes = {(item.input, item.address) for item in same if item.status == "pass"}
        open_ = worst == "alert" and any((item.input, item.address) not in passes for item in same)
        if worst in ("pass", "alert") and whole and not open_:
            return {"state": "satisfied", "reason": "pass"}
        word = "fail" if worst == "fail" else "other"
        said = worst if whole or worst != "pass" else "in-part"
        return {"state": "not-satisfied", "reason": word, "remarks": self._say(f"oscal-{said}")}

    def _of(self, kind: str, same: list[Finding]) -> str:
        """An id that a cause keeps from run to run under one profile."""
        first = same[0]
        return _id(kind, first.profile, first.group, first.status, "" if first.address else first.input)

    def _say(self, name: str) -> str:
        return text(f"formats.{name}", self._look.lang)


@lru_cache(maxsize=1 << 16)
def _id(*parts: str) -> str:
    """The id of what these parts name: the same in every run, and of each resource in every profile."""
    return str(uuid.uuid5(_SPACE, "\n".join(parts)))


def _token(name: str) -> str:
    """A requirement as an id of a control: `hds/HDS-EXI-28` is `hds.HDS-EXI-28`."""
    plain = _NOT_TOKEN.sub("_", name.replace("/", "."))
    return plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"


def _selection(controls: Iterable[str], *remarks: str) -> Object:
    """The controls that were judged. The schema asks for one: where there is none it is called so."""
    selection: Object = {"include-controls": [{"control-id": _token(name)} for name in controls or ("none",)]}
    if said := "; ".join(filter(None, remarks)):
        selection["remarks"] = _line(said)
    return selection


def _line(said: str) -> str:
    """Text as OSCAL takes it: printable, not empty, no space at its ends."""
    return " ".join(printable(said).split()) or "-"


def _href(path: str) -> str:
    return quote(printable(path), safe="/.-_~") or "-"


def _properties(told: dict[str, str]) -> list[Object]:
    return [{"name": name, "ns": _PROPERTIES, "value": _line(value)} for name, value in told.items() if value]
