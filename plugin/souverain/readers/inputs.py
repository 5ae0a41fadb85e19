"""What the user named, as the inputs that it means: paths in, paths of inputs out, each once.

A folder that holds plans and no source means its plans. A file of source, as a hook names it when it has changed, means
the root modules that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from souverain.readers import terraform_source
from souverain.readers.pulumi import program

_SOURCES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_VALUES = (".tfvars", ".tfvars.json")
_PLANS = (".json", ".json.gz")
_PROGRAMS = ("terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl", "Pulumi.yaml", "Pulumi.yml")
_FORMAT = b'"format_version"'
_HEAD = 1 << 16
_MOST_FILES = 20_000
"""A folder that holds more was not made for plans."""


def meant(paths: Sequence[str]) -> tuple[str, ...]:
    """The inputs that the paths mean, in the order in which they are named; what means no other is one itself."""
    changed = [path for path in paths if path.endswith((*_SOURCES, *_VALUES)) and _is_file(path)]
    roots = dict(zip(changed, terraform_source.roots_of(map(Path, changed)), strict=True)) if changed else {}
    means = ([_named(root, path) for root in roots[path]] if path in roots else _meant(path) for path in paths)
    return tuple(dict.fromkeys(item for path, found in zip(paths, means, strict=True) for item in found or (path,)))


def read_in_a_folder(file: Path) -> bool:
    """Whether a file that stands in a folder of source or of programs is read with it."""
    return file.is_file() and (
        file.name.endswith((*_SOURCES, *_VALUES)) or file.name.startswith(("Pulumi.", "terraform."))
    )


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False


def _meant(path: str) -> Sequence[str]:
    """The plans in a folder, or the program that a file is a part of; none for anything else."""
    file = Path(path)
    try:
        if file.is_dir():
            return tuple(_plans(file))
        if file.name.startswith("Pulumi.") and file.is_file() and program.is_one(file.parent):
            return (str(file.parent),)
    except (OSError, ValueError):
        pass  # whoever reads it says what is wrong
    return ()


def _plans(folder: Path) -> Iterator[str]:
    """The plans in a folder and below; none where anything of it is source, which is what counts then."""
    found = []
    for number, item in enumerate(_walk(folder)):
        if item.name.endswith(_SOURCES) or item.name in _PROGRAMS or number == _MOST_FILES:
            return
        if item.name.endswith(_PLANS):
            found.append(item)
    if any(_begins_as_plans_do(item) for item in found):
        yield from map(str, found)


def _walk(folder: Path) -> Iterator[Path]:
    """All files, those of a folder before those below it; what is hidden is none of the user's."""
    found = sorted((item for item in folder.iterdir() if not item.name.startswith(".")), key=lambda item: item.name)
    yield from (item for item in found if item.is_file())
    for item in found:
        if item.is_dir() and not item.is_symlink():
            yield from _walk(item)


def _begins_as_plans_do(file: Path) -> bool:
    """Whether the first part of a file names its format, in whatever encoding."""
    import gzip  # only who names a folder pays for them
    import zlib

    try:
        with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
            return _FORMAT in opened.read(_HEAD).replace(b"\0", b"")
    except (OSError, EOFError, zlib.error):
        return False


def _named(root: Path, path: str) -> str:
    """A root as the user would name it: from here, unless the file was named from the top of the disk."""
    here = Path.cwd().resolve()
    return str(root) if Path(path).is_absolute() or not root.is_relative_to(here) else str(root.relative_to(here))
