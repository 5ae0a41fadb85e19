"""A file for those who help: a run in; what ran, on what kind of input, and where it broke out, with no name in it.

It holds digests, counts and names of resource types; no address, no path, no value, and no text of an error.
"""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Mapping

import msgspec

from souverain import __version__
from souverain.reports.judged import Judged
from souverain.reports.report import Report

SUPPORT_SCHEMA = "souverain/support/v1"


def document(judged: Judged, report: Report, frames: tuple[str, ...], seconds: Mapping[str, float]) -> bytes:
    """The file, as JSON. `frames` are those of ours in which a run broke; `seconds` are by step of the run."""
    facts = judged.established
    said = {
        "schema": SUPPORT_SCHEMA,
        "version": __version__,
        "python": sys.version.split()[0],
        "platform": platform.platform(),
        "as_of": report.as_of,
        "policies": report.tool.policies,
        "knowledge": report.knowledge,
        "config": report.config.digest,
        "engine": report.engine.name if report.engine else "",
        "exit_code": report.exit_code,
        "error": report.error.code if report.error else "",
        "frames": frames,
        "seconds": {step: round(spent, 3) for step, spent in seconds.items()},
        "inputs": [
            {
                "sha256": item.sha256,
                "kind": item.kind,
                "tool": item.tool,
                "status": item.status,
                "error": item.error.code if item.error else "",
                "resources": item.resources,
                "gaps": len(item.gaps),
            }
            for item in report.inputs
        ],
        "types": Counter(resource.type for resource in facts.resources) if facts else {},
        "findings": Counter(f"{item.profile}/{item.rule}/{item.status}" for item in report.findings),
        "verdicts": {item.profile: item.verdict for item in report.verdicts},
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2) + b"\n"
