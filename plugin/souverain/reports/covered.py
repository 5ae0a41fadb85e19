"""What was seen and how surely, in words: a `Coverage` in; one paragraph out, and all that stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from souverain.i18n import text
from souverain.reports import Look
from souverain.reports.coverage import Coverage, StateSeen
from souverain.reports.layout import WIDTH, Layout, paragraph, printable

_NUMBER = 10


def summary(found: Coverage, resources: int, look: Look) -> str:
    """One paragraph; what was left out is said only where something was."""
    left_out = {
        "types-not-known": sum(item.resources for item in found.types_not_known),
        "modules-not-seen": found.count_not_read("module"),
        "blocks-not-expanded": found.count_not_read("block"),
        "states-not-shown": found.states_not_shown,
    }
    counts = text(
        "report.coverage",
        look.lang,
        resources=resources,
        observed=found.observed,
        derived=found.derived,
        assumed=found.assumed,
        unknown=found.unknown,
    )
    said = (text(f"report.{name}", look.lang, count=count) for name, count in left_out.items() if count)
    return " ".join([counts, *said])


def details(found: Coverage, look: Look) -> Iterator[str]:
    """Places by provider; what is not proven, why, and what would settle it; what was not read; states."""
    layout = Layout(colour=look.colour, gutter=0)
    words = ("observed", "derived", "assumed", "unknown")
    if found.providers:
        yield _row(*(text(f"report.column-{name}", look.lang) for name in ("provider", *words)))
    for provider in found.providers:
        yield _row(provider.provider, *(str(getattr(provider, word)) for word in words))
    for place in found.open:
        word = text(f"report.open-{place.confidence}", look.lang, count=place.resources)
        yield from paragraph(f"{word} {place.example}: {place.reason}")
        if place.settle:
            yield from layout.message(place.settle)
    for type_ in found.types_not_known:
        yield from paragraph(text("report.type-not-known", look.lang, type=type_.type, count=type_.resources))
    for state in found.states:
        yield from paragraph(f"{state.input}: {_kept(state, look)}")


def _kept(state: StateSeen, look: Look) -> str:
    if state.kept == "unknown":
        return state.why
    name = "state-here" if state.kept == "local" else "state-kept"
    return text(f"report.{name}", look.lang, address=state.kept)


def _row(name: str, *numbers: str) -> str:
    width = WIDTH - _NUMBER * len(numbers)
    name = printable(name)
    shown = name if len(name) <= width else f"{name[: width - 3]}..."
    return f"{shown:<{width}}" + "".join(f"{number:>{_NUMBER}}" for number in numbers)
