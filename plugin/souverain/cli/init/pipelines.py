"""Files that bring the gate to a pipeline: the name of a host in, the path and the content of its file out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from souverain.cli import output
from souverain.errors import UsageError

_SHIPPED = Path(__file__).resolve().parents[2] / "pipelines"
_GRACE = timedelta(days=90)

FILES = {
    "github": (".github/workflows/souverain.yml", "github.yml"),
    "gitlab": (".gitlab-ci.yml", "gitlab-ci.yml"),
    "forgejo": (".forgejo/workflows/souverain.yml", "forgejo.yml"),
    "woodpecker": (".woodpecker/souverain.yml", "woodpecker.yml"),
    "jenkins": ("Jenkinsfile", "Jenkinsfile"),
    "atlantis": ("atlantis-repos.yaml", "atlantis-repos.yaml"),
    "pre-commit": (".pre-commit-config.yaml", "pre-commit.yaml"),
}
"""Name of a host to the file that it reads, and ours to start from."""


def check(hosts: Iterable[str]) -> None:
    """Raise UsageError where a file would be written over: it may hold what is not ours."""
    for host in hosts:
        path, ours = FILES[host]
        if Path(path).exists():
            raise UsageError("init-pipeline-exists", path=path, example=_SHIPPED / ours)


def write(hosts: Iterable[str]) -> tuple[str, ...]:
    """Write the file of each host, and give their paths. Raises WriteError."""
    written = []
    for host in hosts:
        path, ours = FILES[host]
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes((_SHIPPED / ours).read_bytes(), Path(path))
        written.append(path)
    return tuple(written)


def grace(today: str) -> Iterator[str]:
    """Lines of the configuration: what stands already closes no gate for now, and does from a day on."""
    yield "gate: introduced"
    yield f"grace_until: {date.fromisoformat(today) + _GRACE}"
