"""The page: as approved, inert whatever the names in it, and what people do with it in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import report_cases as cases
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from report_cases import Golden

import real_tools
from souverain.i18n import Lang
from souverain.reports import Look, html, write_check
from souverain.reports.html import world

ALONE = {"style.css": "", "script.js": ""}


RUNS = cases.runs()
each = pytest.mark.parametrize("name", RUNS)


def page(name: str, lang: Lang = "en") -> str:
    return "".join(write_check("html", RUNS[name], Look(lang=lang)))


class Tags(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_as_approved(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the land, the style and the script, which say nothing."""
    small = world.Map((0, 0, 100, 100), {"FR": world.Country("M0,0l1,1z", (40, 50)), "US": world.Country("", (5, 60))})
    monkeypatch.setattr(world, "maps", lambda: world.Maps(europe=small, world=small))
    written = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", page("mixed"), flags=re.DOTALL)
    written = re.sub(r"sha256-[^']+", "sha256-...", written)
    golden("mixed.html", re.sub(r"(</(?:p|tr|li|dd|summary|h1|h2|svg|g)>)", "\\1\n", written))


@each
def test_asks_the_network_for_nothing(name: str) -> None:
    for tag, attributes in Tags(page(name)).found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert "src" not in attributes
        href = attributes.get("href") or "#"
        assert href.startswith("#") or (tag == "a" and href.startswith("https://")), href


@each
def test_names_are_only_names(name: str) -> None:
    """No attribute that runs or styles anything, and no script but ours."""
    tags = Tags(page(name)).found
    assert sum(1 for tag, _ in tags if tag == "script") == 1
    for tag, attributes in tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


@each
def test_says_in_both_languages_what_it_is(name: str) -> None:
    written = page(name)
    assert "no finding of compliance" in written
    assert "constat de conformité" in written


@each
def test_ids_are_unique_and_references_lead_somewhere(name: str) -> None:
    tags = Tags(page(name)).found
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for told in ("for", "aria-labelledby"):
            assert attributes.get(told) in (None, *ids)


def test_every_finding_leads_to_its_rule() -> None:
    tags = Tags(page("mixed")).found
    links = {attributes["href"] for _, attributes in tags if (attributes.get("href") or "").startswith("#rule-")}
    assert links
    assert {link[1:] for link in links if link} <= {attributes.get("id") for _, attributes in tags}


def test_every_country_of_the_knowledge_that_has_land_is_on_the_map() -> None:
    drawn = world.maps()
    assert {"FR", "DE", "NO", "CH", "GB", "IS"} <= drawn.europe.countries.keys()
    assert {"US", "CA", "SG", "RE", "NC", "AU", "BR"} <= drawn.world.countries.keys()


# --- In a real browser ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = real_tools.find("chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=arguments)
        yield started
        started.close()


class Opened:
    """A page in the browser, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, **context: Any) -> None:
        self.page: Page = browser.new_context(**context).new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(path.as_uri())

    def rows(self) -> list[str]:
        """Addresses in the table of resources, as they are seen."""
        return self.page.locator("main:visible table.sortable tbody tr:visible th").all_inner_texts()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    paths = {name: folder / f"{number}.html" for number, name in enumerate(RUNS)}
    for name, path in paths.items():
        path.write_text(page(name, "fr"), encoding="utf-8")
    return paths


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each
def test_is_accessible(browser: Browser, written: dict[str, Path], name: str, scheme: str) -> None:
    opened = Opened(browser, written[name], color_scheme=scheme)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.said == []
    assert opened.asked == [written[name].as_uri()]


def test_switches_languages_by_keyboard(browser: Browser, written: dict[str, Path]) -> None:
    opened = Opened(browser, written["mixed"])
    assert opened.page.locator("h1:visible").inner_text() == "Où sont les données, et qui peut les atteindre"
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("ArrowRight")
    assert opened.page.locator("h1:visible").inner_text() == "Where the data is, and who can reach it"
    assert opened.page.locator("html").get_attribute("lang") == "en"


def test_says_the_essential_without_a_script(browser: Browser, written: dict[str, Path]) -> None:
    opened = Opened(browser, written["mixed"], java_script_enabled=False)
    assert opened.page.locator(".verdict:visible .word").all_inner_texts() == ["non satisfaite"]
    assert len(opened.rows()) == 6
    opened.page.locator("label[for=lang-en]").click()
    assert opened.page.locator(".verdict:visible .word").all_inner_texts() == ["fail"]


def test_filters_and_sorts(browser: Browser, written: dict[str, Path]) -> None:
    opened = Opened(browser, written["mixed"])
    table = opened.page.locator("main:visible table.sortable")
    table.locator("thead button").first.click()
    ascending = opened.rows()
    assert ascending[0] == "aws_s3_bucket.abroad"
    table.locator("thead button").first.click()
    assert opened.rows() == ascending[::-1]
    opened.page.locator("main:visible input[type=search]").fill("copies records")
    assert opened.rows() == []
    opened.page.locator("main:visible input[type=search]").fill("COPIES")
    assert opened.rows() == ["aws_s3_bucket.copies[1]", "aws_s3_bucket.copies[0]"]


@pytest.mark.parametrize("width", [380, 1280])
def test_fits_the_window(browser: Browser, written: dict[str, Path], width: int) -> None:
    opened = Opened(browser, written["hostile"], viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_prints_everything_in_one_language(browser: Browser, written: dict[str, Path]) -> None:
    opened = Opened(browser, written["mixed"])
    opened.page.emulate_media(media="print")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.locator("main[lang=fr] details:not([open])").count() == 0
    assert opened.page.locator("main[lang=en]").is_hidden()
    assert opened.page.locator(".languages").is_hidden()
    assert len(opened.page.pdf()) > 10_000


def test_the_land_is_drawn_once() -> None:
    assert page("mixed").count('class="land') < 500
    assert html.world.maps().world.box[2] > 0
