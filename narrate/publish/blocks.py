"""The text of a chapter as a reader sees it: its sentences in blocks, in the order of the voice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

    @property
    def skippable(self) -> bool:
        """Whether a listener can do without it."""
        return self.kind in SKIPPABLE


def blocks(chapter: Chapter) -> tuple[Block, ...]:
    """A chapter's sentences in blocks; its first is its heading, or for the first chapter's title.

    Items of a list that follow one another are one list, and so are the rows of a table.
    """
    gathered: list[Block] = []
    for place, group in groupby(chapter.sentences, key=lambda sentence: sentence.place):
        kind: Kind = "list" if place == "item" else place
        items = tuple(_items(tuple(group)))
        if kind in ("list", "table"):
            gathered.append(Block(kind, items))
        else:
            gathered += (Block(kind, (item,)) for item in items)
    return tuple(gathered)


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
