"""The pages in a real browser: Debian's Chromium, at a host and from disk.

In every test nothing may be asked of another host, and nothing may be said in the console.
"""

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from narrate.publish.pages import library_page, write
from narrate.publish.work import Work

pytestmark = pytest.mark.whole

FLAGS = [
    "--no-sandbox",  # tests may run as root
    "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]
EPISODE = "alles/index.html"
LIBRARY = "index.html"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)."""
READY = "audio.readyState >= 1"

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        assert not os.environ.get("CI"), "Chromium is lacking: apt-get install chromium"
        pytest.skip("Chromium is lacking: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", autouse=True)
def site(work: Work, awkward: Work, root: Path, publish: Callable[[Work, Path], Path]) -> Path:
    """The library's folder, and in it one with awkward texts."""
    publish(work, root)
    publish(awkward, root / "vreemd")
    return root


@pytest.fixture
def troubles() -> list[str]:
    """What the pages of a test said in the console or asked of others: nothing, at its end."""
    return []


@pytest.fixture
def visit(browser: Browser, host: str, troubles: list[str]) -> Iterator[Visit]:
    """Open a page in a browser without a past; options are those of a context."""
    contexts = []

    def open_page(path: str = EPISODE, base: str = host, script: str = "", **options) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        if script:
            context.add_init_script(script)
        context.on("console", lambda said: troubles.append(said.text))
        context.on("weberror", lambda raised: troubles.append(str(raised.error)))
        context.on("request", lambda request: troubles.extend(foreign(request.url)))
        page = context.new_page()
        page.goto(base + path)
        return page

    def foreign(url: str) -> list[str]:
        own = url.startswith((host, "file:", "data:", "about:"))
        return [] if own else [f"asked for {url}"]

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


def until(page: Page, condition: str, seconds: float = 8) -> None:
    """Wait until something holds; Playwright's own waiting evaluates text: the page forbids it."""
    for _ in range(int(seconds * 40)):
        if page.evaluate(f"Boolean({condition})"):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never: {condition}")


def at(page: Page) -> float:
    """Seconds of the episode."""
    return page.evaluate("audio.currentTime")


def paused(page: Page) -> bool:
    return page.evaluate("audio.paused")


def play_from(page: Page, seconds: float, speed: float = 1) -> None:
    until(page, READY)
    page.evaluate(
        """([seconds, speed]) => {
            audio.currentTime = seconds;
            audio.playbackRate = speed;
            return audio.play();
        }""",
        [seconds, speed],
    )


def stay_at(page: Page, sentence: str) -> None:
    """Listen a moment, stop, and step to a sentence: a place that the page keeps and has kept."""
    until(page, READY)
    press(page, "k")
    until(page, "audio.currentTime > 0")
    press(page, "k", "n")
    while sentence_now(page) != sentence:
        press(page, ".")
    until(page, f"localStorage['hoorstuk/plek/alles']?.includes({json.dumps(sentence)})")


def sentence_now(page: Page) -> str:
    """The text of the sentence that is marked."""
    return page.locator("[data-t][aria-current]").text_content() or ""


def status(page: Page) -> str:
    return page.locator("#status").text_content() or ""


def violations(page: Page) -> list[str]:
    """What axe-core finds, its rules for the enhanced level (AAA) and good practice included."""
    page.evaluate(AXE)
    found = page.evaluate(
        """async () => (await axe.run(document, {
            rules: {
                "color-contrast-enhanced": { enabled: true },
                "target-size": { enabled: true },
            },
        })).violations.flatMap(
            ({ id, nodes }) => nodes.map((node) => [id, node.html, node.failureSummary])
        )"""
    )
    return [f"{rule}: {html}: {why}" for rule, html, why in found]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, wanted: str, most: int = 40) -> None:
    """Go with Tab to the element that a selector means."""
    for _ in range(most):
        press(page, "Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never reaches {wanted}")


LOOKS = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "dark contrast": {"contrast": "more", "color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "phone": {"viewport": PHONE},
    "zoomed to 400 %": {"viewport": ZOOMED},
}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visit: Visit, look: str):
    for path in (EPISODE, LIBRARY):
        page = visit(path, **LOOKS[look])
        assert violations(page) == [], path


