"""The files of a Pulumi YAML project: a folder in; resources, variables and settings as they are written out.

Settings are those of `Pulumi.yaml` and of the files of its stacks, where these agree: nobody says which stack is meant.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from souverain.errors import ConfigError, ReadError
from souverain.model import Backend, Location
from souverain.readers.pulumi import keeping
from souverain.readers.pulumi.sentinels import UNKNOWN

_MANIFESTS = ("Pulumi.yaml", "Pulumi.yml")
_IN_JSON = "Pulumi.json"
_MAINS = ("Main.yaml", "Main.yml", "Main.json")
_KIND = "pulumi-source"
_FIELDS = ("type", "properties", "options", "get")
_SECTIONS = ("resources", "variables", "config", "configuration", "outputs")

Json = Mapping[str, object]


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """What the files say."""

    name: str
    stack: str
    """The one stack that has a file; "stack" when there is none, or several."""
    file: str
    """The file that holds the resources, from the folder."""
    text: str
    sha256: str
    resources: Mapping[str, Mapping[str, object]]
    variables: Json
    settings: Json
    """Settings of providers, `aws:region`, to their value; UNKNOWN where the stacks differ, or hide it."""
    visible: Json
    """The same for the settings that the program itself reads, by their names there."""

    backend: Backend | None = None
    """Where the project says that its state is kept; None where a login decides."""

    def line(self, name: str) -> int:
        """Where a resource is declared; 0 when that is not found."""
        found = re.search(rf"^[ \t]+[\"']?{re.escape(name)}[\"']?\s*:", self.text, re.M)
        return self.text.count("\n", 0, found.start()) + 1 if found else 0


def manifest(folder: Path) -> Path | None:
    """The file that says that a folder is a Pulumi project, None when there is none."""
    return next((folder / name for name in _MANIFESTS if (folder / name).is_file()), None)


def name_of(folder: Path) -> str:
    """What the project in a folder is called; "" where there is none, or none that says so."""
    file = next((folder / name for name in (*_MANIFESTS, _IN_JSON) if (folder / name).is_file()), None)
    try:
        found = _yaml(file.read_bytes(), file) if file else None
    except (OSError, ConfigError):
        return ""
    return str(found.get("name") or "") if isinstance(found, dict) else ""


def load(path: str) -> Project:
    """The project in a folder. Raises ReadError for a program in another language, and for what is no program."""
    folder = Path(path)
    main = manifest(folder) or folder / _MANIFESTS[0]
    if next(folder.glob("*.tf"), None) or next(folder.glob("*.tf.json"), None):
        raise ReadError("pulumi-with-terraform", path=path, kind=_KIND)
    digest = hashlib.sha256()
    said = _parsed(path, main, digest)
    runtime = said.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "yaml":
        raise ReadError("pulumi-no-yaml", path=path, runtime=language or "?", kind=_KIND)
    written = str(said.get("main") or ".")
    held = next((folder / written / name for name in _MAINS if (folder / written / name).is_file()), None)
    body = {**said, **_parsed(path, held, digest)} if held else said
    file = held or main
    stacks = {
        item.name.removeprefix("Pulumi.").rpartition(".")[0]: _parsed(path, item, digest)
        for item in sorted([*folder.glob("Pulumi.*.yaml"), *folder.glob("Pulumi.*.yml")])
    }
    name = str(said.get("name") or folder.name)
    settings = _settings(_section(body, "config") | _section(body, "configuration"), stacks, name)
    return Project(
        name=name,
        stack=next(iter(stacks)) if len(stacks) == 1 else "stack",
        file=file.relative_to(folder).as_posix(),
        text=file.read_text("utf-8-sig"),
        sha256=digest.hexdigest(),
        resources={key: _body(value) for key, value in _section(body, "resources").items()},
        variables=_section(body, "variables"),
        settings={key: value for key, value in settings.items() if not key.startswith(f"{name}:")},
        backend=_backend(said, main),
        visible=settings | {key.removeprefix(f"{name}:"): value for key, value in settings.items()},
    )


def _backend(said: Json, file: Path) -> Backend | None:
    written = said.get("backend")
    address = written.get("url") if isinstance(written, dict) else None
    return keeping.of_address(address, Location(str(file))) if isinstance(address, str) else None


def _yaml(data: bytes, file: Path) -> object:
    from souverain.config_file import yaml_text  # 30 ms that a run without such a project does not spend

    return yaml_text.parse(data, file)


def _parsed(path: str, file: Path, digest: hashlib._Hash) -> dict[str, object]:
    try:
        data = file.read_bytes()
        digest.update(data)
        found = _yaml(data, file)
    except OSError as error:
        raise ReadError("cannot-open", path=path, cause=error.strerror or error, kind=_KIND) from error
    except ConfigError as error:
        cause = f"{error.args_.get('line', '?')}: {error.args_.get('cause', error.code)}"
        raise ReadError("pulumi-program", path=str(file), cause=cause, kind=_KIND) from error
    if not isinstance(found, dict):
        raise ReadError("pulumi-program", path=str(file), cause="no mapping", kind=_KIND)
    return {_known(key): value for key, value in found.items()}


def _known(key: str) -> str:
    """The name of a section; older programs write it with a capital."""
    return key.lower() if key.lower() in _SECTIONS else key


def _body(written: object) -> dict[str, object]:
    """A resource, {} for what is none; older programs write its fields with a capital too."""
    fields = written if isinstance(written, dict) else {}
    return {key.lower() if key.lower() in _FIELDS else key: value for key, value in fields.items()}


def _section(body: Json, name: str) -> dict[str, object]:
    found = body.get(name)
    return dict(found) if isinstance(found, dict) else {}


def _settings(declared: Json, stacks: Mapping[str, Json], name: str) -> dict[str, object]:
    """Each setting to its one value, or UNKNOWN. Names without a package are the project's own."""
    given = [{_full(key, name): value for key, value in _section(stack, "config").items()} for stack in stacks.values()]
    standing = {_full(key, name): value for key, value in declared.items()}
    names = {*standing, *(key for stack in given for key in stack)}
    return {key: _agreed(_value(stack.get(key, standing.get(key))) for stack in given or [{}]) for key in sorted(names)}


def _full(key: str, name: str) -> str:
    return key if ":" in key else f"{name}:{key}"


def _value(written: object) -> object:
    """What one file gives: a value, the `value` or the `default` of a declaration; a secret is unknown."""
    if not isinstance(written, dict):
        return UNKNOWN if written is None else written
    if "secure" in written or written.get("secret") is True:
        return UNKNOWN
    if "value" in written or "default" in written:
        return written.get("value", written.get("default"))
    return UNKNOWN if "type" in written else written


def _agreed(values: Iterable[object]) -> object:
    found = list(values)
    return found[0] if all(value == found[0] for value in found) else UNKNOWN
