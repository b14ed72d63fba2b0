"""EPUB: books, whose table of contents gives the chapters."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from narrate.article import Article, Block, LeftOut, Section
from narrate.coverage import proved
from narrate.readers import html, outline
from narrate.readers.archive import Archive
from narrate.readers.markup import shown
from narrate.readers.package import Contents, Package
from narrate.readers.walk import Walk


def read(data: bytes, name: str) -> Article:
    """Read a book: the documents of its spine, cut where its table of contents says.

    Raises:
        HoorstukError: it is no EPUB, damaged, locked, a bomb, or without text.
    """
    package = Package(Archive(data, name))
    contents, facts = package.contents(), package.facts()
    bodies = {path: package.body(path) for path in package.spine if path != contents.path}
    beside = [package.body(path) for path in package.beside if path != contents.path]
    try:
        walks = {path: Walk(body, facts.language or "nl") for path, body in bodies.items()}
    except RecursionError:
        raise html.too_deep(name) from None
    sections, untold = _sections(walks, contents)
    if not sections:
        raise outline.empty(name)
    left_out = [part for walk in walks.values() for part in walk.left_out]
    left_out += [LeftOut(shown(body), "beside the reading order") for body in beside]
    left_out += [LeftOut(untold, "table of contents")]
    left_out = [part for part in left_out if part.text.strip()]
    title = facts.title or outline.title_from_name(name)
    sections, title, line = _without_title(sections, title)
    facts = replace(facts, title=title)
    article = outline.compose(sections, name, facts, line, left_out)
    return proved(article, "".join([*map(shown, (*bodies.values(), *beside)), contents.shown]))


def _without_title(sections: list[Section], title: str) -> tuple[list[Section], str, int]:
    """Take the book's title off the section that it heads.

    The title as it stands there and its line come second; line 0 when it stands nowhere.
    """
    first, *others = sections
    if first.heading.casefold() != title.casefold() or not (first.blocks or others):
        return sections, title, 0
    rest = [replace(first, heading="")] if first.blocks else []
    return [*rest, *others], first.heading, first.line


def _sections(walks: Mapping[str, Walk], contents: Contents) -> tuple[list[Section], str]:
    """Cut the documents at the entries; what no section takes of the contents comes second."""
    blocks: list[Block] = []
    starts: dict[str, int] = {}
    for path, walk in walks.items():
        starts[path] = len(blocks)
        blocks += walk.blocks
    cuts = {0: "", **_cuts(walks, contents, starts)}
    untold = contents.shown
    sections = []
    for start, end in pairwise([*sorted(cuts), len(blocks)]):
        if start < end:
            own = outline.section(blocks[start:end])
            if cuts[start] and not own.heading:
                own = replace(own, heading=" ".join(cuts[start].split()))
                untold = untold.replace(cuts[start], "", 1)
            sections.append(own)
    return sections, untold


def _cuts(
    walks: Mapping[str, Walk], contents: Contents, starts: Mapping[str, int]
) -> dict[int, str]:
    """Give the block at which each chapter starts, with its label in the contents.

    Chapters are the entries on top, and those with a document of their own. Without entries each
    document is one.
    """
    cuts: dict[int, str] = {}
    seen: set[str] = set()
    for entry in contents.entries:
        if entry.document in walks and (entry.is_top or entry.document not in seen):
            inside = walks[entry.document].anchors.get(entry.fragment, 0)
            cuts.setdefault(starts[entry.document] + inside, entry.label)
        seen.add(entry.document)
    return cuts or dict.fromkeys(starts.values(), "")