@pytest.mark.parametrize("look", ["light", "dark", "forced colours", "zoomed to 400 %"])
def test_axe_finds_nothing_in_what_opens(visit: Visit, look: str):
    page = visit(**LOOKS[look])
    play_from(page, 6)
    until(page, "CSS.highlights.get('word').size")
    press(page, "k")
    press(page, "i")
    assert violations(page) == []
    press(page, "Escape")
    press(page, "?")
    assert page.locator("#help").is_visible()
    assert violations(page) == []


def test_axe_finds_nothing_without_javascript(visit: Visit, site: Path):
    for path in (EPISODE, LIBRARY):  # axe-core is a script itself, so that of the page is taken out
        text = (site / path).read_text("utf-8")
        still = (site / path).with_name("still.html")
        still.write_text(re.sub(r"<script>.*</script>", "", text, flags=re.DOTALL), "utf-8")
        page = visit(path.replace("index", "still"))
        assert not page.locator("#console, #search").first.is_visible()
        assert violations(page) == []
        still.unlink()


def test_axe_finds_nothing_with_awkward_texts(visit: Visit):
    for path in ("vreemd/alles/index.html", "vreemd/index.html"):
        assert violations(visit(path)) == []


def test_every_part_can_be_reached_by_tab_and_seen(visit: Visit):
    page = visit(viewport=PHONE)
    seen = []
    while True:
        press(page, "Tab")
        place = page.evaluate(
            """() => {
                const element = document.activeElement;
                const box = element.getClientRects()[0];
                const middle = box && [box.x + box.width / 2, box.y + box.height / 2];
                const top = box && document.elementFromPoint(...middle);
                const look = getComputedStyle(element);
                return [
                    element.id || element.hash || element.getAttribute("href") || element.className,
                    Boolean(top && (element.contains(top) || top.contains(element))),
                    look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
                ];
            }"""
        )
        name, is_uncovered, is_marked = place
        if name in seen or page.evaluate("document.activeElement === document.body"):
            break
        seen.append(name)
        assert is_uncovered, name
        assert is_marked, name
    buttons = ["previous-chapter", "previous-sentence", "back", "play", "forward"]
    buttons += ["next-sentence", "next-chapter", "settings", "help-open"]
    assert [name for name in seen if name in buttons] == buttons
    assert seen[0] == "#tekst"
    assert {"#h1", "#h2", "#h3", "s", "episode.epub", "progress"} <= set(seen)


def test_keys_steer_the_player(visit: Visit, work: Work):
    page = visit()
    until(page, READY)
    second, third = (chapter.start for chapter in work.episode.chapters[1:])
    press(page, "n")
    assert at(page) == pytest.approx(second, abs=0.01)
    assert status(page) == "Hoofdstuk 2: Lijsten & tabellen"
    press(page, "n")
    assert at(page) == pytest.approx(third, abs=0.01)
    press(page, "p", "l")
    assert at(page) == pytest.approx(second + 30, abs=0.01)
    press(page, "j")
    assert at(page) == pytest.approx(second + 15, abs=0.01)
    press(page, "p", ".")
    assert sentence_now(page) == "Lijsten & tabellen"
    press(page, ".", ".")
    assert sentence_now(page) == "de eerste soort;"
    press(page, ",")
    assert sentence_now(page) == "Er zijn drie soorten:"
    press(page, "+", "+", "-")
    assert page.evaluate("audio.playbackRate") == pytest.approx(1.1)
    assert status(page) == "Snelheid 1,1"
    press(page, "m")
    assert page.evaluate("audio.muted")
    press(page, "v")
    assert status(page) == "De tekst schuift niet meer mee."
    press(page, "t")
    assert status(page) == "Slaaptimer: tot het einde van dit hoofdstuk"
    press(page, " ")
    until(page, "!audio.paused")
    until(page, "document.querySelector('#play').textContent === 'Pauze'")
    press(page, "k")
    until(page, "audio.paused")
    assert status(page).startswith("Pauze, bij ")


def test_controls_work_by_tab_and_enter_alone(visit: Visit):
    page = visit()
    until(page, READY)
    tab_to(page, "#progress")
    press(page, "ArrowRight", "ArrowRight")
    assert at(page) == pytest.approx(10, abs=0.01)
    assert page.locator("#progress").get_attribute("aria-valuetext") == (
        "10 seconden van 48 seconden, hoofdstuk 1"
    )
    press(page, "PageUp")
    assert at(page) > 48
    press(page, "PageDown")
    assert at(page) == 0
    tab_to(page, "#next-chapter")
    press(page, "Enter")
    assert at(page) > 14
    tab_to(page, "#settings")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "speed"
    press(page, "End")
    assert page.evaluate("audio.playbackRate") == 3
    press(page, "Home")
    assert page.evaluate("audio.playbackRate") == 0.5
    assert page.evaluate("audio.preservesPitch")
    assert page.locator("#speed").get_attribute("aria-valuetext") == "0,5 keer"
    press(page, "Tab", "Home", "ArrowRight")
    assert page.evaluate("audio.volume") == pytest.approx(0.05)
    tab_to(page, "#size")
    press(page, "End")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32.4px"
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "settings"
    assert not page.locator("#panel").is_visible()
    press(page, "Tab", "Enter")
    assert page.locator("#help").is_visible()
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "help-open"


