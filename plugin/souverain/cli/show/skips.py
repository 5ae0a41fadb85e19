"""Lines by which other scanners skip what they ask for: advice in, a file for Checkov or Trivy out.

Each line that skips says why in a comment; the lines for single resources are comments, to copy from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from souverain.i18n import Lang, text
from souverain.knowledge.asides import Advice, Check

_Checks = Iterator[tuple[Advice, Check]]


def checkov(advice: tuple[Advice, ...], lang: Lang) -> Iterator[str]:
    """A configuration of Checkov (`.checkov.yaml`), with the comments that skip a check in one block."""
    yield f"# {text('cli.skips-checkov', lang)}"
    yield "skip-check:"
    for item, check in _of("checkov", advice):
        yield from _why(item, lang, "  ")
        yield f"  - {check.id}"
    yield f"# {text('cli.skips-inside', lang)}"
    for item, check in _of("checkov", advice):
        yield f"# {', '.join(item.types)}"
        yield f"#   #checkov:skip={check.id}:{text('cli.skips-reason', lang)}"


def trivy(advice: tuple[Advice, ...], lang: Lang) -> Iterator[str]:
    """A `.trivyignore`, with the comments that ignore a check in one block."""
    yield f"# {text('cli.skips-trivy', lang)}"
    for item, check in _of("trivy", advice):
        yield from _why(item, lang, "")
        yield from (check.id, *check.aliases)
    yield f"# {text('cli.skips-above', lang)}"
    for item, check in _of("trivy", advice):
        yield f"# {', '.join(item.types)}"
        yield from (f"#   #trivy:ignore:{name}" for name in (check.id, *check.aliases))


FORMATS: dict[str, Callable[[tuple[Advice, ...], Lang], Iterator[str]]] = {"checkov": checkov, "trivy": trivy}


def _of(tool: str, advice: tuple[Advice, ...]) -> _Checks:
    return ((item, check) for item in advice for check in item.checks if check.tool == tool)


def _why(item: Advice, lang: Lang, indent: str) -> Iterator[str]:
    yield f"{indent}# {', '.join(item.types)}: {item.asks[lang]}"
    yield f"{indent}# {item.instead[lang]}"
