"""Reports of every format: a report or an inventory in, text or files out. One module and one line below for each.

`report` and `inventory` are the values behind all formats; their JSON Schemas stand in `schemas/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol

import msgspec

from souverain.i18n import Lang
from souverain.reports.inventory import Inventory
from souverain.reports.judged import Judged

CHECK_FORMATS = {
    "text": "souverain.reports.text",
    "json": "souverain.reports.json",
    "sarif": "souverain.reports.sarif",
    "code-scanning": "souverain.reports.code_scanning",
    "junit": "souverain.reports.junit",
    "gitlab": "souverain.reports.gitlab",
    "github": "souverain.reports.github",
    "markdown": "souverain.reports.markdown",
    "csv": "souverain.reports.csv",
    "html": "souverain.reports.html",
    "oscal": "souverain.reports.oscal",
}
"""Name of a format to the module that writes what a run comes to in it, imported when used."""

CHECK_FOLDERS = {
    "evidence": "souverain.reports.evidence",
}
"""Name of a format that is a folder of files to the module that makes them."""

INVENTORY_FORMATS = {
    "text": "souverain.reports.table",
    "json": "souverain.reports.json",
}
"""Name of a format to the module that writes an `Inventory` in it."""


File = tuple[str, Iterable[bytes]]
"""A file of a folder: its path in there, with slashes, and its content, piece by piece."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a report for people is to look."""

    lang: Lang = "en"
    verbose: bool = False
    colour: bool = False


class CheckFormat(Protocol):
    """A format of reports."""

    def check(self, judged: Judged, look: Look) -> Iterator[str]:
        """What a run comes to, piece by piece, ending in a newline."""


class CheckFolder(Protocol):
    """A format of reports that is a folder."""

    def files(self, judged: Judged, look: Look) -> Iterator[File]:
        """Each file of the folder."""


class InventoryFormat(Protocol):
    """A format of inventories."""

    def inventory(self, found: Inventory, look: Look) -> Iterator[str]:
        """The inventory piece by piece, ending in a newline."""


def write_check(name: str, judged: Judged, look: Look) -> Iterator[str]:
    """The report of a run in the format of this name."""
    format_: CheckFormat = import_module(CHECK_FORMATS[name])
    return format_.check(judged, look)


def write_folder(name: str, judged: Judged, look: Look) -> Iterator[File]:
    """The files of a run in the format of this name."""
    format_: CheckFolder = import_module(CHECK_FOLDERS[name])
    return format_.files(judged, look)


def write_inventory(name: str, found: Inventory, look: Look) -> Iterator[str]:
    """An inventory in the format of this name."""
    format_: InventoryFormat = import_module(INVENTORY_FORMATS[name])
    return format_.inventory(found, look)
