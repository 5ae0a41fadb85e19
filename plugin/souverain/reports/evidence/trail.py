"""The audit trail: a run in; its inputs with their digests, what judged them, and the commands that do it again out."""

from __future__ import annotations

from collections.abc import Iterator

from souverain import revision
from souverain.errors import ConfigError
from souverain.reports.evidence import command
from souverain.reports.evidence.dossier import Dossier
from souverain.reports.evidence.sheet import Cell, Sheet

_HEAD = "HEAD"


def inputs(dossier: Dossier) -> Sheet:
    """Every input with its SHA-256."""
    rows = []
    for item in dossier.report.inputs:
        unread = item.error.text if item.error else str(len(item.gaps))
        cells = (item.path, item.kind, item.tool, str(item.resources), unread, item.sha256)
        rows.append(tuple((cell,) for cell in cells))
    return dossier.sheet("inputs", ("input", "kind", "tool", "resources", "unread", "sha256"), rows)


def sheet(dossier: Dossier) -> Sheet:
    """One row for each thing that the verdict depends on."""
    rows = [((dossier.say(f"trail-{name}"),), said or (dossier.say("none"),)) for name, said in _trail(dossier)]
    return dossier.sheet("trail", ("what", "said"), rows)


def checked_out() -> str:
    """The commit that is checked out in the current folder, "" when there is none or no git."""
    try:
        return revision.commit(_HEAD)
    except ConfigError:
        return ""


def _trail(dossier: Dossier) -> Iterator[tuple[str, Cell]]:
    report = dossier.report
    known = report.knowledge
    yield "version", (f"souverain {report.tool.version}",)
    yield "as-of", (report.as_of,)
    yield "run-at", (report.run_at,)
    yield "commit", _only(checked_out())
    yield "trusted", _only(report.config.ref or "")
    yield "configuration", _only(f"{report.config.path} {report.config.digest}".strip())
    yield "declarations", (str(report.config.overrides),)
    yield "edits", report.config.edits
    yield "knowledge", (known.digest, dossier.say("dated", date=known.as_of, oldest=known.oldest_fact)) if known else ()
    yield "policies", _only(report.tool.policies)
    yield "own", (report.own.path, report.own.revision) if report.own else ()
    yield "engine", _engine(dossier)
    yield "decisions", report.engine.decisions if report.engine else ()
    yield "exit-code", (str(report.exit_code),)
    yield "coverage", (_coverage(dossier),)
    yield "command", (command.of_inputs(dossier.config, report),) if report.inputs else ()
    yield "command-facts", (command.of_facts(dossier.config, report),) if known else ()
    yield "sums", ("sha256sum -c SHA256SUMS",)


def _engine(dossier: Dossier) -> Cell:
    engine = dossier.report.engine
    if engine is None:
        return ()
    bundles = (f"{name} {held}".strip() for name, held in engine.bundles.items())
    return (f"{engine.name} {engine.url}".strip(), *bundles)


def _coverage(dossier: Dossier) -> str:
    found = dossier.report.coverage
    return dossier.say(
        "coverage",
        resources=dossier.report.summary.resources,
        observed=found.observed,
        derived=found.derived,
        assumed=found.assumed,
        unknown=found.unknown,
        undeclared=found.undeclared,
    )


def _only(said: str) -> Cell:
    return (said,) if said else ()
