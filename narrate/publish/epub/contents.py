"""The table of contents: for readers of EPUB 3, and for older ones."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from lxml.builder import ElementMaker

from narrate.publish.epub.markup import NCX, TYPE, Element, document, html, xhtml
from narrate.publish.epub.page import Page
from narrate.publish.epub.texts import texts
from narrate.publish.work import Work

_ncx = ElementMaker(namespace=NCX, nsmap={None: NCX})


class Entry(NamedTuple):
    """A line of the table of contents, and those within it."""

    label: str
    target: str
    inner: tuple["Entry", ...] = ()


def nav(work: Work, pages: Sequence[Page]) -> bytes:
    """The navigation document (EPUB 3.3, section 7): the contents, and the landmarks."""
    told = texts()
    toc = html.nav(
        {TYPE: "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "contents"},
        html.h1(told.contents, id="contents"),
        _list(_entries(pages)),
    )
    places = [("bodymatter", told.beginning, pages[0].document)]
    places += [("backmatter", p.title, p.document) for p in pages if p.role == "disclaimer"]
    links = (html.a(label, {TYPE: kind}, href=to) for kind, label, to in places)
    landmarks = html.nav(
        {TYPE: "landmarks", "aria-label": told.landmarks, "hidden": "hidden"},
        html.ol(*map(html.li, links)),
    )
    title = f"{told.contents} – {work.release.title}"
    return xhtml(title, work.release.language, html.body(toc, landmarks))


def ncx(work: Work, pages: Sequence[Page]) -> bytes:
    """The contents as EPUB 2 has them, in the book for older readers (EPUB 3.3, section 5.9)."""
    entries = tuple(_entries(pages))
    depth = 2 if any(entry.inner for entry in entries) else 1
    facts = {
        "dtb:uid": f"urn:uuid:{work.release.guid}",
        "dtb:depth": str(depth),
        "dtb:totalPageCount": "0",
        "dtb:maxPageNumber": "0",
    }
    numbers = count(1)
    root = _ncx.ncx(
        _ncx.head(*(_ncx.meta(name=name, content=fact) for name, fact in facts.items())),
        _ncx.docTitle(_ncx.text(work.release.title)),
        _ncx.navMap(*(_point(entry, numbers) for entry in entries)),
        version="2005-1",
    )
    return document(root)


def _entries(pages: Sequence[Page]) -> Iterator[Entry]:
    """The chapters, and in each the headings within it."""
    for page in pages:
        headings = [part for part in page.parts if part.kind == "heading" and part.text]
        own = next((part for part in headings if part.level == 2), None)
        # The title of the book and what goes with it come before the heading of its first chapter.
        start = f"#{own.id}" if own and own is not page.parts[0] else ""
        inner = tuple(
            Entry(part.text, f"{page.document}#{part.id}") for part in headings if part is not own
        )
        yield Entry(page.title, page.document + start, inner)


def _list(entries: Iterator[Entry] | Sequence[Entry]) -> Element:
    listing = html.ol()
    for entry in entries:
        inner = [_list(entry.inner)] if entry.inner else []
        listing.append(html.li(html.a(entry.label, href=entry.target), *inner))
    return listing


def _point(entry: Entry, numbers: Iterator[int]) -> Element:
    number = next(numbers)
    point = _ncx.navPoint(
        _ncx.navLabel(_ncx.text(entry.label)),
        _ncx.content(src=entry.target),
        id=f"p{number}",
        playOrder=str(number),
    )
    point.extend(_point(inner, numbers) for inner in entry.inner)
    return point
