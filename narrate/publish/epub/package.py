"""The package document: what the book says of itself, and what is in it (EPUB 3.3, section 5)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from lxml.builder import ElementMaker

from narrate.delivery import cover
from narrate.delivery.captions import clock
from narrate.errors import HoorstukError
from narrate.publish.epub.markup import DC, LANG, OPF, Element, document
from narrate.publish.epub.overlay import length
from narrate.publish.epub.page import Page
from narrate.publish.epub.texts import texts
from narrate.publish.work import Work

ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"
"""Classes in `style.css` of the text that sounds, and of the page while it does."""
FEATURES = (
    "synchronizedAudioText",
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
    "ARIA",
)
"""Of the vocabulary of schema.org's accessibilityFeature (W3C, a11y-discov-vocab)."""
_opf = ElementMaker(namespace=OPF, nsmap={None: OPF, "dc": DC})
_dc = ElementMaker(namespace=DC)


def write(work: Work, pages: Sequence[Page]) -> bytes:
    """The package document of an episode's book."""
    spine = (_opf.itemref(idref=f"text-{page.name}") for page in pages)
    root = _opf.package(
        {"version": "3.0", "unique-identifier": "id", LANG: work.release.language},
        _opf.metadata(*_facts(work), *_of_sound(work, pages), *_of_access(work)),
        _opf.manifest(*_items(work, pages)),
        _opf.spine(*spine, toc="ncx"),
    )
    return document(root)


def _facts(work: Work) -> Iterator[Element]:
    release, channel = work.release, work.channel
    yield _dc.identifier(f"urn:uuid:{release.guid}", id="id")
    yield _dc.title(release.title)
    yield _dc.language(release.language)
    author = release.author or channel.author
    if author:
        yield _dc.creator(author)
    yield _dc.contributor(_narrator(work), id="narrator")
    yield _meta("role", "nrt", refines="#narrator", scheme="marc:relators")
    yield _dc.publisher(channel.title)
    if release.description:
        yield _dc.description(release.description)
    if channel.copyright:
        yield _dc.rights(channel.copyright)
    yield _dc.date(_moment(work, release.published)[:10])
    yield _dc.source(work.episode.source)
    yield _meta("dcterms:modified", _moment(work, work.episode.built))
    if cover.NAME in work.files:
        yield _opf.meta(name="cover", content="cover")  # as EPUB 2 has it


def _of_sound(work: Work, pages: Sequence[Page]) -> Iterator[Element]:
    """Times, the voice, and how the text that sounds is to look."""
    yield _meta("media:duration", clock(sum(page.sound.length for page in pages) / 1000))
    for page in pages:
        yield _meta("media:duration", length(page), refines=f"#overlay-{page.name}")
    yield _meta("media:narrator", _narrator(work))
    yield _meta("media:active-class", ACTIVE)
    yield _meta("media:playback-active-class", PLAYING)


def _of_access(work: Work) -> Iterator[Element]:
    """For whom the book is (EPUB Accessibility 1.1, section 2, and its technique META-002).

    The voice is no access mode of its own, for all of it can be read too; and the cover tells
    nothing that the text does not.
    """
    yield _meta("schema:accessMode", "textual")
    yield _meta("schema:accessModeSufficient", "textual")
    yield _meta("schema:accessModeSufficient", "auditory")
    for feature in FEATURES:
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "none")
    told = texts()
    lit = told.by_word if work.channel.word_level else told.by_sentence
    summary = _meta("schema:accessibilitySummary", told.summary.strip().format(lit))
    summary.set(LANG, "nl")
    yield summary


def _items(work: Work, pages: Sequence[Page]) -> Iterator[Element]:
    yield _item("nav", "nav.xhtml", "application/xhtml+xml", properties="nav")
    yield _item("ncx", "toc.ncx", "application/x-dtbncx+xml")
    yield _item("style", "style.css", "text/css")
    if cover.NAME in work.files:
        yield _item("cover", cover.NAME, cover.TYPE, properties="cover-image")
    for page in pages:
        overlay = {"media-overlay": f"overlay-{page.name}"}
        yield _item(f"text-{page.name}", page.document, "application/xhtml+xml", **overlay)
        yield _item(f"overlay-{page.name}", page.overlay, "application/smil+xml")
        yield _item(f"sound-{page.name}", page.file, page.sound.form.type)


def _narrator(work: Work) -> str:
    return texts().narrator.format(work.episode.voice.name)


def _meta(name: str, value: str, **more: str) -> Element:
    return _opf.meta(value, property=name, **more)


def _item(name: str, href: str, media_type: str, **more: str) -> Element:
    return _opf.item({"id": name, "href": href, "media-type": media_type, **more})


def _moment(work: Work, told: str) -> str:
    """A moment as EPUB writes it: 2026-03-01T00:00:00Z."""
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise HoorstukError(
            f"{work.folder}: {told!r} is no date and time; build the episode again"
        ) from None
    if moment.tzinfo:
        moment = moment.astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
