"""What stood before a change, for a report to compare with: a run and paths in, the same run with its base out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from souverain import scan
from souverain.document import InputFacts
from souverain.errors import ConfigError
from souverain.i18n import told
from souverain.model import Reason
from souverain.reports.judged import Judged

_NOTHING_STOOD = ("is-an-empty-state", "no-source")
"""What a state is before the first apply, and a folder before the first commit of source."""


def beside(judged: Judged, paths: Sequence[str]) -> Judged:
    """The run beside what stood before it, judged alike; facts of another day are judged as of their day.

    Raises ConfigError for a base that cannot be judged: what is not read there would count as introduced.
    """
    if not paths or judged.established is None:
        return judged
    stood = scan.judge(paths, judged.config)
    days = {error.args.get("date", "") for _, error in _unread(stood) if error.code == "facts-of-another-date"}
    if len(days) == 1:
        stood = scan.judge(paths, msgspec.structs.replace(judged.config, as_of=days.pop()))
    for item, error in _unread(stood):
        cause = told(f"errors.{error.code}", judged.config.lang, error.args)
        raise ConfigError("base-unreadable", path=item.path, cause=cause)
    return msgspec.structs.replace(judged, base=stood)


def _unread(judged: Judged) -> Iterator[tuple[InputFacts, Reason]]:
    for item in judged.established.inputs if judged.established else ():
        if item.error and item.error.code not in _NOTHING_STOOD:
            yield item, item.error
