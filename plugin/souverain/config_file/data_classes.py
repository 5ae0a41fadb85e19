"""Whether every class that configuration files name is one: a chain of files in, a ConfigError or nothing out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from souverain.classes.own import FIELD, OwnClass, extended
from souverain.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from souverain.config_file import FileConfig
    from souverain.config_file.shape import Shape


def named(said: Shape) -> Iterator[tuple[str, str]]:
    """Every field of one file that names a class, with that name."""
    if said.data:
        yield "data", said.data
    for number, rule in enumerate(said.classes):
        yield f"classes[{number}].data", rule.data
    for word, data in said.labels.values.items():
        yield f"labels.values[{word}]", data


def check(chain: Sequence[FileConfig]) -> None:
    """Raise ConfigError for a class that is not declared in a file or in those that it extends, last in the chain.

    A class of an organisation keeps its meaning: a file that extends it may repeat it, not change it.
    """
    found: dict[str, OwnClass] = {}
    for said in reversed(chain):
        for id_, own in said.data_classes.items():
            if found.setdefault(id_, own) != own:
                raise ConfigError("config-class-taken", path=said.path, field=f"{FIELD}.{id_}")
        order = extended(found, said.path)
        for field, data in said.named:
            if data not in order:
                raise ConfigError("config-not-allowed", path=said.path, field=field, allowed=", ".join(order.ids))


def check_assumed(assumed: str, said: FileConfig) -> None:
    """Raise UsageError for a class of the command line that is none."""
    order = extended(said.data_classes, said.path)
    if assumed and assumed not in order:
        raise UsageError("no-such-class", data=assumed, allowed=", ".join(order.ids))
