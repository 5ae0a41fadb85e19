"""A folder of rules compiled by the user's `opa`, together with the shipped policies: `Sources` in, an `Own` out.

Nothing of the user's is taken on trust: its packages stand under `souverain.custom`, its names are no shipped rule's,
and what the sandbox lacks is refused by name, with file and line.
"""

from __future__ import annotations

import hashlib
import io
import tarfile
import tempfile
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec

from souverain.engine import rules as rule_book
from souverain.engine import shipped
from souverain.engine.own import asking as asking_of
from souverain.engine.own import metadata, parsed
from souverain.engine.own.program import Done, Opa, Problem, problems, said
from souverain.engine.own.record import NAMED, Own
from souverain.engine.own.sources import Sources
from souverain.engine.rules import Rule
from souverain.engine.wasm import OWN_ENTRYPOINT, needed_builtins
from souverain.errors import PolicyError

S = TypeVar("S", metadata.Seen, parsed.Module)

_FORMAT = "souverain/own/v1"
_OWN, _SHIPPED, _SCHEMAS = "own", "souverain", "schemas"


def revision(sources: Sources) -> str:
    """What tells these rules, compiled with these shipped policies, from all others."""
    return hashlib.sha256(f"{_FORMAT}\n{rule_book.revision()}\n{sources.digest}\n".encode()).hexdigest()


def compiled(sources: Sources, opa: Opa) -> Own:
    """The rules, ready to judge. Raises PolicyError with the file, the line and the cause of the first thing wrong."""
    with tempfile.TemporaryDirectory(prefix="souverain-") as folder:
        work = _Work(Path(folder), sources, opa)
        found = work.described()
        asking = asking_of.read(sources)
        asking_of.check(asking, found, sources.folder)
        work.check()
        module = work.module()
        work.check_builtins(module)
    return Own(
        revision=revision(sources),
        shipped=rule_book.revision(),
        rules=dict(sorted(found.items())),
        asking=asking,
        sources={name: content.decode() for name, content in sources.rules.items()},
        module=module,
    )


class _Work:
    """One compilation, in a folder of its own: what is hashed, checked and compiled are the same bytes."""

    def __init__(self, folder: Path, sources: Sources, opa: Opa) -> None:
        self._folder = folder
        self._sources = sources
        self._opa = opa
        lay_out(folder, sources.rules, revision(sources))

    def described(self) -> dict[str, Rule]:
        """What the METADATA say, once every package stands where it may and every rule can answer."""
        modules = {name: self._parsed(name) for name in self._sources.rules}
        done = self._opa.run("inspect", "--annotations", "--format", "json", _OWN, cwd=self._folder)
        if done.code:
            self._refuse(self._opa.run("check", "--format", "json", _OWN, cwd=self._folder))
        seen = self._read(done.out, metadata.Seen)
        parsed.check(modules, metadata.described(seen), self._sources)
        return metadata.rules(seen, self._place)

    def _parsed(self, name: str) -> parsed.Module:
        done = self._opa.run("parse", "--format", "json", f"{_OWN}/{name}", cwd=self._folder)
        if done.code:
            self._refuse(done)
        return self._read(done.out, parsed.Module)

    def _read(self, printed: bytes, shape: type[S]) -> S:
        try:
            return msgspec.json.decode(printed, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise PolicyError("own-opa-failed", opa=self._opa.path, detail=error) from error

    def check(self) -> None:
        """Types, with the schema of the facts for whoever names it: a misspelt field is an error."""
        done = self._checked(_SCHEMAS)
        if done.code:
            self._refuse(done)

    def module(self) -> bytes:
        """The Wasm module: the user's rules, and of ours the words that they use."""
        bundle = self._folder / "bundle.tar.gz"
        command = ("build", "-t", "wasm", "-e", OWN_ENTRYPOINT, "-o", str(bundle))
        self._opa.output(*command, _SHIPPED, _OWN, cwd=self._folder)
        try:
            with tarfile.open(fileobj=io.BytesIO(bundle.read_bytes())) as archive:
                member = archive.extractfile("/policy.wasm")
                return member.read() if member else b""
        except (OSError, tarfile.TarError, KeyError) as error:
            raise PolicyError("own-opa-failed", opa=self._opa.path, detail=error) from error

    def check_builtins(self, module: bytes) -> None:
        """Refuse what the sandbox does not have, and say where it stands."""
        if not (needed := needed_builtins(module)):
            return
        known = msgspec.json.decode(self._opa.output("capabilities", "--current", cwd=self._folder))
        known["builtins"] = [item for item in known["builtins"] if item["name"] not in needed]
        (self._folder / "capabilities.json").write_bytes(msgspec.json.encode(known))
        for problem in problems(self._checked(_SCHEMAS, "--capabilities", "capabilities.json")):
            if found := next((name for name in needed if problem.message.endswith(f"undefined function {name}")), ""):
                raise PolicyError("own-builtin", **self._where(problem), builtin=found)
        raise PolicyError("own-builtin", path=self._sources.folder, line=0, builtin=", ".join(needed))

    def _checked(self, schemas: str, *more: str) -> Done:
        command = ("check", "--format", "json", "--schema", schemas, *more)
        return self._opa.run(*command, _SHIPPED, _OWN, cwd=self._folder)

    def _refuse(self, done: Done) -> NoReturn:
        found = problems(done)
        theirs = next((problem for problem in found if problem.location.file.startswith(f"{_OWN}/")), None)
        if theirs is None:
            raise PolicyError("own-opa-failed", opa=self._opa.path, detail=said(done))
        raise PolicyError("own-broken", **self._where(theirs), cause=theirs.message)

    def _where(self, problem: Problem) -> dict[str, object]:
        return {"path": self._place(problem.location.file), "line": problem.location.row}

    def _place(self, file: str) -> str:
        return self._sources.place(file.removeprefix(f"{_OWN}/"))


def lay_out(folder: Path, own: dict[str, bytes], revision: str) -> None:
    """Write the user's files and ours where `opa` runs, with the schema of the facts."""
    files = {f"{_OWN}/{name}": content for name, content in own.items()} | shipped.sources()
    files[f"{_SHIPPED}/own_revision.rego"] = NAMED.format(revision=revision).encode()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / _SCHEMAS).mkdir()
    (folder / _SCHEMAS / "facts.json").write_bytes((shipped.folder() / "schemas/facts.json").read_bytes())
