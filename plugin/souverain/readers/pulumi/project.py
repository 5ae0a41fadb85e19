"""The files of a Pulumi YAML project: a folder in; resources, variables and settings as they are written out.

Settings are those of `Pulumi.yaml` and of the files of its stacks, where these agree: nobody says which stack is meant.
"""

from __future__ import annotations

import hashlib
import os
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
_MAINS = ("Main.json", "Main.yaml", "Main.yml")
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


def backend_of(folder: Path, name: str) -> Backend | None:
    """Where the project in a folder says that its state is kept, where it has this name and can be read."""
    file = manifest(folder)
    try:
        found = _yaml(file.read_bytes(), file) if file else None
    except (OSError, ConfigError):
        return None
    return _backend(found, file) if file and isinstance(found, dict) and found.get("name") == name else None


def load(path: str) -> Project:
    """The project in a folder. Raises ReadError for a program in another language, and for what is no program."""
    folder = Path(path)
    main = manifest(folder) or folder / _MANIFESTS[0]
    if next(folder.glob("*.tf"), None) or next(folder.glob("*.tf.json"), None):
        raise ReadError("pulumi-with-terraform", path=path, kind=_KIND)
    digest = hashlib.sha256()
    said = _parsed(path, main, digest)
    if (runtime := _runtime(said)) != "yaml":
        raise ReadError("pulumi-no-yaml", path=path, runtime=runtime, kind=_KIND)
    file = _file(path, folder, main, said)
    body = said if file == main else _parsed(path, file, digest)
    stacks = {
        item.name.removeprefix("Pulumi.").rpartition(".")[0]: _parsed(path, item, digest)
        for item in _stack_files(folder, said)
    }
    name = str(said.get("name") or folder.name)
    declared = [_section(part, key) for part in (said, body) for key in ("config", "configuration")]
    settings = _settings({key: value for part in declared for key, value in part.items()}, stacks, name)
    return Project(
        name=name,
        stack=next(iter(stacks)) if len(stacks) == 1 else "stack",
        file=Path(os.path.relpath(file, folder)).as_posix(),
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


def _stack_files(folder: Path, said: Json) -> list[Path]:
    """The files of the stacks, beside the program or where it says; older programs say it under `config`."""
    written = next((said[key] for key in ("stackConfigDir", "config") if isinstance(said.get(key), str)), "")
    where = folder / str(written)
    return sorted([*where.glob("Pulumi.*.yaml"), *where.glob("Pulumi.*.yml")])


def _runtime(said: Json) -> str:
    """The language; a program in YAML that a compiler writes is none that stands in a file."""
    runtime = said.get("runtime")
    if not isinstance(runtime, dict):
        return str(runtime or "?")
    options = runtime.get("options")
    compiler = options.get("compiler") if isinstance(options, dict) else None
    return f"{runtime.get('name') or '?'}, {compiler}" if compiler else str(runtime.get("name") or "?")


def _file(path: str, folder: Path, main: Path, said: Json) -> Path:
    """The file of the program, in the order in which Pulumi looks for it. Raises ReadError when there is none."""
    written = folder / str(said.get("main") or ".")
    where = written.parent if written.is_file() else written
    for name in (*_MAINS, *_MANIFESTS):
        if (where / name).is_file():
            return main if (where / name).samefile(main) else where / name
    raise ReadError("pulumi-program", path=path, cause=f"main: {said.get('main')}", kind=_KIND)


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
    standing = {_full(key, name): value for key, value in declared.items()}
    given = [_given(stack, standing, name) for stack in stacks.values()] or [standing]
    names = sorted({key for stack in given for key in stack})
    return {key: _agreed(_value(stack.get(key)) for stack in given) for key in names}


def _given(stack: Json, standing: Json, name: str) -> dict[str, object]:
    """What holds in one stack. An environment that it takes settings from may give any that it does not give itself."""
    own = {_full(key, name): value for key, value in _section(stack, "config").items()}
    return {**(dict.fromkeys(standing, UNKNOWN) if "environment" in stack else standing), **own}


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
