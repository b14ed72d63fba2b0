"""The text of a chapter as a reader sees it: its sentences in blocks, in the order of the voice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from narrate.episode import Chapter, Sentence
from narrate.script import SKIPPABLE

Kind = Literal["title", "heading", "paragraph", "list", "table", "caption", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that stand together."""

    kind: Kind
    items: tuple[tuple[Sentence, ...], ...]
    """The items of a list or the rows of a table; of any other kind there is one."""
    level: int = 0
    """Of a heading: 1 for the title of the article, 2 for a chapter's own, 3 within a chapter."""

    @property
    def skippable(self) -> bool:
        """Whether a listener can do without it."""
        return self.kind in SKIPPABLE


def blocks(chapter: Chapter) -> tuple[Block, ...]:
    """A chapter's sentences in blocks; its first is its heading, or for the first chapter's title.

    It is something else when nothing of that heading can be said in Dutch. Items of a list that
    follow one another are one list, and so are the rows of a table.
    """
    gathered: list[Block] = []
    for place, group in groupby(chapter.sentences, key=lambda sentence: sentence.place):
        kind: Kind = "list" if place == "item" else place
        items = tuple(_items(tuple(group)))
        if kind in ("list", "table"):
            gathered.append(Block(kind, items))
        else:
            gathered += (Block(kind, (item,)) for item in items)
    return tuple(_ranked(gathered))


def _ranked(gathered: Sequence[Block]) -> Iterator[Block]:
    """Blocks with the levels of headings."""
    next_level = 2 if gathered and gathered[0].kind in ("title", "heading") else 3
    for block in gathered:
        match block.kind:
            case "title":
                yield replace(block, level=1)
            case "heading":
                yield replace(block, level=next_level)
                next_level = 3
            case _:
                yield block


def _items(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    """Sentences up to each that ends a paragraph."""
    item: list[Sentence] = []
    for sentence in sentences:
        item.append(sentence)
        if sentence.ends_paragraph:
            yield tuple(item)
            item = []
    if item:
        yield tuple(item)
