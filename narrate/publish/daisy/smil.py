"""The SMIL documents: what is shown while what is heard (sections 2.3 and 2.4)."""

from collections.abc import Sequence

from lxml import etree

from narrate.publish.daisy import content
from narrate.publish.daisy.book import Phrase, Section
from narrate.publish.daisy.documents import (
    FORMAT,
    GENERATOR,
    SMIL,
    Element,
    add,
    clock,
    count,
    meta,
    written,
)
from narrate.publish.work import Work

MASTER = "master.smil"


def document(work: Work, section: Section) -> bytes:
    """The document of a chapter."""
    root, head = _opened(work)
    meta(head, "title", section.title)
    meta(head, "ncc:totalElapsedTime", clock(section.start))
    meta(head, "ncc:timeInThisSmil", clock(section.length))
    _layout(head)
    main = add(add(root, "body"), "seq", dur=count(section.length))
    for passage in section.passages:
        for item in passage.items:
            # A note of which the reference is heard apart: section 2.1.12.4.
            place = add(main, "seq") if passage.kind == "note" and len(item) > 1 else main
            for phrase in item:
                _add(phrase, section.sound, place)
    return written(root, SMIL)


def master(work: Work, sections: Sequence[Section]) -> bytes:
    """The document that names those of all chapters in their order."""
    root, head = _opened(work)
    last = sections[-1]
    meta(head, "ncc:timeInThisSmil", clock(last.start + last.length))
    _layout(head)
    body = add(root, "body")
    for section in sections:
        add(body, "ref", title=section.title, src=section.smil, id=section.name)
    return written(root, SMIL)


def _opened(work: Work) -> tuple[Element, Element]:
    root = etree.Element("smil")
    head = add(root, "head")
    meta(head, "dc:title", work.release.title)
    meta(head, "dc:identifier", work.release.guid)
    meta(head, "dc:format", FORMAT)
    meta(head, "ncc:generator", GENERATOR)
    return root, head


def _layout(head: Element) -> None:
    add(add(head, "layout"), "region", id="txtView")


def _add(phrase: Phrase, sound: str, parent: Element) -> None:
    """Add the synchronization unit of a phrase (section 2.3.3.3)."""
    par = add(parent, "par", endsync="last", id=phrase.id)
    if phrase.test:
        par.set("system-required", phrase.test)
    add(par, "text", src=f"{content.NAME}#{phrase.id}", id=f"t{phrase.number:04}")
    heard = add(par, "seq")
    for number, (begin, end) in enumerate(phrase.clips, start=1):
        clip = {"clip_begin": f"npt={count(begin)}", "clip_end": f"npt={count(end)}"}
        add(heard, "audio", src=sound, **clip, id=f"a{phrase.number:04}-{number}")
