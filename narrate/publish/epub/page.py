"""A chapter as a page of the book: what stands in it, and what sounds with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from narrate.article import Role
from narrate.episode import Chapter
from narrate.errors import HoorstukError
from narrate.publish.blocks import Kind, blocks
from narrate.publish.epub.clips import Passage, passages
from narrate.publish.sounds import Sound, sound
from narrate.publish.work import Work

SUFFIXES = {"mp3": "mp3", "m4b": "m4a", "opus": "opus"}
"""What e-readers must be able to play (EPUB 3.3, core media types), the one that all of them do
first; with the suffix in the book."""


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences that stand together: a block at its place in the book."""

    id: str
    kind: Kind
    level: int
    """Of a heading: 1 for the title of the book, 2 for that of a chapter, 3 within a chapter."""
    items: tuple[tuple[Passage, ...], ...]
    """As in the block: those of a list, the rows of a table; of any other kind there is one."""

    @property
    def passages(self) -> Iterator[Passage]:
        """Its sentences in the order of the voice."""
        return chain.from_iterable(self.items)

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(passage.text for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter."""

    name: str
    """Of its files in the book, without a suffix."""
    title: str
    role: Role
    parts: tuple[Part, ...]
    sound: Sound

    @property
    def document(self) -> str:
        """Name of its text."""
        return f"{self.name}.xhtml"

    @property
    def overlay(self) -> str:
        """Name of what binds its text to its sound."""
        return f"{self.name}.smil"

    @property
    def file(self) -> str:
        """Name of its sound."""
        return f"{self.name}.{SUFFIXES[self.sound.form.name]}"


def pages(work: Work) -> tuple[Page, ...]:
    """The pages of an episode's book.

    Raises:
        HoorstukError: nothing is said in it, its sound is in no form that e-readers take, is not
            what the manifest says, or its times do not rise.
    """
    if not work.episode.chapters:
        raise HoorstukError(f"{work.folder}: has no chapters; build the episode again")
    return tuple(_page(work, chapter) for chapter in work.episode.chapters)


def _page(work: Work, chapter: Chapter) -> Page:
    heard = sound(work, chapter, SUFFIXES)
    try:
        told = iter(passages(chapter.sentences, heard.length, work.channel.word_level))
    except ValueError as error:
        raise HoorstukError(
            f"{work.folder}: chapter {chapter.number}: {error}; build the episode again"
        ) from None
    parts = tuple(
        Part(
            f"b{number}",
            block.kind,
            block.level,
            tuple(tuple(next(told) for _ in item) for item in block.items),
        )
        for number, block in enumerate(blocks(chapter), start=1)
    )
    return Page(f"{chapter.number:02}", chapter.title, chapter.role, parts, heard)
