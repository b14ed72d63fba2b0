"""A talking book in phrases: what is shown and what is heard at the same time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise

from narrate.episode import Chapter, Sentence
from narrate.publish.blocks import Block, Kind, blocks
from narrate.publish.runs import Run, in_words, runs
from narrate.publish.work import Work

Clip = tuple[int, int]
"""Begin and end in the sound of the chapter, in milliseconds."""

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


def sections(work: Work) -> tuple[Section, ...]:
    """The book of an episode; its first heading is the title."""
    chapters = work.episode.chapters
    lengths = [int(chapter.duration * 1000) for chapter in chapters]
    starts = accumulate(lengths, initial=0)
    numbers = count(1)
    titles = [work.episode.title, *(chapter.title for chapter in chapters[1:])]
    return tuple(
        Section(f"h{n:04}", start, length, tuple(_passages(chapter, title, length, numbers)))
        for n, (chapter, title, start, length) in enumerate(
            zip(chapters, titles, starts, lengths, strict=False), start=1
        )
    )


def _passages(
    chapter: Chapter, title: str, length: int, numbers: Iterator[int]
) -> Iterator[Passage]:
    """The passages of a chapter: its first heading is of level 1, the others of level 2."""
    told = blocks(chapter)
    headed = told[0].kind in ("title", "heading")
    clips = iter(_clips(chapter.sentences, length, headed))
    seen = not headed
    if not headed:  # nothing of it can be said in Dutch: it is shown in the silence before the text
        phrase = Phrase(next(numbers), (Run(title),), (next(clips),))
        yield Passage("heading", ((phrase,),), level=1)
    for block in told:
        items = tuple(tuple(_phrases(block, item, clips, numbers)) for item in block.items)
        level = 1 if block.kind == "title" else 0
        if block.kind == "heading":
            level = 2 if seen else 1
            seen = True
        yield Passage(block.kind, items, level)


def _clips(sentences: Sequence[Sentence], length: int, headed: bool) -> list[Clip]:
    """A clip for each sentence, up to where the next begins: together they are all of the sound.

    When the heading is silent, its clip comes first: that of the silence before the text.
    """
    starts = [int(sentence.start * 1000) for sentence in sentences[1 if headed else 0 :]]
    cuts = accumulate(starts, lambda before, start: max(start, before + 1), initial=0)
    return list(pairwise([*cuts, length]))


def _phrases(
    block: Block, item: Sequence[Sentence], clips: Iterator[Clip], numbers: Iterator[int]
) -> Iterator[Phrase]:
    test = TESTS.get(block.kind, "")
    heard = [(runs(sentence), next(clips)) for sentence in item]
    match block.kind:
        case "title" | "heading":
            yield _phrase(numbers, heard)
        case "note":
            if len(item[0].words) > 1 and in_words(item[0]):
                reference, body = _cut(item[0], heard[0][1])
                yield _phrase(numbers, [reference])
                heard[0] = body
            yield _phrase(numbers, heard, test)
        case _:
            for one in heard:
                yield _phrase(numbers, [one], test)


_Heard = tuple[tuple[Run, ...], Clip]


def _phrase(numbers: Iterator[int], heard: Sequence[_Heard], test: str = "") -> Phrase:
    text = tuple(run for told, _ in heard for run in told)
    return Phrase(next(numbers), text, tuple(clip for _, clip in heard), test)


def _cut(sentence: Sentence, clip: Clip) -> tuple[_Heard, _Heard]:
    """The first word of a note, "Noot:", and the rest of its sentence."""
    begin, end = clip
    cut = min(max(int(sentence.words[1].start * 1000), begin + 1), end - 1)
    return (runs(sentence, 0, 1), (begin, cut)), (runs(sentence, 1), (cut, end))
