"""The text of a page, as XHTML: every sentence a `span` with an id, in the order of the voice."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from narrate.publish.epub.clips import Clip, Passage
from narrate.publish.epub.markup import TYPE, Element, html, language, xhtml
from narrate.publish.epub.page import Page, Part
from narrate.publish.work import Release

_NUMBERED = re.compile(r"\d+:")


def write(page: Page, release: Release) -> bytes:
    """The document of a page."""
    kind = {TYPE: "chapter", "role": "doc-chapter"} if page.role == "chapter" else {}
    section = html.section(kind, {"aria-label": page.title})
    for part in page.parts:
        section.append(_element(part))
        section[-1].tail = "\n"
    place = "bodymatter" if page.role == "chapter" else "backmatter"
    title = f"{page.title} – {release.title}"
    return xhtml(title, release.language, html.body(section, {TYPE: place}))


def _element(part: Part) -> Element:
    own = {"id": part.id}
    match part.kind:
        case "title" | "heading":
            return html(f"h{part.level}", own, *_spans(part.passages))
        case "list":
            return _listing(part)
        case "table":
            return _table(part)
        case "caption":
            return html.figure(own, html.figcaption(*_spans(part.passages)))
        case "note":
            # No `aside`: with this type Apple Books shows one only at a link to it.
            note = {TYPE: "footnote", "role": "doc-footnote", "class": "note"}
            return html.div(own, note, html.p(*_spans(part.passages)))
        case "paragraph":
            return html.p(own, *_spans(part.passages))


def _listing(part: Part) -> Element:
    """A list; that of one with numbers says each number in its text."""
    listing = html.ul({"id": part.id}, *(html.li(*_spans(item)) for item in part.items))
    if all(item and _NUMBERED.match(item[0].text) for item in part.items):
        listing.attrib.update({"class": "numbered", "role": "list"})
    return listing


def _table(part: Part) -> Element:
    """A table as it is said: each cell with the header of its column, around it what announces it.

    A row has several sentences, so what stands before and after them all is no row. Which of them
    make up a cell is only known when all rows have as many; otherwise the rows are a list.
    """
    lengths = [len(item) for item in part.items]
    several = [place for place, length in enumerate(lengths) if length > 1]
    first, end = (several[0], several[-1] + 1) if several else (0, 0)
    before, rows, after = part.items[:first], part.items[first:end], part.items[end:]
    around = html.div({"id": part.id, "class": "table"})
    if len(set(lengths[first:end])) == 1:
        caption = [html.caption(*_spans(chain.from_iterable(before)))] if before else []
        around.append(html.table(*caption, *map(_row, rows)))
    else:
        around.extend(html.p(*_spans(item)) for item in before)
        around.extend([html.ul(*(html.li(*_spans(row)) for row in rows))] if rows else [])
    around.extend(html.p(*_spans(item)) for item in after)
    return around


def _row(row: tuple[Passage, ...]) -> Element:
    first, *others = map(_span, row)
    return html.tr(html.th(first, scope="row"), *map(html.td, others))


def _spans(passages: Iterable[Passage]) -> Iterator[Element | str]:
    return _spaced(map(_span, passages))


def _span(passage: Passage) -> Element:
    """A sentence, its words in spans of their own if they have clips of their own."""
    clips = [_lit(clip) for clip in passage.clips]
    if passage.clips[0].id == passage.id:
        return clips[0]
    return html.span(*_spaced(clips), id=passage.id)


def _lit(clip: Clip) -> Element:
    """What lights up as one; in a language of its own where it is not in that of the book."""
    own = {"id": clip.id}
    if len(clip.runs) == 1:
        return html.span(clip.runs[0].text, own, language(clip.runs[0].language))
    runs = (
        html.span(run.text, language(run.language)) if run.language else run.text
        for run in clip.runs
    )
    return html.span(*_spaced(runs), own)


def _spaced(parts: Iterable[Element | str]) -> Iterator[Element | str]:
    """Parts with a space between each two."""
    for number, part in enumerate(parts):
        if number:
            yield " "
        yield part
