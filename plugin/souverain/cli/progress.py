"""A progress bar on standard error, when work is long and somebody watches; silence otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from souverain.i18n import Lang, text
from souverain.scan import Progress

_LONG = 4_000_000
"""Bytes of input from which work is long: about a third of a second."""

_STEPS = ("read", "establish", "judge", "done")


@contextmanager
def shown(paths: Sequence[str], lang: Lang) -> Iterator[Progress]:
    """What `scan` tells its progress to."""
    if not sys.stderr.isatty() or sum(map(_size, paths)) < _LONG:
        yield lambda _step, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(_STEPS) - 1)
        yield lambda step, done, of: bar.update(
            task, description=text(f"cli.step-{step}", lang), completed=_STEPS.index(step) + done / max(of, 1)
        )


def timed(tell: Progress, times: dict[str, float]) -> Progress:
    """The same, noting when each step was first told."""

    def told(step: str, done: int, of: int) -> None:
        times.setdefault(step, perf_counter())
        tell(step, done, of)

    return told


def spent(times: Mapping[str, float]) -> dict[str, float]:
    """Seconds of each step that has ended."""
    return {step: later - begun for (step, begun), later in zip(times.items(), [*times.values()][1:], strict=False)}


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size if path != "-" else 0
    except OSError:
        return 0
