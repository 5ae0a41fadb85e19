"""What is given beside an input: the source of a plan, values of variables, a workspace, variables of the environment.

`cli` fills it from options; readers and `placement` use it. Values of the environment count only where it holds them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

_PREFIX = "TF_VAR_"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """All that the user gives beside the inputs themselves."""

    source: str = ""
    """Folder of the root module that plans were made of, "" when nobody says it."""
    files: tuple[str, ...] = ()
    """Files of values (`--var-file`), the stronger last."""
    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Single values (`--var`), stronger than every file."""
    workspace: str = ""
    environment: Mapping[str, str] = msgspec.field(default_factory=dict)
    """Variables of the environment that may count, all of them `assumed`; empty without `--env`."""

    @property
    def variables(self) -> dict[str, str]:
        """The values that the environment gives to root variables (`TF_VAR_region`), by their names."""
        return {
            name.removeprefix(_PREFIX): value
            for name, value in self.environment.items()
            if name.startswith(_PREFIX) and len(name) > len(_PREFIX)
        }


NOTHING = Given()


def variable_of_environment(name: str) -> str:
    """The variable of the environment that gives a root variable its value."""
    return _PREFIX + name
