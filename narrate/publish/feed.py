"""The library as a podcast: RSS 2.0, with what Apple and Podcasting 2.0 add to it.

Sources: the RSS 2.0 specification and the best practices of the RSS Advisory Board; Apple's "A
Podcaster's Guide to RSS"; the podcast namespace 1.0 of Podcastindex; Podlove Simple Chapters 1.2.
"""

from collections.abc import Iterable
from email.utils import format_datetime
from typing import Any, TypeAlias

from lxml import etree

from narrate.delivery import captions, cover
from narrate.publish import categories
from narrate.publish.channel import Channel
from narrate.publish.characters import shortened
from narrate.publish.notes import MOST, lead, notes
from narrate.publish.work import Enclosure, Release, moment, newest_first

NAME = "feed.xml"
TYPE = "application/rss+xml"
NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
}
VALUE = 255
"""Bytes of a title or a name; Apple asks for at most so many characters."""
PERSON = 128
"""Bytes of a name in the podcast namespace."""

Element: TypeAlias = Any
"""An element of lxml, which tells no types."""


def feed(channel: Channel, guid: str, releases: Iterable[Release]) -> bytes:
    """The feed of a library, its newest episode first; the same bytes for the same input.

    Args:
        channel: what the library calls itself; while it has no base URL, addresses are relative.
        guid: of the podcast, for life.
        releases: its episodes, in any order.
    """
    rss = etree.Element("rss", version="2.0", nsmap=NAMESPACES)
    told = _add(rss, "channel")
    _add_channel(told, channel, guid)
    ordered = newest_first(releases)
    if ordered:
        _add(told, "pubDate", _date(ordered[0].published))
        _add(told, "lastBuildDate", _date(max((r.updated for r in ordered), key=moment)))
    for place, release in enumerate(ordered):
        item = _add(told, "item")
        _add_episode(item, channel, release)
        if channel.serial:
            _add(item, "itunes:episode", str(len(ordered) - place))
        _add_sound(item, channel, release)
        _add_texts(item, channel, release)
        _add_chapters(item, release)
    written: bytes = etree.tostring(rss, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def _add_channel(told: Element, channel: Channel, guid: str) -> None:
    title, author = shortened(channel.title, VALUE), shortened(channel.author, VALUE)
    page = channel.link or channel.url("index.html")
    image = channel.url(channel.artwork)
    if channel.base_url:
        _add(told, "atom:link", href=channel.url(NAME), rel="self", type=TYPE)
    _add(told, "title", title)
    _add(told, "link", page)
    _add(told, "description", shortened(channel.description, MOST))
    _add(told, "language", channel.language)
    _add_if_any(told, "copyright", shortened(channel.copyright, VALUE))
    _add(told, "generator", "Hoorstuk")
    picture = _add(told, "image")
    for tag, text in (("url", image), ("title", title), ("link", page)):
        _add(picture, tag, text)
    _add(told, "itunes:image", href=image)
    _add_if_any(told, "itunes:author", author)
    if channel.email:
        owner = _add(told, "itunes:owner")
        _add_if_any(owner, "itunes:name", author)
        _add(owner, "itunes:email", channel.email)
    within = told
    for category in categories.parts(channel.category):
        within = _add(within, "itunes:category", text=category)
    _add(told, "itunes:explicit", _true(channel.explicit))
    _add(told, "itunes:type", "serial" if channel.serial else "episodic")
    _add(told, "podcast:guid", guid)
    _add(told, "podcast:medium", "podcast")
    locked = _add(told, "podcast:locked", "yes" if channel.locked else "no")
    if channel.email:
        locked.set("owner", channel.email)
    if channel.funding:
        _add(told, "podcast:funding", "Steun deze podcast", url=channel.funding)


def _add_episode(item: Element, channel: Channel, release: Release) -> None:
    """What an episode is called and about."""
    page = channel.url(f"{release.slug}/index.html")
    _add(item, "title", shortened(release.title, VALUE))
    _add(item, "link", page)
    _add(item, "guid", release.guid, isPermaLink="false")
    _add(item, "pubDate", _date(release.published))
    _add(item, "description", etree.CDATA(lead(release)))
    _add(item, "content:encoded", etree.CDATA(notes(release, page)))
    _add(item, "itunes:duration", str(max(1, round(release.duration))))
    _add(item, "itunes:image", href=_url(channel, release, cover.NAME))
    _add(item, "itunes:explicit", _true(channel.explicit))
    _add_if_any(item, "itunes:author", shortened(release.author or channel.author, VALUE))
    _add(item, "itunes:episodeType", "full")
    if release.author not in ("", channel.author):
        person = shortened(release.author, PERSON)
        _add(item, "podcast:person", person, group="writing", role="author")


def _add_sound(item: Element, channel: Channel, release: Release) -> None:
    """The file that every player takes, and all of them for those that can choose."""
    first = release.enclosures[0]
    url = _url(channel, release, first.path)
    _add(item, "enclosure", url=url, length=str(first.bytes), type=_media_type(first)[0])
    for sound in release.enclosures:
        media_type, codecs = _media_type(sound)
        other = _add(
            item,
            "podcast:alternateEnclosure",
            type=media_type,
            length=str(sound.bytes),
            lang=release.language,
            title=sound.path.rpartition(".")[2].upper(),
        )
        if codecs:
            other.set("codecs", codecs)
        if sound is first:
            other.set("default", "true")
        _add(other, "podcast:source", uri=_url(channel, release, sound.path))


def _add_texts(item: Element, channel: Channel, release: Release) -> None:
    """Where its chapters, captions and transcript are."""
    url = _url(channel, release, "chapters.json")
    _add(item, "podcast:chapters", url=url, type="application/json+chapters")
    for name, media_type, times in (
        ("captions.vtt", captions.WEBVTT, {"rel": "captions"}),
        ("captions.srt", captions.SUBRIP, {"rel": "captions"}),
        ("transcript.html", "text/html", {}),
    ):
        url = _url(channel, release, name)
        language = release.language
        _add(item, "podcast:transcript", url=url, type=media_type, language=language, **times)


def _add_chapters(item: Element, release: Release) -> None:
    """Its chapters in the feed itself, where Spotify looks for them."""
    if not release.chapters:
        return
    listed = _add(item, "psc:chapters", version="1.2")
    for start, title in release.chapters:
        start_time = captions.clock(start)
        _add(listed, "psc:chapter", start=start_time, title=shortened(title, VALUE))


def _add(parent: Element, tag: str, value: object = None, /, **attributes: str) -> Element:
    """A new last child of an element; its tag is written as `title` or `itunes:author`."""
    prefix, _, name = tag.rpartition(":")
    qualified = f"{{{NAMESPACES[prefix]}}}{name}" if prefix else name
    child = etree.SubElement(parent, qualified, attributes)
    child.text = value
    return child


def _add_if_any(parent: Element, tag: str, value: str) -> None:
    if value:
        _add(parent, tag, value)


def _url(channel: Channel, release: Release, name: str) -> str:
    """The address of a file of an edition."""
    return channel.url(f"{release.slug}/{release.edition}/{name}")


def _media_type(sound: Enclosure) -> tuple[str, str]:
    """Its media type, and the codecs within (RFC 6381) when they are told."""
    media_type, _, codecs = sound.type.partition("; codecs=")
    return media_type, codecs


def _date(written: str) -> str:
    """A moment of ISO 8601 as RFC 2822 has it."""
    return format_datetime(moment(written), usegmt=True)


def _true(value: bool) -> str:
    return "true" if value else "false"
