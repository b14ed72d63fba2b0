"""The text of an episode without its sound, as a page and as lines."""

import re
from dataclasses import replace

import html5lib
import pytest

from narrate.publish import transcript
from narrate.publish.work import Work

SPACE = "{http://www.w3.org/1999/xhtml}"
TEXT = """\
Alles wat kan staan
Geschreven door Redactie Hoorstuk
1 maart 2026
Een computerstem leest deze tekst voor.

Een kort stuk met alles wat in een artikel kan staan.

Hoofdstuk 1. Inleiding

Dit is de inleiding. Zij heeft twee zinnen.

Noot: Een noot kan gemist worden.

Hoofdstuk 2. Lijsten & tabellen

Er zijn drie soorten:

- de eerste soort;
- de tweede soort, die langer is. Zij heeft twee zinnen;
- de derde.

Nu volgt een tabel.
Middel: thee; Duur: 3 uur
Middel: koffie; Duur: 6 uur
Dit was de tabel.

Een tussenkop

Afbeelding: Een blauwe bij op een bloem

Zij zong Only the lonely en ging weg.

Hoofdstuk 3. Disclaimer

Dit stuk geeft geen advies.
"""


def parsed(work: Work):
    """The page, by a parser that takes nothing that HTML does not allow."""
    return html5lib.HTMLParser(strict=True).parse(transcript.as_html(work))


def said(page, *tags: str) -> list[str]:
    wanted = {f"{SPACE}{tag}" for tag in tags}
    return ["".join(element.itertext()) for element in page.iter() if element.tag in wanted]


def with_address(work: Work) -> Work:
    return replace(work, channel=replace(work.channel, base_url="https://example.nl/audio/"))


def test_lines(work: Work):
    assert transcript.as_text(work) == TEXT
    address = "https://example.nl/audio/alles/index.html"
    assert (
        transcript.as_text(with_address(work)) == f"{TEXT}\nLuister naar dit hoorstuk: {address}\n"
    )


def test_the_page_says_what_the_lines_say(work: Work):
    page = parsed(work)
    beside = {transcript.LISTEN, *said(page, "time")}
    shown = [text for text in said(page, "h1", "h2", "h3", "p", "li") if text not in beside]
    lines = [re.sub(r"^(- |Hoofdstuk \d+\. )", "", line) for line in TEXT.splitlines() if line]
    assert shown == lines


def test_headings_language_and_time(work: Work):
    page = parsed(work)
    assert page.get("lang") == "nl"
    assert said(page, "h1") == ["Alles wat kan staan"]
    assert said(page, "h2") == ["Inleiding", "Lijsten & tabellen", "Disclaimer"]
    assert said(page, "h3") == ["Een tussenkop"]
    (foreign,) = page.iter(f"{SPACE}span")
    assert (foreign.get("lang"), foreign.text) == ("en", "Only the lonely")
    assert said(page, "time") == ["0:06", "0:14", "0:44"]


def test_the_page_leads_back_to_the_one_that_plays(work: Work):
    (link,) = parsed(work).iter(f"{SPACE}a")
    assert link.get("href") == "../index.html"
    (link,) = parsed(with_address(work)).iter(f"{SPACE}a")
    assert link.get("href") == "https://example.nl/audio/alles/index.html"


def test_awkward_texts_stay_what_they_are(awkward: Work):
    page = parsed(awkward)
    title = awkward.release.title
    assert said(page, "h1", "title") == [f"{title} – de tekst", title]
    assert f"Geschreven door {awkward.release.author}" in said(page, "p")
    assert transcript.as_text(awkward).splitlines()[0] == title


def test_a_heading_that_cannot_be_said_is_shown(work: Work):
    first, second, third = work.episode.chapters
    second = replace(second, sentences=second.sentences[1:])
    silent = replace(work, episode=replace(work.episode, chapters=(first, second, third)))
    assert transcript.as_text(silent) == TEXT
    assert said(parsed(silent), "h2") == said(parsed(work), "h2")


def test_a_text_without_headings_has_its_title_once(work: Work):
    chapter = work.episode.chapters[1]
    heading, *others = chapter.sentences
    told = [s for s in others if s.place == "paragraph"]
    whole = replace(chapter, number=1, title=work.release.title, sentences=(heading, *told))
    alone = replace(work, episode=replace(work.episode, chapters=(whole,)))
    assert said(parsed(alone), "h1", "h2", "h3") == [work.release.title]
    assert "Hoofdstuk" not in transcript.as_text(alone)


@pytest.mark.parametrize(
    ("texts", "lines", "kind"),
    [
        (("1: thee", "2: koffie"), "1: thee\n2: koffie", "numbered"),
        (("1: thee", "koffie"), "- 1: thee\n- koffie", None),
    ],
)
def test_items_that_say_their_number_have_no_dash(work: Work, texts, lines: str, kind: str | None):
    first, second, *others = work.episode.chapters
    items = iter(texts)
    sentences = [
        replace(s, text=next(items, ""), words=(), ends_paragraph=True)
        for s in second.sentences
        if s.place == "item"
    ][: len(texts)]
    second = replace(second, sentences=(second.sentences[0], *sentences))
    listed = replace(work, episode=replace(work.episode, chapters=(first, second, *others)))
    assert f"\n\n{lines}\n\n" in transcript.as_text(listed)
    (listing,) = parsed(listed).iter(f"{SPACE}ul")
    assert listing.get("class") == kind
