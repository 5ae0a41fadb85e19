"""Runs policies compiled to WebAssembly, in this process: facts document in, raw findings out, in a sandbox.

The module gets no network, no file and no clock; its memory and its time are bounded. The calls are those of OPA's Wasm
ABI, version 1.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import msgspec
import wasmtime

from souverain.engine import RawFinding, Used, answers
from souverain.engine.view import view, whole
from souverain.errors import PolicyError

SHIPPED = Path(__file__).resolve().parent.parent / "compiled" / "policies.wasm"
ENTRYPOINT = "souverain/findings"
OWN_ENTRYPOINT = "souverain/own"
_ABI = 1
_CHUNK = 1 << 20
_FIRST_PAGES = 64
"""Pages of 64 KiB that a module starts with: it asks for two, whatever its own constants take."""


class WasmEngine:
    """The default engine. `whole` gives policies the whole document: those of a user may read what ours do not."""

    name = "wasm"

    def __init__(
        self,
        module: Path | bytes = SHIPPED,
        *,
        entrypoint: str = ENTRYPOINT,
        seconds: float = 60.0,
        megabytes: int = 1024,
        whole: bool = False,
    ) -> None:
        self._entrypoint = entrypoint
        self._seconds = seconds
        self._megabytes = megabytes
        self.whole = whole
        self._engine = wasmtime.Engine(_settings())
        self._module = _compile(self._engine, module)

    def evaluate(self, document: bytes) -> tuple[RawFinding, ...]:
        """Judge one facts document, in an instance of its own, of which nothing stays."""
        seen = whole(document) if self.whole else view(document)
        with self._instance() as instance:
            answer = instance.evaluate(seen.facts, self._entrypoint)
        return answers.from_wasm(answer, seen.alike)

    def builtins(self) -> tuple[str, ...]:
        """The functions that the module expects of its host. There are none here: it would be refused."""
        with self._instance() as instance:
            return instance.builtins()

    def used(self) -> Used:
        """Nothing but this process."""
        return Used(name=self.name)

    def close(self) -> None:
        """Give back the compiled module."""
        self._module.close()
        self._engine.close()

    @contextlib.contextmanager
    def _instance(self) -> Iterator[_Instance]:
        """An instance that ends in time and whose failures are `PolicyError`s."""
        with self._failures(), self._deadline(), _Instance(self._engine, self._module, self._megabytes) as instance:
            yield instance

    @contextlib.contextmanager
    def _deadline(self) -> Iterator[None]:
        """Interrupt the module when its time is over, from a thread that ends with the evaluation."""
        timer = threading.Timer(self._seconds, self._engine.increment_epoch)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    @contextlib.contextmanager
    def _failures(self) -> Iterator[None]:
        """Say in one line why a module stopped: its own message is followed by a backtrace."""
        try:
            yield
        except wasmtime.Trap as trap:
            if trap.trap_code is wasmtime.TrapCode.INTERRUPT:
                raise PolicyError("policy-timeout", engine=self.name, seconds=f"{self._seconds:g}") from None
            raise PolicyError("policy-stopped", engine=self.name, detail=_first_line(trap)) from None
        except wasmtime.WasmtimeError as error:
            raise PolicyError("policy-stopped", engine=self.name, detail=_first_line(error)) from None


class _Instance:
    """One module with its memory, for one evaluation; all addresses are offsets in that memory."""

    def __init__(self, engine: wasmtime.Engine, module: wasmtime.Module, megabytes: int) -> None:
        self._megabytes = megabytes
        self._store = wasmtime.Store(engine)
        self._store.set_limits(memory_size=megabytes << 20)
        self._store.set_epoch_deadline(1)
        self._linker = wasmtime.Linker(engine)
        for wanted in module.imports:
            self._provide(wanted)
        exports = self._linker.instantiate(self._store, module).exports(self._store)
        self._functions = {name: item for name, item in exports.items() if isinstance(item, wasmtime.Func)}
        memory, version = exports.get("memory"), exports.get("opa_wasm_abi_version")
        if not isinstance(memory, wasmtime.Memory) or not isinstance(version, wasmtime.Global):
            raise PolicyError("policy-not-wasm", detail="memory, opa_wasm_abi_version")
        self._memory = memory
        if version.value(self._store) != _ABI:
            raise PolicyError("policy-not-wasm", detail=f"ABI {version.value(self._store)}")

    def __enter__(self) -> _Instance:
        return self

    def __exit__(self, *_: object) -> None:
        self._linker.close()
        self._store.close()

    def evaluate(self, facts: bytes, entrypoint: str) -> bytes:
        """JSON of the result set of the entry point."""
        if needed := self.builtins():
            raise PolicyError("policy-builtins", builtins=", ".join(needed))
        context = self._call("opa_eval_ctx_new")
        self._call("opa_eval_ctx_set_input", context, self._parse(facts))
        self._call("opa_eval_ctx_set_data", context, self._parse(b"{}"))
        self._call("opa_eval_ctx_set_entrypoint", context, self._entrypoint(entrypoint))
        self._call("eval", context)
        return self._dump(self._call("opa_eval_ctx_get_result", context))

    def builtins(self) -> tuple[str, ...]:
        """The functions that the module expects of its host, sorted."""
        return tuple(sorted(self._numbers("builtins")))

    def _provide(self, wanted: wasmtime.ImportType) -> None:
        """Give the module the memory and the functions that the ABI names. It is refused when it wants more."""
        if isinstance(wanted.type, wasmtime.MemoryType):
            limits = wanted.type.limits
            least = wasmtime.Limits(max(limits.min, _FIRST_PAGES), limits.max)
            memory = wasmtime.Memory(self._store, wasmtime.MemoryType(least))
            self._linker.define(self._store, wanted.module, wanted.name or "", memory)
        elif isinstance(wanted.type, wasmtime.FuncType) and wanted.name == "opa_abort":
            self._linker.define_func(wanted.module, wanted.name, wanted.type, self._abort)
        elif isinstance(wanted.type, wasmtime.FuncType) and wanted.name in _BUILTIN_CALLS:
            self._linker.define_func(wanted.module, wanted.name, wanted.type, _no_builtin)

    def _abort(self, address: int) -> NoReturn:
        message = self._text(address).decode("utf-8", "replace")
        if "malloc" in message:
            raise PolicyError("policy-memory", engine="wasm", megabytes=self._megabytes)
        raise PolicyError("policy-stopped", engine="wasm", detail=message)

    def _entrypoint(self, name: str) -> int:
        numbers = self._numbers("entrypoints")
        if name not in numbers:
            raise PolicyError("policy-entrypoint", entrypoint=name)
        return numbers[name]

    def _numbers(self, table: str) -> dict[str, int]:
        """A table that the module exports: name to number."""
        try:
            return msgspec.json.decode(self._dump(self._call(table)), type=dict[str, int])
        except msgspec.DecodeError as error:
            raise PolicyError("policy-not-wasm", detail=table) from error

    def _parse(self, json: bytes) -> int:
        """Address of the value. The module reads what is no JSON as undefined: refuse it."""
        address = self._call("opa_malloc", len(json))
        ctypes.memmove(self._memory.get_buffer_ptr(self._store, len(json), address), json, len(json))
        value = self._call("opa_json_parse", address, len(json))
        if not value:
            raise PolicyError("not-facts", detail="no JSON, or too deep")
        return value

    def _dump(self, value: int) -> bytes:
        return self._text(self._call("opa_json_dump", value))

    def _text(self, address: int) -> bytes:
        """The text that starts at an address and ends before a zero."""
        parts: list[bytes] = []
        while part := bytes(self._memory.read(self._store, address, address + _CHUNK)):
            text, end, _ = part.partition(b"\0")
            parts.append(text)
            if end:
                return b"".join(parts)
            address += _CHUNK
        raise PolicyError("policy-answer", engine="wasm", detail="no end of text")

    def _call(self, name: str, *arguments: int) -> int:
        if name not in self._functions:
            raise PolicyError("policy-not-wasm", detail=name)
        result = self._functions[name](self._store, *arguments)
        return int(result or 0) & 0xFFFFFFFF


_BUILTIN_CALLS = tuple(f"opa_builtin{arguments}" for arguments in range(5))


def _no_builtin(*_: int) -> NoReturn:
    """Never called: modules that name a builtin of the host are refused before."""
    raise PolicyError("policy-builtins", builtins="?")


def _settings() -> wasmtime.Config:
    """Interruptible; compiled code is cached where the user's cache can be written, and compiled anew elsewhere."""
    settings = wasmtime.Config()
    settings.epoch_interruption = True
    settings.cranelift_opt_level = "none"  # half the time to compile, and the code is as fast within a few percent
    with contextlib.suppress(wasmtime.WasmtimeError):
        settings.cache = True
    return settings


def needed_builtins(module: bytes) -> tuple[str, ...]:
    """The functions that a module expects and the sandbox does not have."""
    engine = WasmEngine(module)
    try:
        return engine.builtins()
    finally:
        engine.close()


def _compile(engine: wasmtime.Engine, module: Path | bytes) -> wasmtime.Module:
    try:
        return wasmtime.Module(engine, module if isinstance(module, bytes) else module.read_bytes())
    except OSError as error:
        raise PolicyError("policy-missing", path=module, cause=error.strerror or error) from error
    except wasmtime.WasmtimeError as error:
        raise PolicyError("policy-not-wasm", detail=_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
