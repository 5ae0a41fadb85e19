"""What providers publish in packages: regions, partitions, clouds, realms and zones, as TOML files in `published/`.

Usage: published.py [--check]. Each file names the package and release that it was read from. What has changed since is
printed, and what the knowledge lacks or has besides; `--check` writes nothing. A package that is not installed is
skipped (`pip install -r tools/data/requirements.txt`).
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import packages
from packages import Published

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "plugin"
sys.path.insert(0, str(PACKAGE))

from souverain import knowledge  # noqa: E402  # a bare clone has no installed package
from souverain.knowledge import Knowledge  # noqa: E402  # the same

HEAD = "# Made by tools/data/published.py from {package} {release}. Do not edit.\n"


def main(*, check: bool) -> int:
    """Writes the files, or with `check` only compares; the exit code is 1 when something differs then."""
    known = knowledge.load()
    changed = False
    for package, (provider, read) in packages.READERS.items():
        try:
            release = version(package)
        except PackageNotFoundError:
            print(f"{provider}: skipped, {package} is not installed (pip install -r tools/data/requirements.txt)")
            continue
        found = read()
        path = HERE / "published" / f"{provider}.toml"
        content = HEAD.format(package=package, release=release) + _text(found)
        differs = _compare(path, content)
        changed |= differs
        if not check:
            path.write_text(content, encoding="utf-8")
        told = list(differences(found, provider, known))
        for line in told:
            print(f"{provider}: {line}")
        if not differs and not told:
            print(f"{provider}: {package} {release} publishes nothing new, and all of it is known")
    return int(check and changed)


def differences(found: Published, provider: str, known: Knowledge) -> Iterator[str]:
    """What is published and not known, and the other way round."""
    record = known.provider(provider)
    clouds = {cloud.id for cloud in record.clouds}
    for cloud in found.clouds:
        if cloud not in clouds:
            yield f"cloud {cloud} is published, not known"
    for host in found.hosts:
        if known.host(host) is None:
            yield f"host {host} is published, not known"
    published = {place.id for place in found.places}
    for place in found.places:
        if known.region(provider, place.id) is None:
            yield f"{place.id} ({place.name or place.cloud}) is published, not known"
    for region in record.regions:
        names = {region.id, *region.aliases}
        if region.kind == "region" and found.whole and published.isdisjoint(names):
            yield f"{region.id} is known, not published"


def _compare(path: Path, content: str) -> bool:
    """Prints what changes in a file, its first line aside."""
    before = path.read_text(encoding="utf-8").splitlines()[1:] if path.exists() else []
    diff = list(
        difflib.unified_diff(before, content.splitlines()[1:], str(path.name), str(path.name), lineterm="", n=0)
    )
    for line in diff:
        print(line)
    return bool(diff)


def _text(found: Published) -> str:
    listed = {"clouds": found.clouds, "hosts": found.hosts}
    lines = [f"{name} = [{', '.join(map(_quoted, words))}]" for name, words in listed.items() if words]
    for place in found.places:
        lines += ["", "[[places]]", f"id = {_quoted(place.id)}"]
        lines += [f"name = {_quoted(place.name)}"] if place.name else []
        lines += [f"cloud = {_quoted(place.cloud)}"] if place.cloud else []
    return "\n".join(lines).strip() + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
