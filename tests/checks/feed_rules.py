"""What is wrong with a podcast feed, by the published specifications.

What a grammar can say stands in `tests/data/publish/feed.rng`; the rest is here, a function a rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC
from email.utils import format_datetime, parsedate_to_datetime
from itertools import pairwise
from pathlib import Path

from lxml import etree, html

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "data" / "publish" / "feed.rng"))
NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "psc": "http://podlove.org/simple-chapters",
}
HTML = {"p", "ol", "ul", "li", "a"}
"""Apple, "A Podcaster's Guide to RSS", description of an episode."""

Rule = Callable[[etree._Element], Iterator[str]]
RULES: list[Rule] = []


def faults(feed: bytes) -> list[str]:
    """A line for each rule that is broken; none for a good feed.

    The rules lean on the grammar, so a feed that it does not take is tried no further.
    """
    rss = etree.fromstring(feed)
    if rss.getroottree().docinfo.encoding != "UTF-8":
        return ["encoding: not UTF-8, which Apple asks for"]
    if not SCHEMA.validate(rss):
        return [f"grammar: line {error.line}: {error.message}" for error in SCHEMA.error_log]
    return [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(rss)]


def found(rss: etree._Element, path: str) -> list:
    return rss.xpath(path, namespaces=NAMES)


@RULES.append
def every_guid_is_of_one_episode(rss: etree._Element) -> Iterator[str]:
    """Apple, guid: "It is very important that each episode have a unique GUID"."""
    yield from _twice(found(rss, "//item/guid/text()"))


@RULES.append
def every_sound_is_of_one_episode(rss: etree._Element) -> Iterator[str]:
    """Apple, guid: an enclosure's address is unique, for it may stand in for the guid."""
    yield from _twice(found(rss, "//item/enclosure/@url"))


@RULES.append
def descriptions_are_short(rss: etree._Element) -> Iterator[str]:
    """Apple, description of show and episode: at most 4000 bytes."""
    for text in found(rss, "//description/text() | //content:encoded/text()"):
        if len(text.encode()) > 4000:
            yield text[:40]


@RULES.append
def notes_are_html_that_apps_show(rss: etree._Element) -> Iterator[str]:
    """Apple, description of an episode: p, ol, ul, li and a; RSS: entity-encoded HTML."""
    for text in found(rss, "//item/description/text() | //content:encoded/text()"):
        tags = {element.tag for element in html.fragment_fromstring(text, "body").iter()}
        if tags - {"body"} - HTML:
            yield str(tags)


@RULES.append
def dates_are_real(rss: etree._Element) -> Iterator[str]:
    """RFC 2822, section 3.3: "the day-of-week MUST be the day implied by the date"."""
    for text in found(rss, "//pubDate/text() | //lastBuildDate/text()"):
        if format_datetime(parsedate_to_datetime(text).astimezone(UTC), usegmt=True) != text:
            yield text


@RULES.append
def the_newest_comes_first(rss: etree._Element) -> Iterator[str]:
    """RSS Advisory Board, profile, item: readers that keep a few items keep the first."""
    times = [parsedate_to_datetime(text) for text in found(rss, "//item/pubDate/text()")]
    yield from (str(later) for earlier, later in pairwise(times) if later > earlier)


@RULES.append
def addresses_are_whole(rss: etree._Element) -> Iterator[str]:
    """RSS, enclosure: "The url must be an http url"; podcast namespace: https where the feed is.

    A feed without a link to itself has no address yet, and its addresses are relative.
    """
    selves = found(rss, "//atom:link[@rel='self']/@href")
    scheme = selves[0].partition("//")[0] if selves else ""
    paths = "@href | //@url | //@uri | //item/link/text() | //image/url/text()"
    for address in found(rss, f"//{paths}"):
        beyond = address.getparent().tag.endswith("}funding")
        if not beyond and (address.partition("//")[0] != scheme if scheme else ":" in address):
            yield str(address)


@RULES.append
def the_picture_is_that_of_the_channel(rss: etree._Element) -> Iterator[str]:
    """RSS, image: title and link "should have the same value as the channel's"."""
    for tag in ("title", "link"):
        (picture,), (channel,) = (found(rss, f"/rss/channel/{p}{tag}") for p in ("image/", ""))
        if picture.text != channel.text:
            yield picture.text


@RULES.append
def one_alternative_is_the_enclosure(rss: etree._Element) -> Iterator[str]:
    """Podcast namespace, alternateEnclosure, default: "the same as the file from the enclosure"."""
    for item in found(rss, "//item"):
        (enclosure,) = found(item, "enclosure")
        defaults = found(item, "podcast:alternateEnclosure[@default='true']")
        same = [(a.get("type"), a.get("length"), found(a, "podcast:source/@uri")) for a in defaults]
        if same != [(enclosure.get("type"), enclosure.get("length"), [enclosure.get("url")])]:
            yield str(same)


@RULES.append
def chapters_rise_within_the_episode(rss: etree._Element) -> Iterator[str]:
    """Podlove Simple Chapters: in the order of time; Spotify: the first at 0."""
    for item in found(rss, "//item[psc:chapters]"):
        starts = found(item, "psc:chapters/psc:chapter/@start")
        seconds = [_seconds(start) for start in starts]
        if seconds[0] != 0 or any(b <= a for a, b in pairwise(seconds)):
            yield str(starts)
        # An episode's length is in whole seconds.
        if seconds[-1] > int(found(item, "string(itunes:duration)")) + 1:
            yield str(starts[-1])


@RULES.append
def a_serial_is_numbered(rss: etree._Element) -> Iterator[str]:
    """Apple, itunes:episode: "mandatory for serial shows"."""
    if found(rss, "string(//itunes:type)") == "serial":
        numbers = [int(number) for number in found(rss, "//itunes:episode/text()")]
        if numbers != list(range(len(found(rss, "//item")), 0, -1)):
            yield str(numbers)


def _twice(values: list[str]) -> Iterator[str]:
    yield from (value for value, count in Counter(values).items() if count > 1)


def _seconds(clock: str) -> float:
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)
