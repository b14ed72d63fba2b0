"""The pages as text: what stands in them, before any browser."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from narrate.publish import dutch
from narrate.publish.channel import Channel
from narrate.publish.pages import document, library_page, metadata, write
from narrate.publish.pages.reading import reading
from narrate.publish.work import Release, Work

Publish = Callable[[Work, Path], Path]

BASE = "https://example.nl/hoorstukken/"


def linked_data(text: str) -> dict[str, object]:
    """The schema.org of a page."""
    return json.loads(html.fromstring(text).xpath("string(//script[@type='application/ld+json'])"))


def many(release: Release, count: int) -> list[Release]:
    """Releases with titles and leads of an ordinary length."""
    return [
        replace(
            release,
            slug=f"waarom-de-maan-soms-groter-lijkt-dan-anders-{number}",
            title=f"Waarom de maan soms groter lijkt dan anders, deel {number}",
            description="Wie de maan laag boven de huizen ziet staan, denkt dat zij groter is. "
            * 4,
            published=f"20{number // 365 + 10}-03-01T00:00:00Z",
        )
        for number in range(count)
    ]


def test_the_same_work_gives_the_same_bytes(work: Work, tmp_path: Path, publish: Publish):
    first = publish(work, tmp_path / "one").read_bytes()
    assert publish(work, tmp_path / "other").read_bytes() == first


def test_every_link_leads_somewhere(work: Work, tmp_path: Path, publish: Publish):
    page = publish(work, tmp_path)
    for place in (page, tmp_path / "index.html"):
        tree = html.fromstring(place.read_text("utf-8"))
        links = tree.xpath("//@href | //@src")
        names = set(tree.xpath("//@id"))
        inside = [link[1:] for link in links if link.startswith("#")]
        beside = [link for link in links if not link.startswith(("#", "data:"))]
        assert set(inside) <= names
        assert [link for link in beside if not (place.parent / link).exists()] == []
        assert len(names) == len(tree.xpath("//@id"))


def test_downloads_tell_their_size_and_format(work: Work, tmp_path: Path, publish: Publish):
    tree = html.fromstring(publish(work, tmp_path).read_text("utf-8"))
    told = [link.text_content() for link in tree.xpath("//*[@class='downloads']//a")]
    assert told[2:] == [
        "Boek met tekst en geluid, EPUB 420 kB",
        "Voor DAISY-spelers, ZIP 590 kB",
        "Alle hoofdstukken los, MP3 in een ZIP 389 kB",
        "Tekst, HTML 1 kB",
        "Tekst, TXT 1 kB",
        "Ondertitels, WebVTT 1 kB",
        "Ondertitels, SubRip 1 kB",
    ]
    assert told[0].startswith("Hele aflevering, MP3 ")
    assert told[1].startswith("Hele aflevering, Opus ")


def test_only_forms_that_are_there_are_offered(work: Work, tmp_path: Path, publish: Publish):
    page = publish(work, tmp_path)
    (page.parent / "daisy.zip").unlink()
    write(work, page)
    assert "daisy.zip" not in page.read_text("utf-8")


def test_times_are_those_of_words_json(work: Work):
    told = json.loads((work.folder / "words.json").read_text("utf-8"))
    starts = []
    text = reading(work.episode)
    passages = [*text.lead, *(passage for part in text.parts for passage in part.passages)]
    lines = [*text.title, *(line for part in text.parts for line in part.heading)]
    lines += [line for passage in passages for item in passage.items for line in item]
    for line in lines:
        start, *spans = line.times.split()
        at = int(start)
        for span in spans:
            starts.append(at)
            at += int(span.partition("x")[0])
    assert sorted(starts) == [round(word["start"] * 1000) for word in told]


def test_words_in_another_language_are_marked(work: Work, tmp_path: Path, publish: Publish):
    tree = html.fromstring(publish(work, tmp_path).read_text("utf-8"))
    assert tree.xpath("//article//span[@lang='en']/text()") == ["Only the lonely"]


def test_all_text_stands_in_the_page(work: Work, tmp_path: Path, publish: Publish):
    tree = html.fromstring(publish(work, tmp_path).read_text("utf-8"))
    told = [span.text_content() for span in tree.xpath("//*[@data-t]")]
    assert told == [s.text for chapter in work.episode.chapters for s in chapter.sentences]


def test_awkward_texts_are_texts(awkward: Work, tmp_path: Path, publish: Publish):
    page = publish(awkward, tmp_path).read_text("utf-8")
    tree = html.fromstring(page)
    assert tree.xpath("string(//h1)") == awkward.release.title
    assert tree.xpath("//i") == []
    assert linked_data(page)["name"] == awkward.release.title
    assert html.fromstring((tmp_path / "index.html").read_text("utf-8")).xpath("//i") == []


def test_linked_data_cannot_end_its_script(work: Work, tmp_path: Path, publish: Publish):
    title = "</script><script>alert(1)</script><!-- "
    page = publish(replace(work, release=replace(work.release, title=title)), tmp_path)
    assert linked_data(page.read_text("utf-8"))["name"] == title
    assert len(html.fromstring(page.read_text("utf-8")).xpath("//script")) == 3


def test_addresses_are_whole_when_the_library_has_one(work: Work, tmp_path: Path, publish: Publish):
    channel = Channel(base_url=BASE)
    page = publish(replace(work, channel=channel), tmp_path).read_text("utf-8")
    tree = html.fromstring(page)
    graph = dict(
        zip(tree.xpath("//meta/@property"), tree.xpath("//meta[@property]/@content"), strict=True)
    )
    folder = f"{BASE}alles/"
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{folder}index.html"]
    assert tree.xpath("//link[@rel='alternate']/@href") == [f"{BASE}feed.xml"]
    assert graph["og:url"] == f"{folder}index.html"
    assert graph["og:audio"] == f"{folder}edition-0123456789/episode.mp3"
    data = linked_data(page)
    assert data["@type"] == "PodcastEpisode"
    assert data["associatedMedia"][0]["contentUrl"] == graph["og:audio"]
    assert data["accessMode"] == ["auditory", "textual"]


def test_without_an_address_no_whole_one_is_made_up(work: Work, tmp_path: Path, publish: Publish):
    page = publish(work, tmp_path).read_text("utf-8")
    assert "og:" not in page
    assert "canonical" not in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == {
        "http://www.w3.org/2000/svg",
        "https://schema.org",
    }


def test_a_thousand_episodes_stay_small(work: Work):
    page = library_page(work.channel, many(work.release, 1000))
    assert len(page.encode()) < 300_000
    assert page.count("<li>") == 1000


def test_an_ordinary_episode_is_small_beside_its_sound(
    work: Work, tmp_path: Path, publish: Publish
):
    """Of 1,500 words: ten minutes."""
    repeated = tuple(
        replace(chapter, number=number, start=number * 60)
        for number, chapter in enumerate(work.episode.chapters * 16)
    )
    episode = replace(work.episode, chapters=repeated)
    page = publish(replace(work, episode=episode), tmp_path)
    words = sum(len(s.words) for chapter in repeated for s in chapter.sentences)
    assert words > 1400
    assert page.stat().st_size < 100_000


def test_an_empty_library_says_so(work: Work):
    assert document.texts()["library"]["none"] in library_page(work.channel, [])


def test_every_text_is_said_somewhere():
    """A text that no page uses is one that nobody sees go wrong."""
    folder = Path(document.__file__).parent
    sources = [*folder.glob("*.html"), *folder.glob("script/*.js"), *folder.glob("*.py")]
    said = "\n".join(path.read_text("utf-8") for path in sources)
    names = [name for table in document.texts().values() for name in table if name != "script"]
    names += document.texts()["library"]["script"]
    assert [name for name in names if not re.search(rf"\b{name}\b", said)] == []


@pytest.mark.parametrize(
    ("seconds", "clock", "duration", "iso"),
    [
        (1, "0:01", "1 seconde", "PT1S"),
        (48.95, "0:48", "49 seconden", "PT49S"),
        (60, "1:00", "1 minuut", "PT1M0S"),
        (332.4, "5:32", "6 minuten", "PT5M32S"),
        (3600, "1:00:00", "1 uur", "PT1H0S"),
        (3961, "1:06:01", "1 uur en 6 minuten", "PT1H6M1S"),
    ],
)
def test_times(seconds: float, clock: str, duration: str, iso: str):
    assert dutch.clock(seconds) == clock
    assert dutch.duration(seconds) == duration
    assert metadata.iso_duration(seconds) == iso


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "1 kB"),
        (8_345, "8 kB"),
        (3_884_488, "3,9 MB"),
        (960_000, "1,0 MB"),
        (2 * 10**9, "2,0 GB"),
    ],
)
def test_sizes(count: int, told: str):
    assert dutch.size(count) == told


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2025-03-14T00:00:00Z", "14 maart 2025"), ("2026-12-01", "1 december 2026"), ("?", "?")],
)
def test_days(moment: str, told: str):
    assert dutch.day(moment) == told
