"""The feed: by the published rules, by two parsers, and for any title that there may be."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import feed_rules
import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from narrate.publish.channel import Channel
from narrate.publish.characters import plain, shortened
from narrate.publish.feed import NAMESPACES, feed
from narrate.publish.notes import MOST
from narrate.publish.work import Enclosure, Release, Work

EXAMPLE = Path(__file__).parents[2] / "data" / "publish" / "feed.xml"
GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
ADDRESS = "https://example.nl/audio/"
CHANNEL = Channel(
    title="Stukken over bijen & bloemen",
    author="Stichting Voorbeeld",
    email="redactie@example.nl",
    category="Science > Nature",
    copyright="© 2026 Stichting Voorbeeld",
    funding="https://example.nl/steun",
    base_url=ADDRESS,
)


def release(number: int = 1, **changes: object) -> Release:
    made = Release(
        slug=f"stuk-{number}",
        guid=f"5c1f9a0e-6f0e-5f6a-9d5d-{number:012}",
        published=f"2026-03-{number:02}T08:00:00Z",
        updated="2026-11-02T09:30:00Z",
        title=f"Stuk {number}",
        description="Over dansen in het donker.",
        author="M. de Vries",
        language="nl",
        duration=3723.4,
        edition=f"edition-{number:010x}",
        enclosures=(
            Enclosure("episode.mp3", "audio/mpeg", 29_787_136),
            Enclosure("episode.opus", "audio/ogg; codecs=opus", 18_620_001),
            Enclosure("episode.m4b", "audio/mp4", 37_240_002),
        ),
        chapters=((0.0, "Hoe bijen praten"), (61.5, "Honing"), (3600.25, "Disclaimer")),
    )
    return replace(made, **changes)


def podcast(written: bytes, url: str = f"{ADDRESS}feed.xml") -> dict:
    return podcastparser.parse(url, BytesIO(written))


def test_a_built_episode(work: Work):
    written = feed(CHANNEL, GUID, [work.release])
    assert feed_rules.faults(written) == []
    (episode,) = podcast(written)["episodes"]
    path = work.folder / "episode.mp3"
    assert episode["title"] == work.episode.title
    assert episode["enclosures"] == [
        {
            "url": f"{ADDRESS}alles/{work.release.edition}/episode.mp3",
            "file_size": path.stat().st_size,
            "mime_type": "audio/mpeg",
        }
    ]
    assert episode["total_time"] == round(work.episode.duration)
    assert [c["title"] for c in episode["chapters"]] == [c.title for c in work.episode.chapters]


@pytest.mark.parametrize(
    "channel",
    [
        Channel(),
        Channel(base_url="http://localhost:8000/"),
        CHANNEL,
        replace(CHANNEL, author="", serial=True, locked=False, explicit=True),
        replace(CHANNEL, email="", link="https://example.nl/over?x=1&y=2", category="Technology"),
    ],
)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_it_keeps_the_rules(channel: Channel, count: int):
    releases = [release(number) for number in range(1, count + 1)]
    assert feed_rules.faults(feed(channel, GUID, releases)) == []


def test_as_feedparser_reads_it():
    read = feedparser.parse(feed(CHANNEL, GUID, [release(1), release(2)]))
    assert read.bozo is False
    assert read.version == "rss20"
    told = read.feed
    assert (told.title, told.link) == (CHANNEL.title, f"{ADDRESS}index.html")
    assert (told.subtitle, told.language) == (CHANNEL.description, "nl")
    assert (told.author, told.rights) == (CHANNEL.author, CHANNEL.copyright)
    assert told.publisher_detail == {"name": CHANNEL.author, "email": CHANNEL.email}
    assert [tag.term for tag in told.tags] == ["Science", "Nature"]
    assert told.image.href == f"{ADDRESS}{CHANNEL.artwork}"
    assert told.updated == "Mon, 02 Nov 2026 09:30:00 GMT"
    assert [link.href for link in told.links if link.rel == "self"] == [f"{ADDRESS}feed.xml"]
    assert told.podcast_guid == GUID
    entry = read.entries[1]
    edition = f"{ADDRESS}stuk-1/edition-0000000001"
    assert (entry.title, entry.link) == ("Stuk 1", f"{ADDRESS}stuk-1/index.html")
    assert (entry.id, entry.guidislink) == (release(1).guid, False)
    assert entry.published_parsed[:6] == (2026, 3, 1, 8, 0, 0)
    assert (entry.author, entry.itunes_duration) == ("M. de Vries", "3723")
    assert entry.image.href == f"{edition}/cover.jpg"
    (sound,) = entry.enclosures
    assert (sound.href, sound.type) == (f"{edition}/episode.mp3", "audio/mpeg")
    assert sound.length == "29787136"
    assert entry.podcast_chapters["url"] == f"{edition}/chapters.json"
    assert [c["start_parsed"] for c in entry.psc_chapters["chapters"]] == [
        timedelta(seconds=seconds) for seconds in (0, 61.5, 3600.25)
    ]
    assert "(01:01) Honing" in entry.content[0].value


def test_as_podcastparser_reads_it():
    read = podcast(feed(CHANNEL, GUID, [release(1)]))
    assert read["title"] == CHANNEL.title
    assert read["itunes_owner"] == {"name": CHANNEL.author, "email": CHANNEL.email}
    assert read["itunes_categories"] == [["Science", "Nature"]]
    assert (read["type"], read["explicit"]) == ("episodic", False)
    (episode,) = read["episodes"]
    assert episode["guid"] == release(1).guid
    assert episode["published"] == datetime.fromisoformat("2026-03-01T08:00:00Z").timestamp()
    assert episode["chapters"] == [
        {"start": 0, "title": "Hoe bijen praten"},
        {"start": 61, "title": "Honing"},
        {"start": 3600, "title": "Disclaimer"},
    ]


def test_as_podcastparser_reads_the_podcast_namespace():
    # It knows the namespace by its other name alone; the specification holds both for the same.
    other = b"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
    written = feed(CHANNEL, GUID, [release(1)]).replace(NAMESPACES["podcast"].encode(), other)
    read = podcast(written)
    edition = f"{ADDRESS}stuk-1/edition-0000000001"
    assert (read["funding_url"], read["import_prohibited"]) == (CHANNEL.funding, True)
    (episode,) = read["episodes"]
    assert episode["chapters_json_url"] == f"{edition}/chapters.json"
    assert episode["transcript_url"] == f"{edition}/transcript.html"
    assert [(p["name"], p["role"]) for p in episode["persons"]] == [("M. de Vries", "author")]


def test_every_form_of_the_sound_and_the_text():
    rss = etree.fromstring(feed(CHANNEL, GUID, [release(1)]))
    folder = f"{ADDRESS}stuk-1/edition-0000000001/"
    others = feed_rules.found(rss, "//podcast:alternateEnclosure")
    assert [(a.get("type"), a.get("codecs"), a.get("length"), a.get("title")) for a in others] == [
        ("audio/mpeg", None, "29787136", "MP3"),
        ("audio/ogg", "opus", "18620001", "OPUS"),
        ("audio/mp4", None, "37240002", "M4B"),
    ]
    assert feed_rules.found(rss, "//podcast:source/@uri") == [
        f"{folder}episode.mp3",
        f"{folder}episode.opus",
        f"{folder}episode.m4b",
    ]
    texts = feed_rules.found(rss, "//podcast:transcript")
    assert [(t.get("url"), t.get("type"), t.get("rel"), t.get("language")) for t in texts] == [
        (f"{folder}captions.vtt", "text/vtt", "captions", "nl"),
        (f"{folder}captions.srt", "application/x-subrip", "captions", "nl"),
        (f"{folder}transcript.html", "text/html", None, "nl"),
    ]


def test_newest_first_then_by_name_and_the_same_in_any_order():
    releases = [release(n) for n in (2, 3, 1)]
    releases += [
        release(5, published="2026-03-02T09:00:00+01:00"),
        release(9, published="2024-02-29"),
    ]
    written = feed(replace(CHANNEL, serial=True), GUID, releases)
    links = feed_rules.found(etree.fromstring(written), "//item/link/text()")
    assert [link.split("/")[-2] for link in links] == [
        "stuk-3",
        "stuk-2",
        "stuk-5",
        "stuk-1",
        "stuk-9",
    ]
    assert feed_rules.faults(written) == []
    assert feed(replace(CHANNEL, serial=True), GUID, releases[::-1]) == written


def test_byte_for_byte():
    """To see what a change does to the feed: write it there, and read the difference."""
    assert feed(CHANNEL, GUID, [release(1), release(2)]) == EXAMPLE.read_bytes()


def test_what_is_not_told_is_left_out():
    written = feed(Channel(), GUID, [release(1, author="", description="", chapters=())])
    for absent in (b"itunes:author", b"itunes:owner", b"owner=", b"copyright", b"person", b"psc:c"):
        assert absent not in written
    assert feed_rules.faults(written) == []


def test_addresses_are_relative_while_there_is_no_base_url():
    read = podcast(feed(Channel(), GUID, [release(1, slug="één stuk")]), "file:///home/x/feed.xml")
    assert read["link"] == "file:///home/x/index.html"
    rss = etree.fromstring(feed(Channel(), GUID, [release(1, slug="één stuk")]))
    assert feed_rules.found(rss, "//item/link/text()") == ["%C3%A9%C3%A9n%20stuk/index.html"]
    assert feed_rules.found(rss, "//enclosure/@url") == [
        "%C3%A9%C3%A9n%20stuk/edition-0000000001/episode.mp3"
    ]
    assert feed_rules.found(rss, "//atom:link") == []


AWKWARD = [
    "Vragen & antwoorden",
    "3 < 5 en 5 > 3",
    "<script>alert('x')</script>",
    "]]> &amp; <![CDATA[",
    "\"Dubbel\" en 'enkel'",
    "🙂🧠 emoji",
    "שלום \u202eomgekeerd\u202c",
    "x" * 10_000,
    "een heel lange titel " * 500,
    "é" * 128 + " " + "ü" * 200,
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts(text: str):
    channel = replace(CHANNEL, title=text, description=text, author=text, copyright=text)
    chapters = ((0.0, text), (12.5, text), (99.0, "Slot"))
    one = release(1, title=text, author=text, description=text, chapters=chapters)
    written = feed(channel, GUID, [one])
    assert feed_rules.faults(written) == []
    assert feedparser.parse(written).bozo is False
    read = podcast(written)
    (episode,) = read["episodes"]
    title = shortened(text.strip(), 255)
    assert (read["title"], episode["title"], episode["itunes_author"]) == (title, title, title)
    assert [chapter["title"] for chapter in episode["chapters"]] == [title, title, "Slot"]


def test_long_titles_are_cut_between_words():
    title = "Over " + "bijen en bloemen, " * 30
    cut = podcast(feed(CHANNEL, GUID, [release(1, title=title.strip())]))["episodes"][0]["title"]
    assert cut.startswith("Over bijen en bloemen")
    assert cut.endswith((" bijen…", " en…", " bloemen…"))
    assert 240 < len(cut) <= 255


def test_chapters_that_do_not_fit_the_notes_are_counted():
    chapters = tuple((60.0 * n, f"Hoofdstuk met een lange naam {n}") for n in range(300))
    one = release(1, chapters=chapters, duration=18_000.0)
    written = feed(CHANNEL, GUID, [one])
    assert feed_rules.faults(written) == []
    entry = feedparser.parse(written).entries[0]
    shown = entry.content[0].value
    assert len(shown.encode()) <= MOST
    assert f"en nog {300 - shown.count('Hoofdstuk met')} hoofdstukken" in shown
    assert shown.count("Hoofdstuk met") > 50
    assert len(entry.psc_chapters["chapters"]) == 300


def texts(least: int = 0) -> st.SearchStrategy[str]:
    return st.text(min_size=least, max_size=400).map(plain).filter(lambda text: len(text) >= least)


moments = st.datetimes(datetime(1000, 1, 1), datetime(9998, 1, 1)).map(
    lambda at: at.isoformat(timespec="seconds") + "Z"
)
channels = st.builds(
    replace,
    st.sampled_from([Channel(), CHANNEL]),
    title=texts(1),
    description=texts(1),
    author=texts(),
    copyright=texts(),
    serial=st.booleans(),
    explicit=st.booleans(),
)
rising = st.lists(st.integers(1, 3_000_000), max_size=8, unique=True).map(sorted)
listed = st.builds(
    lambda starts, titles: tuple(zip([0.0, *(s / 1000 for s in starts)], titles, strict=False)),
    rising,
    st.lists(texts(1), min_size=1, max_size=9),
)
episodes = st.builds(
    release,
    st.just(1),
    slug=st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1),
    guid=st.uuids().map(str),
    published=moments,
    updated=moments,
    title=texts(1),
    description=texts(),
    author=texts(),
    language=st.sampled_from(["nl", "nl-BE", "en"]),
    chapters=listed,
)


@given(channels, st.lists(episodes, max_size=4, unique_by=(lambda r: r.slug, lambda r: r.guid)))
def test_any_texts_make_a_feed_that_both_read(channel: Channel, releases: list[Release]):
    written = feed(channel, GUID, releases)
    assert feed_rules.faults(written) == []
    told = feedparser.parse(written)
    assert told.bozo is False
    assert {entry.id for entry in told.entries} == {r.guid for r in releases}
    read = podcast(written)
    assert read["title"] == shortened(channel.title, 255)
    by_guid = {episode["guid"]: episode for episode in read["episodes"]}
    for one in releases:
        episode = by_guid[one.guid]
        assert episode["title"] == shortened(one.title, 255)
        assert [c["title"] for c in episode["chapters"]] == [
            shortened(title, 255) for _, title in one.chapters
        ]
        assert episode["enclosures"][0]["file_size"] == one.enclosures[0].bytes


def _drop(path: str) -> Callable[[etree._Element], None]:
    def change(rss: etree._Element) -> None:
        (element,) = feed_rules.found(rss, path)
        element.getparent().remove(element)

    return change


def _write(path: str, text: str) -> Callable[[etree._Element], None]:
    def change(rss: etree._Element) -> None:
        for place in feed_rules.found(rss, path):
            if isinstance(place, str):
                place.getparent().set(place.attrname, text)
            else:
                place.text = text

    return change


def _double(path: str) -> Callable[[etree._Element], None]:
    def change(rss: etree._Element) -> None:
        element = feed_rules.found(rss, path)[0]
        element.addnext(etree.fromstring(etree.tostring(element)))

    return change


WRONG = {
    "no title": _drop("/rss/channel/title"),
    "no link": _drop("/rss/channel/link"),
    "no language": _drop("//language"),
    "no image": _drop("//channel/itunes:image"),
    "no category": _drop("//channel/itunes:category"),
    "no guid": _drop("//podcast:guid"),
    "no enclosure": _drop("//item[1]/enclosure"),
    "no source": _drop("//item[1]/podcast:alternateEnclosure[1]/podcast:source"),
    "two guids": _double("//item[1]/guid"),
    "two enclosures": _double("//item[1]/enclosure"),
    "version": _write("/rss/@version", "0.91"),
    "explicit": _write("//itunes:explicit", "clean"),
    "type": _write("//itunes:type", "daily"),
    "medium": _write("//podcast:medium", "radio"),
    "podcast guid": _write("//podcast:guid", "17"),
    "locked": _write("//podcast:locked", "true"),
    "language": _write("//language", "Nederlands"),
    "length": _write("//enclosure/@length", "0"),
    "sound": _write("//enclosure/@type", "video/mp4"),
    "address": _write("//enclosure/@url", f"{ADDRESS}een stuk.mp3"),
    "another host": _write("//podcast:transcript/@url", "http://example.nl/captions.vtt"),
    "relative": _write("//item[1]/link", "stuk/index.html"),
    "cover": _write("//item/itunes:image/@href", f"{ADDRESS}cover.webp"),
    "date": _write("//item[1]/pubDate", "2026-03-01T08:00:00Z"),
    "weekday": _write("//item[1]/pubDate", "Fri, 03 Mar 2026 08:00:00 GMT"),
    "order": _write("//item[1]/pubDate", "Sun, 01 Mar 2020 08:00:00 GMT"),
    "duration": _write("//itunes:duration", "1:02"),
    "too short for its chapters": _write("//itunes:duration", "60"),
    "long title": _write("//item[1]/title", "x" * 256),
    "space before": _write("//item[1]/title", " x"),
    "long description": _write("//item[1]/description", "é" * 2001),
    "script": _write("//content:encoded", "<p>x</p><script>y</script>"),
    "same guid": _write("//item/guid", "1"),
    "same sound": _write("//enclosure/@url", f"{ADDRESS}a.mp3"),
    "picture": _write("//image/title", "Iets anders"),
    "two defaults": _write("//podcast:alternateEnclosure/@length", "1"),
    "captions": _write("//podcast:transcript/@rel", "subtitles"),
    "chapter": _write("//psc:chapter/@start", "1:01"),
    "chapters": _write("//psc:chapter/@start", "00:00:00.000"),
    "late chapter": _write("//item[1]//psc:chapter[1]/@start", "00:00:01.000"),
    "serial": _write("//itunes:type", "serial"),
    "long name": _write("//podcast:person", "x" * 129),
    "unknown element": _write("//generator", ""),
}


@pytest.fixture(scope="module")
def broken() -> dict[str, list[str]]:
    """The faults of a feed after each of those changes."""
    told = {}
    for name, change in WRONG.items():
        rss = etree.fromstring(feed(CHANNEL, GUID, [release(1), release(2)]))
        change(rss)
        told[name] = feed_rules.faults(etree.tostring(rss, encoding="UTF-8"))
    return told


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_feed_is_seen(broken: dict[str, list[str]], name: str):
    assert broken[name]


def test_every_rule_sees_something(broken: dict[str, list[str]]):
    seen = {fault.partition(":")[0] for faults in broken.values() for fault in faults}
    assert seen == {"grammar", *(rule.__name__ for rule in feed_rules.RULES)}


def test_another_encoding_is_seen():
    rss = etree.fromstring(feed(CHANNEL, GUID, []))
    assert feed_rules.faults(etree.tostring(rss, encoding="ISO-8859-1"))