def test_single_keys_can_be_switched_off_for_good(visit: Visit):
    page = visit()
    press(page, "?")
    tab_to(page, "#keys")
    press(page, " ", "Escape", "n")
    assert at(page) == 0
    page.reload()
    press(page, "n", "?")
    assert at(page) == 0
    assert not page.locator("#help").is_visible()


def test_fields_and_shortcuts_of_the_system_keep_their_keys(visit: Visit):
    page = visit()
    until(page, READY)
    press(page, "i")
    tab_to(page, "#timer")
    press(page, "n", "Escape", "Control+k", "Alt+n")
    assert at(page) == 0
    assert paused(page)


@pytest.mark.parametrize("place", ["host", "disk"])
def test_the_marked_word_is_the_one_that_sounds(
    visit: Visit, root: Path, work: Work, host: str, place: str
):
    page = visit(base=host if place == "host" else f"{root.as_uri()}/")
    told = json.loads((work.folder / "words.json").read_text("utf-8"))
    chance = random.Random(2026)
    for _ in range(10):
        word = chance.choice(told)
        play_from(page, chance.uniform(word["start"], word["end"]))
        until(page, "!audio.seeking")
        now, marked = page.evaluate(
            """() => new Promise((done) => {
                const look = () => {
                    const [word] = CSS.highlights.get("word");
                    if (!word) return requestAnimationFrame(look);
                    done([audio.currentTime, String(word)]);
                };
                requestAnimationFrame(() => requestAnimationFrame(look));
            })"""
        )
        sounding = [w["text"] for w in told if w["start"] - 0.001 <= now and now - 0.04 < w["end"]]
        assert marked in sounding
        assert not paused(page)


def test_a_click_or_enter_on_a_sentence_plays_from_there(visit: Visit):
    page = visit()
    page.get_by_text("Zij heeft twee zinnen.").click()
    assert sentence_now(page) == "Zij heeft twee zinnen."
    until(page, "!audio.paused")
    press(page, "k")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[data-t]")
    press(page, "ArrowDown", "ArrowDown")
    focused = page.evaluate("document.activeElement.textContent")
    press(page, "Enter")
    assert sentence_now(page) == focused == "Lijsten & tabellen"
    assert page.locator("[data-t][role=link]").count() == 1


def test_tab_into_the_text_arrives_at_what_is_read(visit: Visit):
    page = visit()
    until(page, READY)
    press(page, "n", ".", ".", ".")
    tab_to(page, "[data-t]")
    assert page.evaluate("document.activeElement.textContent") == "de eerste soort;"
    press(page, "Tab")
    assert page.evaluate("document.activeElement.closest('.downloads') !== null")


def test_the_page_moves_along_unless_one_does_not_want_it(visit: Visit):
    page = visit(viewport=PHONE, reduced_motion="reduce")
    play_from(page, 44.3)
    until(page, "scrollY > 200")
    box = page.locator("[data-t][aria-current]").bounding_box()
    assert box["y"] + box["height"] < page.locator("#player").bounding_box()["y"]
    page.mouse.move(200, 200)
    page.mouse.wheel(0, -5000)
    until(page, "scrollY === 0")
    assert status(page) == "De tekst schuift niet meer mee."
    play_from(page, 20)
    until(page, "audio.currentTime > 20.3")
    assert page.evaluate("scrollY") == 0


def test_place_is_remembered_after_reloading(visit: Visit):
    page = visit()
    stay_at(page, "de eerste soort;")
    page.reload()
    assert sentence_now(page) == "de eerste soort;"
    assert status(page).startswith("U was bij hoofdstuk 2, ")
    page.goto(page.url.replace("alles/index.html", "index.html"))
    assert "U was bij hoofdstuk 2" in page.locator("#list").text_content()


