"""The text of the book (section 2.2): every phrase leads back to its sound."""

from collections.abc import Sequence

from narrate.publish.daisy.book import Passage, Phrase, Section
from narrate.publish.daisy.documents import XHTML, Element, add, meta, show, written, xhtml
from narrate.publish.work import Work

NAME = "content.html"

OPTIONAL = {"table": "sidebar", "caption": "optional-prodnote", "note": "footnote"}
"""What is around a passage that can be left out."""


def document(work: Work, sections: Sequence[Section]) -> bytes:
    """The text of all chapters."""
    root, head, body = xhtml(work.release.language, work.release.title)
    meta(head, "dc:title", work.release.title)
    meta(head, "dc:identifier", work.release.guid)
    for section in sections:
        for passage in section.passages:
            _add(passage, section.smil, body)
    body[0].set("class", "title")
    return written(root, XHTML)


def _add(passage: Passage, smil: str, body: Element) -> None:
    if passage.level:
        heading = add(body, f"h{passage.level}", id=passage.first.id)
        _link(passage.first, smil, heading)
        return
    parent, tag = body, "p"
    if passage.kind == "list":
        parent, tag = add(body, "ul"), "li"
    elif passage.kind in OPTIONAL:
        parent = add(body, "div", class_=OPTIONAL[passage.kind])
    for item in passage.items:
        _say(item, smil, "; " if passage.kind == "table" else " ", add(parent, tag))


def _say(item: Sequence[Phrase], smil: str, between: str, parent: Element) -> None:
    """Add phrases to a paragraph; the cells of a row are told apart."""
    for number, phrase in enumerate(item):
        if number:
            parent[-1].tail = between
        _link(phrase, smil, add(parent, "span", class_="sentence", id=phrase.id))


def _link(phrase: Phrase, smil: str, parent: Element) -> None:
    show(add(parent, "a", href=f"{smil}#{phrase.id}"), phrase.runs)
