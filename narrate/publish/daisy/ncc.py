"""The navigation control center, `ncc.html`: what the book is, and the way around it (2.1)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from narrate.publish.daisy.book import Passage, Section
from narrate.publish.daisy.documents import (
    FORMAT,
    GENERATOR,
    XHTML,
    Element,
    add,
    clock,
    meta,
    written,
    xhtml,
)
from narrate.publish.work import Work

NAME = "ncc.html"

_OPTIONAL = {
    "table": ("sidebar", "Tabel"),
    "caption": ("optional-prodnote", "Afbeelding"),
    "note": ("noteref", "Noot"),
}
"""Class of a passage that can be left out (2.1.12.1), and what it is called, with a number."""
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Statement = tuple[str, str] | tuple[str, str, str]
"""Name, content, and scheme if there is one."""


def document(work: Work, sections: Sequence[Section], sizes: Sequence[int]) -> bytes:
    """The document; `sizes` are the bytes of each other file of the book."""
    bare = _document(work, sections, len(sizes) + 1, sum(sizes))
    return _document(work, sections, len(sizes) + 1, sum(sizes) + len(bare))


def _document(work: Work, sections: Sequence[Section], files: int, size: int) -> bytes:
    root, head, body = xhtml(work.release.language, work.release.title)
    for section in sections:
        for passage in section.passages:
            _enter(passage, section.smil, body)
    body[0].set("class", "title")
    last = sections[-1]
    statements = [
        *_of_the_publication(work),
        *_of_the_body(body),
        ("ncc:files", str(files)),
        ("ncc:kByteSize", str(-(-size // 1024))),
        ("ncc:totalTime", clock(last.start + last.length), "hh:mm:ss"),
    ]
    for statement in statements:
        meta(head, *statement)
    return written(root, XHTML)


def _enter(passage: Passage, smil: str, body: Element) -> None:
    """Add the entry of a heading (2.1.6), or of what can be left out (2.1.12)."""
    if passage.level:
        entry, name = add(body, f"h{passage.level}"), passage.first.text
    elif passage.kind in _OPTIONAL:
        kind, called = _OPTIONAL[passage.kind]
        number = 1 + sum(other.get("class") == kind for other in body)
        entry, name = add(body, "span", class_=kind), f"{called} {number}"
    else:
        return
    entry.set("id", f"n{len(body):04}")
    add(entry, "a", href=f"{smil}#{passage.first.id}").text = name


def _of_the_publication(work: Work) -> Iterator[Statement]:
    """Who made what when (2.1.3)."""
    release, channel = work.release, work.channel
    publisher = channel.author or channel.title
    yield "dc:title", release.title
    yield "dc:creator", release.author or channel.author or "Onbekend"
    yield "dc:date", release.published[:10], "yyyy-mm-dd"
    yield "dc:format", FORMAT
    yield "dc:identifier", release.guid
    yield "dc:language", release.language, "ISO 639"
    yield "dc:publisher", publisher
    if release.description:
        yield "dc:description", release.description
    if channel.copyright:
        yield "dc:rights", channel.copyright
    if _DATE.fullmatch(work.episode.date):
        yield "ncc:sourceDate", work.episode.date
    yield "ncc:charset", "utf-8"
    yield "ncc:generator", GENERATOR
    yield "ncc:narrator", work.episode.voice.name
    yield "ncc:producer", publisher
    yield "ncc:producedDate", release.updated[:10], "yyyy-mm-dd"
    yield "ncc:multimediaType", "audioFullText"
    yield "ncc:setInfo", "1 of 1"
    for kind in ("Front", "Normal", "Special"):
        yield f"ncc:page{kind}", "0"
    yield "ncc:maxPageNormal", "0"


def _of_the_body(body: Element) -> Iterator[Statement]:
    """What is counted in the entries (2.1.3)."""
    kinds = Counter(entry.get("class") for entry in body)
    headings = [entry.tag[-1] for entry in body if entry.tag[-2:-1] == "h"]
    yield "ncc:tocItems", str(len(body))
    yield "ncc:depth", max(headings)
    yield "ncc:footnotes", str(kinds["noteref"])
    yield "ncc:sidebars", str(kinds["sidebar"])
    yield "ncc:prodNotes", str(kinds["optional-prodnote"])