def test_place_is_found_again_when_the_episode_has_changed(visit: Visit, site: Path, work: Work):
    page = visit()
    stay_at(page, "de derde.")
    first, second, third = work.episode.chapters
    first = replace(first, sentences=first.sentences[:2])
    second = replace(second, start=second.start - 5, sentences=second.sentences[2:])
    other = site / "alles" / "anders.html"
    episode = replace(work.episode, chapters=(first, second, third))
    write(replace(work, episode=episode), other)
    page.goto(page.url.replace("index.html", "anders.html"))
    assert sentence_now(page) == "de derde."
    other.unlink()


def test_nothing_needs_a_store(visit: Visit):
    refuse = """Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("no", "SecurityError"); } })"""
    page = visit(script=refuse)
    until(page, READY)
    press(page, "n", "+", "k")
    until(page, "audio.currentTime > 14.3")
    assert visit(LIBRARY, script=refuse).locator("#search").is_visible()


@pytest.mark.parametrize(("fragment", "seconds"), [("#t=20.5", 20.5), ("#h2", 14.26), ("#h9", 0)])
def test_addresses_lead_to_a_place(visit: Visit, fragment: str, seconds: float):
    page = visit(EPISODE + fragment)
    until(page, READY)
    assert at(page) == pytest.approx(seconds, abs=0.05)
    assert paused(page)


@pytest.mark.parametrize("place", ["host", "disk"])
def test_where_one_was_goes_before_the_address_once_it_was_played(
    visit: Visit, host: str, root: Path, place: str
):
    page = visit(EPISODE + "#h2", base=host if place == "host" else f"{root.as_uri()}/")
    until(page, READY)
    press(page, ".", ".", ".", "k")
    until(page, "!location.hash")
    press(page, "k")
    page.goto(page.url)
    assert sentence_now(page) == "de eerste soort;"


def test_an_address_to_send(visit: Visit):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    until(page, READY)
    press(page, "n", "c")
    until(page, "document.querySelector('#status').textContent.endsWith('gekopieerd.')")
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url}#t=14"


def test_sound_that_is_gone_is_told(visit: Visit, site: Path, work: Work, troubles: list[str]):
    page_file = site / "weg" / "index.html"
    page_file.parent.mkdir()
    write(work, page_file)
    page = visit("weg/index.html")
    until(page, "document.querySelector('#status').textContent.startsWith('Het geluid')")
    assert page.locator("article").is_visible()
    assert all("404" in told for told in troubles)
    troubles.clear()


def test_contents_lead_to_chapters(visit: Visit):
    page = visit()
    until(page, READY)
    page.locator(".contents a").nth(2).click()
    until(page, "audio.currentTime > 43")
    assert page.locator(".contents a[aria-current]").text_content().startswith("Disclaimer")


def test_lock_screen_keys(visit: Visit, work: Work):
    page = visit(
        script="""window.wishes = {};
        navigator.mediaSession.setActionHandler = (name, does) => { wishes[name] = does; };"""
    )
    until(page, READY)
    page.evaluate("wishes.nexttrack()")
    assert at(page) == pytest.approx(work.episode.chapters[1].start, abs=0.01)
    page.evaluate("wishes.seekforward({})")
    page.evaluate("wishes.seekbackward({ seekOffset: 10 })")
    assert at(page) == pytest.approx(work.episode.chapters[1].start + 20, abs=0.01)
    page.evaluate("wishes.previoustrack()")
    page.evaluate("wishes.seekto({ seekTime: 1 })")
    assert at(page) == 1
    page.evaluate("wishes.play()")
    until(page, "navigator.mediaSession.metadata")
    assert page.evaluate("navigator.mediaSession.metadata.title") == "Inleiding"
    assert page.evaluate("navigator.mediaSession.metadata.album") == "Alles wat kan staan"
    page.evaluate("wishes.pause()")
    until(page, "audio.paused")


def test_the_sleep_timer_fades_and_stops_at_the_end_of_the_chapter(visit: Visit, work: Work):
    page = visit()
    end = work.episode.chapters[1].start
    press(page, "t")
    play_from(page, end - 3)
    until(page, "audio.volume < 0.3")
    until(page, "audio.paused")
    assert end - 0.6 < at(page) < end
    assert page.evaluate("audio.volume") == 1
    assert status(page) == "Slaaptimer: het geluid is gestopt."


