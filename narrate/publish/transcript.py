"""The text of an episode to read without its sound: a plain page, and a file of plain text."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from lxml import html
from lxml.builder import E

from narrate.episode import Chapter, Sentence
from narrate.publish.about import about
from narrate.publish.blocks import Block, blocks
from narrate.publish.dutch import clock
from narrate.publish.runs import runs
from narrate.publish.work import Work

LISTEN = "Luister naar dit hoorstuk"
_NUMBERED = re.compile(r"\d+:")
"""How an item begins that says its number."""
_STYLE = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
a { color: LinkText; }
body { max-width: 40em; margin: 0 auto; padding: 1em; font: 1.125em/1.6 sans-serif; }
h1, h2, h3 { line-height: 1.3; }
h1, h2, h3, p, li { overflow-wrap: anywhere; }
.numbered { list-style: none; padding-left: 0; }
.aside { border-left: 0.25em solid; padding-left: 1em; }
"""

Element: TypeAlias = Any
"""Of lxml, which has no types."""


def as_html(work: Work) -> str:
    """A page of text alone, with a link to the page that plays it."""
    title, language = work.release.title, work.release.language
    main = E.main(E.h1(title), *map(E.p, about(work)))
    main.append(E.p(E.a(LISTEN, href=_address(work) or "../index.html")))
    for _, start, block in _told(work):
        main.append(_element(block))
        if block.level == 2:
            main.append(E.p(E.time(clock(start), datetime=f"PT{int(start)}S")))
    head = E.head(
        E.meta(charset="utf-8"),
        E.meta(name="viewport", content="width=device-width"),
        E.title(f"{title} – de tekst"),
        E.style(_STYLE),
    )
    for element in (*head, *main):
        element.tail = "\n"
    page = E.html(head, E.body(main), lang=language)
    return f"{html.tostring(page, encoding='unicode', doctype='<!DOCTYPE html>')}\n"


def as_text(work: Work) -> str:
    """The same in lines: each paragraph is one, however long, with an empty one between two."""
    parts = ["\n".join([work.release.title, *about(work)])]
    for chapter, _, block in _told(work):
        opening = f"Hoofdstuk {chapter.number}. " if block.level == 2 else ""
        parts.append(opening + "\n".join(_lines(block)))
    if address := _address(work):
        parts.append(f"{LISTEN}: {address}")
    return "\n\n".join(parts) + "\n"


def _address(work: Work) -> str:
    """That of the page that plays the episode, when the library has one itself."""
    return work.channel.base_url and work.channel.url(f"{work.release.slug}/index.html")


def _told(work: Work) -> Iterator[tuple[Chapter, float, Block]]:
    """What stands below the title, and when it sounds, in seconds of the whole episode.

    Every chapter has its heading, even when nothing of that can be said in Dutch; but a first one
    that is called as the whole is, and has no others in it, has none.
    """
    for chapter in work.episode.chapters:
        told = blocks(chapter)
        whole = chapter.number == 1 and [b.level for b in told if b.level] == [2]
        if not told[0].level:
            silent = Sentence(0, 0, chapter.title, "", ())
            yield chapter, chapter.start, Block("heading", ((silent,),), level=2)
        for block in told:
            if block.level != 1 and not (whole and block is told[0]):
                yield chapter, chapter.start + block.items[0][0].start, block


def _element(block: Block) -> Element:
    items = [_shown(block, item) for item in block.items]
    match block.kind:
        case "title" | "heading":
            return E(f"h{block.level}", *items[0])
        case "list":
            listing = E.ul(*(E.li(*item) for item in items))
            if _numbered(block):
                listing.attrib.update({"class": "numbered", "role": "list"})
            return listing
        case "paragraph":
            return E.p(*items[0])
        case "table" | "caption" | "note":
            return E.div({"class": "aside"}, *(E.p(*item) for item in items))


def _shown(block: Block, item: Sequence[Sentence]) -> Iterator[Element | str]:
    """Sentences with their words of another language marked."""
    for number, sentence in enumerate(item):
        yield _between(block) if number else ""
        for place, run in enumerate(runs(sentence)):
            yield " " if place else ""
            yield E.span(run.text, lang=run.language) if run.language else run.text


def _lines(block: Block) -> Iterator[str]:
    dash = "- " if block.kind == "list" and not _numbered(block) else ""
    for item in block.items:
        yield dash + _between(block).join(sentence.text for sentence in item)


def _between(block: Block) -> str:
    """What stands between two sentences; in a row of a table those are cells."""
    return "; " if block.kind == "table" else " "


def _numbered(block: Block) -> bool:
    """Whether the items of a list say their numbers."""
    return all(_NUMBERED.match(item[0].text) for item in block.items)
