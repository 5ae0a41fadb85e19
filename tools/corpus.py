"""Reads every input below a folder, and prints how surely its resources were placed and what was left open.

usage: python tools/corpus.py FOLDER [--labels FILE]

A file of labels says what is right, one resource a line, with tabs between: the input, by its SHA-256 or its name;
address; region; countries; ultimate parent; countries of the copies. `|` stands between answers that are right, `?` for
any, `-` for copies that are not looked at. Exit code 1 when an input ends in anything but a verdict or one clear line,
when an answer is not the labelled one, or when nothing at all was read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

CONFIDENCES = ("observed", "derived", "assumed", "unknown")
VERDICTS = (0, 1, 3, 4)
SHOWN = 25

Entry = Mapping[str, Any]
"""One resource of an inventory."""


class Label(NamedTuple):
    """What is right for one resource."""

    input: str
    address: str
    region: str
    countries: str
    parent: str
    copies: str


def labels(text: str) -> list[Label]:
    """The labels of a file; a line that begins with `#` is none. Raises TypeError for one that has not six fields."""
    return [Label(*line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]


def wrong(label: Label, entry: Entry | None) -> str:
    """What is wrong with the answer for a labelled resource, "" for nothing."""
    if entry is None:
        return f"{label.address}: not in the inventory"
    copies = sorted(",".join(place["countries"]) for place in entry["places"] if place["role"] in ("replica", "backup"))
    found = {
        "region": (label.region, entry["region"]),
        "countries": (label.countries, ",".join(entry["countries"]) or "none"),
        "parent": (label.parent, entry["ultimate_parent"]["name"]),
        "copies": ("?" if label.copies == "-" else label.copies, ";".join(copies)),
    }
    said = [f"{name} is {here!r}, not {right}" for name, (right, here) in found.items() if not _right(right, here)]
    return f"{label.address}: {'; '.join(said)}" if said else ""


def _right(right: str, here: str) -> bool:
    return right == "?" or here.lower() in right.lower().split("|")


def _open(item: Mapping[str, Any]) -> str:
    settle = f" -> {item['settle']}" if item["settle"] else ""
    return f"{item['confidence']}: {item['reason']}{settle}"


class Corpus:
    """What was found in one folder."""

    def __init__(self) -> None:
        self.read = 0
        self.entries: dict[tuple[str, str], Entry] = {}
        """By input, under its digest and under its name, and address."""
        self.confidences: Counter[str] = Counter()
        self.providers: dict[str, Counter[str]] = {}
        self.open: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.broken: list[str] = []

    def add(self, path: Path) -> None:
        """Read one input, in a process of its own."""
        command = [sys.executable, "-m", "souverain", "inventory", "--format", "json", "--lang", "en", str(path)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if "Traceback" in run.stderr or run.returncode not in VERDICTS or not run.stdout:
            said = run.stderr.strip().splitlines()
            self.broken.append(f"{path}: exit {run.returncode}: {said[-1] if said else 'nothing printed'}")
            return
        self.read += 1
        self._count(path, json.loads(run.stdout))

    def _count(self, path: Path, found: Mapping[str, Any]) -> None:
        self.unread.update(item["error"]["code"] for item in found["inputs"] if item["status"] == "unreadable")
        seen = found["coverage"]
        for item in seen["providers"]:
            counts = self.providers.setdefault(item["provider"], Counter())
            counts.update({name: item[name] for name in CONFIDENCES})
            self.confidences.update({name: item[name] for name in CONFIDENCES})
        self.open.update({_open(item): item["resources"] for item in seen["open"]})
        self.types.update({item["type"]: item["resources"] for item in seen["types_not_known"]})
        self.left_out.update(f"{item['kind']}: {item['reason']}" for item in seen["not_read"])
        names = (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", path.name)
        self.entries |= {(name, entry["address"]): entry for name in names for entry in found["resources"]}

    def lines(self) -> Iterator[str]:
        """The counts, in words."""
        yield "  ".join(f"{name} {self.confidences[name]}" for name in CONFIDENCES)
        for name, counts in sorted(self.providers.items(), key=lambda item: (-item[1].total(), item[0])):
            yield f"provider: {name}: " + "  ".join(f"{word} {counts[word]}" for word in CONFIDENCES)
        titles = {"open": self.open, "type not known": self.types, "not read": self.left_out, "unreadable": self.unread}
        for title, found in titles.items():
            for text, count in found.most_common(SHOWN):
                yield f"{title}: {count:5} {text}"

    def judge(self, right: Iterable[Label]) -> list[str]:
        """What is wrong."""
        answers = (wrong(label, self.entries.get((label.input, label.address))) for label in right)
        return [answer for answer in answers if answer]


def main(arguments: list[str]) -> int:
    """Go through the folder; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--labels", type=Path)
    asked = parser.parse_args(arguments)
    right = labels(asked.labels.read_text(encoding="utf-8")) if asked.labels else []
    corpus = Corpus()
    for path in sorted(item for item in asked.folder.rglob("*") if item.is_file()):
        corpus.add(path)
    for line in corpus.lines():
        print(line)
    found = corpus.judge(right)
    for line in (*(f"BROKEN {item}" for item in corpus.broken), *(f"WRONG {item}" for item in found)):
        print(line)
    if asked.labels:
        print(f"labels: {len(right) - len(found)} of {len(right)} right")
    return int(bool(corpus.broken or found) or not corpus.read)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