def test_the_sleep_timer_counts_minutes_of_listening(visit: Visit):
    page = visit(script="performance.now = () => Date.now() + (window.ahead || 0)")
    press(page, "t", "t")
    assert status(page) == "Slaaptimer: nog 5 minuten"
    play_from(page, 0)
    page.evaluate("window.ahead = 296_000")
    until(page, "audio.volume < 0.6")
    page.evaluate("window.ahead = 301_000")
    until(page, "audio.paused")


def test_notes_tables_and_pictures_are_skipped(visit: Visit):
    page = visit()
    heard = """window.heard = [];
    new MutationObserver((changes) => {
        for (const { target } of changes) if (target.ariaCurrent) heard.push(target.textContent);
    }).observe(document.body, { subtree: true, attributeFilter: ["aria-current"] });"""
    press(page, "i")
    tab_to(page, "#skip")
    press(page, " ")
    assert status(page) == "Noten, tabellen en afbeeldingen worden overgeslagen."
    page.evaluate(heard)
    play_from(page, 6, speed=3)
    until(page, "audio.currentTime > 16")
    text = page.evaluate("heard.join(' ')")
    assert "Lijsten & tabellen" in text
    assert page.evaluate("audio.played.length") > 1
    page.get_by_text("Middel: koffie").click()  # but one that is asked for is read
    until(page, "heard.includes('Dit was de tabel.')")


@pytest.mark.parametrize("path", [EPISODE, LIBRARY, "vreemd/alles/index.html", "vreemd/index.html"])
def test_nothing_is_wider_than_the_window(visit: Visit, path: str):
    page = visit(path)
    for spacing in ("", "0.12em"):  # WCAG 2.2, 1.4.12: text spacing
        page.evaluate(
            """(spacing) => { for (const { style } of document.querySelectorAll("*")) {
                style.letterSpacing = style.wordSpacing = spacing;
                style.lineHeight = spacing && 1.5;
            } }""",
            spacing,
        )
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large(visit: Visit):
    for path in (EPISODE, LIBRARY):
        page = visit(path, viewport=PHONE)
        if path == EPISODE:
            press(page, "i")
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select")].filter((one) => {
                const box = (one.closest(".check") || one).getBoundingClientRect();
                return box.width && (box.width < 44 || box.height < 43.5);
            }).map((one) => one.outerHTML)"""
        )
        assert [one for one in small if 'class="skip"' not in one] == []


def test_all_can_be_read_and_played_without_javascript(visit: Visit, work: Work):
    page = visit(java_script_enabled=False)
    assert page.locator("audio[controls]").is_visible()
    assert not page.locator("#console").is_visible()
    text = page.locator("main").text_content()
    assert all(s.text in text for chapter in work.episode.chapters for s in chapter.sentences)
    assert visit(LIBRARY, java_script_enabled=False).locator("#list li").count() == 1


def test_on_paper_there_is_text_and_no_player(visit: Visit):
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator("#player").is_visible()
    assert page.locator("article").is_visible()


def test_nothing_else_can_load(visit: Visit, troubles: list[str]):
    page = visit()
    refused = page.evaluate(
        """() => new Promise((done) => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
                refused.push(effectiveDirective);
                if (refused.length === 2) done(refused.sort());
            });
            const script = document.createElement("script");
            script.textContent = "window.broken = true";
            document.body.append(script);
            fetch("https://example.nl/").catch(() => {});
        })"""
    )
    assert refused == ["connect-src", "script-src-elem"]
    assert all("Content Security Policy" in told for told in troubles)
    troubles.clear()


def test_a_library_is_searched_by_typing(visit: Visit, site: Path, work: Work):
    titles = ["Slaap en dromen", "De coöperatie", "Dromen over water", *map(str, range(997))]
    releases = [
        replace(work.release, title=title, slug=f"nummer-{number}")
        for number, title in enumerate(titles)
    ]
    (site / "veel.html").write_text(library_page(work.channel, releases), "utf-8")
    page = visit("veel.html")
    shown = page.locator("#list > li:not([hidden])")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("DROMEN")
    assert shown.count() == 2
    assert status(page) == "2 afleveringen gevonden."
    page.keyboard.type(" water")
    assert shown.count() == 1
    page.get_by_role("searchbox").fill("cooper")
    assert shown.count() == 1
    page.get_by_role("searchbox").fill("zzz")
    assert status(page).startswith("Niets gevonden.")
    page.get_by_role("searchbox").fill("")
    assert shown.count() == 1000
    (site / "veel.html").unlink()
