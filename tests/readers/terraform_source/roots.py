"""Tiny roots for tests of the reader of source: files by name in, a stack out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from souverain.given import NOTHING, Given
from souverain.model import Resource, Stack
from souverain.readers import terraform_source


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return folder


def read(folder: Path, files: Mapping[str, str] | str, given: Given = NOTHING) -> Stack:
    return terraform_source.read(str(write(folder, {"main.tf": files} if isinstance(files, str) else files)), given)


def resources(folder: Path, files: Mapping[str, str] | str) -> dict[str, Resource]:
    return {resource.address: resource for resource in read(folder, files).resources}
