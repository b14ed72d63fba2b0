"""The pages of a book in a real browser: readable as they light up, on a small screen too."""

import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from narrate.publish import epub
from narrate.publish.work import Work

pytestmark = pytest.mark.whole

LIGHT_UP = """() => {
    document.documentElement.classList.add("-epub-media-overlay-playing");
    for (const text of document.querySelectorAll("span[id]"))
        if (!text.querySelector("span[id]")) text.classList.add("-epub-media-overlay-active");
}"""
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if not path:
        assert "CI" not in os.environ, "no chromium: install it"
        pytest.skip("no chromium on the PATH: install it to see the pages of a book")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_every_page_can_be_read_while_it_sounds(
    browser: Browser, how: dict[str, str], awkward: Work, tmp_path: Path
):
    work = replace(awkward, channel=replace(awkward.channel, word_level=True))
    epub.write(work, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as archive:
        archive.extractall(tmp_path)
    page = browser.new_page(viewport={"width": 320, "height": 256}, **how)
    for path in sorted((tmp_path / "EPUB").glob("*.xhtml")):
        page.goto(path.as_uri())
        page.evaluate(LIGHT_UP)
        told = Axe().run(page, options=RULES).response
        found = [(path.name, rule["id"], rule["nodes"][0]["html"]) for rule in told["violations"]]
        assert found == []
        assert "color-contrast" in [rule["id"] for rule in told["passes"]]
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.close()


def test_what_sounds_stands_out_from_the_rest(browser: Browser, work: Work, tmp_path: Path):
    epub.write(work, tmp_path / "a.epub")
    with zipfile.ZipFile(tmp_path / "a.epub") as archive:
        archive.extractall(tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "EPUB" / "01.xhtml").as_uri())
    look = """() => {
        const style = getComputedStyle(document.getElementById("s4"));
        return [style.backgroundColor, style.color, style.textDecorationLine];
    }"""
    place = "document.getElementById('b5').getBoundingClientRect().top"
    before = page.evaluate(place)
    assert page.evaluate(look) == ["rgba(0, 0, 0, 0)", "rgb(0, 0, 0)", "none"]
    page.evaluate(LIGHT_UP)
    assert page.evaluate(look) == ["rgb(255, 230, 128)", "rgb(0, 0, 0)", "underline"]
    assert page.evaluate(place) == before  # nothing moves
    page.close()
