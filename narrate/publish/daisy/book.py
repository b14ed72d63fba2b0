"""A talking book in phrases: what is shown and what is heard at the same time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from narrate.episode import Chapter, Sentence
from narrate.errors import HoorstukError
from narrate.publish.blocks import Kind, blocks
from narrate.publish.runs import Run, runs, runs_of, spoken
from narrate.publish.sounds import Sound
from narrate.publish.tiles import Clip, Span, tiles
from narrate.publish.work import Work

TESTS: dict[Kind, str] = {"table": "sidebar-on", "caption": "prodnote-on", "note": "footnote-on"}
"""What a player looks at to leave a phrase out (DAISY 2.02, section 2.1.12.3)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text and its sound: a synchronization unit, `par` in SMIL."""

    number: int
    """From 1, in the book."""
    runs: tuple[Run, ...]
    clips: tuple[Clip, ...]
    """One for each sentence."""
    test: str = ""
    """When it can be left out, what for."""

    @property
    def text(self) -> str:
        """All that is shown."""
        return " ".join(run.text for run in self.runs)

    @property
    def id(self) -> str:
        """Of the unit, and of its text."""
        return f"p{self.number:04}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text: a heading, a paragraph, a list."""

    kind: Kind
    items: tuple[tuple[Phrase, ...], ...]
    """As the block has them. A note has a reference and a body, when it can be cut in two."""
    level: int = 0
    """Of a heading, from 1."""

    @property
    def first(self) -> Phrase:
        """Where a reader who goes to it begins."""
        return self.items[0][0]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: one SMIL document and one sound file. It begins with a heading."""

    name: str
    """Of its files, without suffix; short enough for any file system."""
    start: int
    """Milliseconds of the book before it."""
    length: int
    """Milliseconds."""
    passages: tuple[Passage, ...]

    @property
    def smil(self) -> str:
        """The document that goes through it."""
        return f"{self.name}.smil"

    @property
    def sound(self) -> str:
        """Its sound file."""
        return f"{self.name}.mp3"

    @property
    def title(self) -> str:
        """What its heading says."""
        return self.passages[0].first.text


def sections(work: Work, sounds: Sequence[Sound]) -> tuple[Section, ...]:
    """The book of an episode whose chapters sound so; its first heading is the title.

    Raises:
        HoorstukError: times in its manifest do not rise.
    """
    chapters = work.episode.chapters
    starts = accumulate((sound.length for sound in sounds), initial=0)
    numbers = count(1)
    titles = [work.episode.title, *(chapter.title for chapter in chapters[1:])]
    made = []
    for chapter, title, sound, start in zip(chapters, titles, sounds, starts, strict=False):
        drafts = list(_drafts(chapter, title))
        try:
            clips = iter(
                tiles([said.span for draft in drafts for said in draft.said], sound.length)
            )
        except ValueError as error:
            raise HoorstukError(
                f"{work.folder}: chapter {chapter.number}: {error}; build the episode again"
            ) from None
        passages = tuple(_passage(draft, clips, numbers) for draft in drafts)
        made.append(Section(f"h{chapter.number:04}", start, sound.length, passages))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Said:
    """Text, and when its voice sounds."""

    runs: tuple[Run, ...]
    span: Span


_Unit = tuple[str, tuple[_Said, ...]]
"""What becomes a phrase: its test, and what is said in it."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What becomes a passage, when its clips are known."""

    kind: Kind
    level: int
    items: tuple[tuple[_Unit, ...], ...]

    @property
    def said(self) -> Iterator[_Said]:
        """All that it says, in the order of the voice."""
        return (said for item in self.items for _, unit in item for said in unit)


def _drafts(chapter: Chapter, title: str) -> Iterator[_Draft]:
    """The passages of a chapter: its own heading is of level 1, and so is the title."""
    told = blocks(chapter)
    if not told[0].level:
        # Nothing of its heading can be said in Dutch: it is shown in the silence before the text.
        yield _Draft("heading", 1, ((("", (_Said((Run(title),), (0, 0)),)),),))
    for block in told:
        level = max(1, block.level - 1) if block.level else 0
        yield _Draft(block.kind, level, tuple(_units(block.kind, item) for item in block.items))


def _units(kind: Kind, item: Sequence[Sentence]) -> tuple[_Unit, ...]:
    test = TESTS.get(kind, "")
    said = tuple(_Said(runs(sentence), (sentence.start, sentence.end)) for sentence in item)
    if kind == "note" and (cut := _cut(item[0])):
        reference, rest = cut
        return (("", (reference,)), (test, (rest, *said[1:])))
    if kind in ("title", "heading", "note"):
        return ((test, said),)
    return tuple((test, (one,)) for one in said)


def _cut(sentence: Sentence) -> tuple[_Said, _Said] | None:
    """The first word of a note, "Noot:", and the rest of its sentence, if there is any."""
    words = spoken(sentence)
    if len(words) < 2:
        return None
    cut = words[0][0].end
    first = _Said(runs_of(words[:1]), (sentence.start, cut))
    return first, _Said(runs_of(words[1:]), (cut, sentence.end))


def _passage(draft: _Draft, clips: Iterator[Clip], numbers: Iterator[int]) -> Passage:
    items = tuple(
        tuple(
            Phrase(
                next(numbers),
                tuple(run for one in said for run in one.runs),
                tuple(next(clips) for _ in said),
                test,
            )
            for test, said in item
        )
        for item in draft.items
    )
    return Passage(draft.kind, items, draft.level)
