"""The file of compiled rules and the cache of them: what is read back, and that nothing else is believed."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import own_rules
import pytest

from real_tools import Tool
from souverain.config import Policies
from souverain.engine import own, rules
from souverain.engine.own import Own, cache, compiling, packed, program, sources
from souverain.errors import PolicyError


@pytest.fixture(scope="module")
def compiled(tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> Own:
    folder = own_rules.house(tmp_path_factory.mktemp("house"))
    return compiling.compiled(sources.read(folder), program.Opa(str(tool("opa"))))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "cache/souverain/own"


def book(own_: Own, **changes: Any) -> dict[str, Any]:
    """What stands beside the module."""
    with tarfile.open(fileobj=io.BytesIO(packed.packed(own_))) as tar:
        file = tar.extractfile("rules.json")
        assert file is not None
        found: dict[str, Any] = json.loads(file.read())
    return found | changes


def bundle(own_: Own, module: bytes | None = None, **changes: Any) -> bytes:
    """A bundle of which something is changed."""
    written = json.dumps(book(own_, **changes)).encode()
    return packed.archive({"rules.json": written, "policy.wasm": own_.module if module is None else module})


def test_what_is_packed_is_read_back(compiled: Own, tmp_path: Path) -> None:
    path = tmp_path / "rules.tar.gz"
    path.write_bytes(packed.packed(compiled))
    assert packed.read(path) == compiled
    assert own.load(Policies(own=str(path))) == compiled


def linked(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member)
    return gzip.compress(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"package souverain.custom.a", id="Rego"),
        pytest.param(gzip.compress(b""), id="an empty archive"),
        pytest.param(gzip.compress(b"x" * 2000), id="no archive"),
        pytest.param(gzip.compress(b"\0" * (40 << 20)), id="a bomb"),
        pytest.param(linked("rules.json"), id="a link"),
        pytest.param(packed.archive({"rules.json": b"{}", "policy.wasm": b""}), id="another shape"),
        pytest.param(packed.archive({"rules.json": b"[" * 100_000, "policy.wasm": b""}), id="endless depth"),
        pytest.param(packed.archive({"policy.wasm": b""}), id="no rules"),
    ],
)
def test_what_is_no_bundle_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rules.tar.gz"
    path.write_bytes(data)
    with pytest.raises(PolicyError) as caught:
        packed.read(path)
    assert caught.value.code == "own-bundle"
    assert "\n" not in str(caught.value)


def test_half_a_bundle_is_refused(compiled: Own, tmp_path: Path) -> None:
    data = packed.packed(compiled)
    for size in (1, 20, len(data) // 2, len(data) - 1):
        (tmp_path / "half").write_bytes(data[:size])
        with pytest.raises(PolicyError) as caught:
            packed.read(tmp_path / "half")
        assert caught.value.code == "own-bundle"


def test_a_bundle_of_another_release_is_refused(compiled: Own, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(bundle(compiled, policies="older"))
    with pytest.raises(PolicyError) as caught:
        packed.read(tmp_path / "old")
    assert caught.value.code == "own-other-release"


def renamed(compiled: Own, name: str, **changes: str) -> dict[str, Any]:
    told = book(compiled)["rules"]["custom.approved"]
    return {name: {**told, **changes}}


@pytest.mark.parametrize(
    ("name", "changes", "code"),
    [
        pytest.param("unknown_location", {"id": "unknown-location"}, "own-takes-name", id="a name of ours"),
        pytest.param("custom.unknown_location", {"id": "unknown-location"}, "own-takes-name", id="an id of ours"),
        pytest.param("custom.approved", {"id": "unknown-location"}, "own-name", id="another id"),
        pytest.param("custom.approved", {"message": {"en": "{a.b}", "fr": "x"}}, "own-words", id="texts that reach in"),
    ],
)
def test_a_bundle_cannot_take_our_names(
    compiled: Own, tmp_path: Path, name: str, changes: dict[str, str], code: str
) -> None:
    (tmp_path / "rules").write_bytes(bundle(compiled, rules=renamed(compiled, name, **changes)))
    with pytest.raises(PolicyError) as caught:
        packed.read(tmp_path / "rules")
    assert caught.value.code == code


def test_a_bundle_cannot_take_the_name_of_our_profile(compiled: Own, tmp_path: Path) -> None:
    asking = book(compiled)["asking"]
    asking["profiles"][0]["id"] = "health"
    (tmp_path / "rules").write_bytes(bundle(compiled, asking=asking))
    with pytest.raises(PolicyError) as caught:
        packed.read(tmp_path / "rules")
    assert caught.value.code == "own-record-taken"


# --- The cache ----------------------------------------------------------------------------------------------------


def test_what_is_kept_is_found(compiled: Own, kept: Path) -> None:
    assert cache.find(compiled.revision) is None
    cache.keep(compiled)
    assert cache.find(compiled.revision) == compiled
    assert [path.name for path in kept.iterdir()] == [f"{compiled.revision}.tar.gz"]


def test_what_was_compiled_before_needs_no_opa(
    compiled: Own, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.keep(compiled)
    monkeypatch.setenv("PATH", "")
    assert own.load(Policies(own=str(own_rules.house(tmp_path / "house")))) == compiled
    assert kept.is_dir()


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda *_: b"", id="empty"),
        pytest.param(lambda data, _: data[:-9], id="cut"),
        pytest.param(lambda data, _: data[:300] + bytes([data[300] ^ 1]) + data[301:], id="one bit"),
        pytest.param(lambda _, own_: bundle(own_, module=b"\0asm\1\0\0\0"), id="another module"),
        pytest.param(lambda _, own_: bundle(own_, revision="0" * 64), id="another revision"),
        pytest.param(lambda _, own_: bundle(own_, policies="older"), id="another release"),
    ],
)
def test_a_cache_that_is_spoilt_is_not_believed(compiled: Own, kept: Path, spoil: Any) -> None:
    cache.keep(compiled)
    path = kept / f"{compiled.revision}.tar.gz"
    path.write_bytes(spoil(path.read_bytes(), compiled))
    assert cache.find(compiled.revision) is None
    cache.keep(compiled)
    assert cache.find(compiled.revision) == compiled


@pytest.mark.skipif(os.name == "nt", reason="modes mean little there")
@pytest.mark.parametrize("which", [".", ".."], ids=["the folder", "the folder above"])
def test_a_folder_that_others_may_write_to_is_not_believed(compiled: Own, kept: Path, which: str) -> None:
    cache.keep(compiled)
    (kept / which).chmod(0o777)
    assert cache.find(compiled.revision) is None


@pytest.mark.skipif(os.name == "nt", reason="links are rare there")
def test_a_folder_that_is_a_link_is_not_followed(compiled: Own, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    kept.parent.mkdir(parents=True)
    kept.symlink_to(tmp_path / "elsewhere")
    cache.keep(compiled)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("home", ["relative", "/dev/null"])
def test_without_a_home_nothing_is_kept(compiled: Own, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", home)
    cache.keep(compiled)
    assert cache.find(compiled.revision) is None


def test_a_full_disk_is_no_obstacle(compiled: Own, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep(compiled)
    assert list(kept.iterdir()) == []


KEEP = """
import sys
from pathlib import Path
from souverain.engine.own import cache, packed
made = packed.read(Path(sys.argv[1]))
for _ in range(20):
    cache.keep(made)
    assert cache.find(made.revision) == made
"""


def test_runs_at_the_same_time_find_it_whole(compiled: Own, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "rules.tar.gz"
    path.write_bytes(packed.packed(compiled))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    runs = [subprocess.Popen([sys.executable, "-c", KEEP, str(path)], env=env) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert [one.name for one in kept.iterdir()] == [f"{compiled.revision}.tar.gz"]


def test_the_digest_is_that_of_the_module(compiled: Own) -> None:
    assert book(compiled)["module"] == hashlib.sha256(compiled.module).hexdigest()
    assert book(compiled)["policies"] == rules.revision()
