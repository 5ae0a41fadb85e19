"""Where infrastructure code puts data, who controls that place, which laws reach it, and whether that is allowed.

files -> readers -> Stack -> placement, control, sensitivity -> facts -> engine -> findings -> gate -> reports

`check` and `inventory` are the public interface; `Config` says what is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # importing the package costs nothing until something is asked of it
    from souverain.config import Config
    from souverain.reports.inventory import Inventory
    from souverain.reports.report import Report

__version__ = "0.1.0"
__all__ = ["check", "inventory"]


def check(paths: Sequence[str], config: Config | None = None) -> Report:
    """Judge what the paths hold; without a configuration by the profile `health`, as of today.

    Raises errors.UsageError, errors.KnowledgeError and errors.PolicyError when there is no verdict at all; an input
    that cannot be read is part of the report, whose exit code is then 3.
    """
    from souverain import config as configuration
    from souverain import scan

    return scan.check(paths, config or configuration.Config())


def inventory(paths: Sequence[str], config: Config | None = None) -> Inventory:
    """List what the paths hold, where and with whom. Raises errors.KnowledgeError."""
    from souverain import config as configuration
    from souverain import scan

    return scan.inventory(paths, config or configuration.Config())
