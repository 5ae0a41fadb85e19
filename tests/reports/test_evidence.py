"""The folder that goes into a file: as approved, inert, the same in both languages, and read in a real browser."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import report_cases as cases
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright
from report_cases import Golden

import real_tools
from souverain.reports import Look, write_folder
from souverain.reports.evidence import trail

RUNS = cases.runs()
each = pytest.mark.parametrize("name", RUNS)
PAGES = ("fr/preuves.html", "en/evidence.html")


@pytest.fixture(autouse=True)
def commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "checked_out", lambda: "c" * 40)


def folder(name: str) -> dict[str, bytes]:
    return {file: b"".join(content) for file, content in write_folder("evidence", RUNS[name], Look(lang="en"))}


def rows(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")))]


def test_as_approved(golden: Golden) -> None:
    """In French, but for the page, which says the same as the Markdown."""
    files = folder("mixed")
    told = {file: text.decode("utf-8-sig") for file, text in files.items() if re.match(r"fr/.*\.(md|csv)$", file)}
    golden("mixed.evidence.txt", "".join(f"=== {file}\n{text.replace(chr(13), '')}\n" for file, text in told.items()))


@each
def test_both_languages_hold_the_same(name: str) -> None:
    files = folder(name)
    french, english = ([file for file in files if file.startswith(f"{lang}/")] for lang in ("fr", "en"))
    assert next(iter(files)).startswith("fr/")
    assert len(french) == len(english)
    for one, other in zip(french, english, strict=True):
        if one.endswith(".csv"):
            assert len(rows(files, one)) == len(rows(files, other)), one


@each
def test_every_file_says_or_shows_what_it_is(name: str) -> None:
    files = folder(name)
    assert "ni certificat, ni constat de conformité" in files["fr/preuves.html"].decode()
    assert "no finding of compliance" in files["en/evidence.html"].decode()
    assert json.loads(gzip.decompress(files["check.json.gz"]))["schema"] == "souverain/report/v1"
    assert ("facts.json" in files) == (name != "broken")


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@each
@pytest.mark.parametrize("page", PAGES)
def test_names_are_only_names(name: str, page: str) -> None:
    for tag, attributes in Tags(folder(name)[page].decode()).found:
        assert tag not in ("script", "link", "img", "iframe", "object", "embed", "base", "form")
        assert not [key for key in attributes if key.startswith("on") or key in ("style", "src")], tag
        assert (attributes.get("href") or "#").startswith("#")


def test_no_cell_is_a_formula_and_no_markdown_is_theirs() -> None:
    files = folder("hostile")
    for file, content in files.items():
        if file.endswith(".csv"):
            cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))], file
        if file.endswith(".md"):
            text = content.decode()
            assert "<img" not in text
            assert "](http" not in text
            assert "\x1b" not in text


def test_what_was_satisfied_is_there_with_its_proof() -> None:
    proved = [item for item in rows(folder("mixed"), "en/03-proofs.csv") if item["outcome"].startswith("satisfied")]
    assert proved
    for item in proved:
        assert item["proved by the plan"]
        assert (
            "primary ; Trade register, 2026-01-02 ; 2026-11-21" in item["proved by the knowledge (grade, source, date)"]
        )


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("mixed", {"not satisfied (4); not proven (1); satisfied, on the evidence cited (1)"}),
        ("holed", {"satisfied for what was read (1)"}),
        ("empty", {"not applicable"}),
        ("day one", {"question open (4); satisfied, on the evidence cited (1)"}),
    ],
)
def test_outcomes(name: str, outcomes: set[str]) -> None:
    told = {item["outcome"] for item in rows(folder(name), "en/02-requirements.csv")}
    assert outcomes <= told


def test_the_trail_holds_what_a_verdict_depends_on() -> None:
    said = {item["what"]: item["value"] for item in rows(folder("mixed"), "en/06-audit-trail.csv")}
    assert said["Commit checked out"] == "c" * 40
    assert said["Knowledge, SHA-256"].startswith("d" * 64)
    assert said["Policies, SHA-256"] == "p" * 64
    assert said["Engine"] == "wasm"
    assert said["Command (values of --var left out)"] == (
        "souverain check plan.json --profile health --as-of 2026-11-24"
    )
    assert rows(folder("mixed"), "en/05-inputs.csv")[0]["SHA-256"] == "5" * 64


def test_a_run_that_broke_names_no_command_and_no_knowledge() -> None:
    said = {item["what"]: item["value"] for item in rows(folder("broken"), "en/06-audit-trail.csv")}
    for what in ("Command (values of --var left out)", "Knowledge, SHA-256", "Engine"):
        assert said[what] == "none, or not known"
    assert said["Exit code"] == "3"


def test_transfers_name_the_place_and_what_nobody_judged() -> None:
    told = rows(folder("mixed"), "en/10-transfers.csv")
    natures = [item["nature"] for item in told]
    assert natures == [
        "data outside the EEA, or possibly",
        "place not known",
        "data in the EEA, operator within reach",
    ]
    assert told[0]["countries"] == "United States"
    assert told[0]["safeguards (art. 46)"] == "not judged: no contract is seen"


# --- In a real browser ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = real_tools.find("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=arguments)
        yield started
        started.close()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["mixed", "hostile", "broken"])
def test_is_accessible_and_prints(browser: Browser, tmp_path: Path, name: str, page: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(folder(name)[page])
    opened = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(path.as_uri())
    found = Axe().run(opened)
    assert found.violations_count == 0, found.generate_report()
    assert opened.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px", "its style is blocked"
    assert opened.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert said == []
    assert asked == [path.as_uri()]
    assert hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(folder(name)[page]).digest()
