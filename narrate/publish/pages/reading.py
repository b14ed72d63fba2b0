"""The text of an episode with the time of every word, as the page's script takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from narrate.episode import Chapter, Episode, Sentence, Word
from narrate.publish.blocks import Block, Kind, blocks
from narrate.publish.runs import Run, runs, spoken


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the text."""

    times: str
    """Its first millisecond of the episode, then how many each word takes and, where that is not 1,
    over how many words between spaces: `83120 310 220x3 450`."""
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the text."""

    kind: Kind
    items: tuple[tuple[Line, ...], ...]
    skippable: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of the text."""

    number: int
    title: str
    start: float
    """Seconds of the whole episode."""
    duration: float
    heading: tuple[Line, ...]
    """Empty when the voice does not say it."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of an episode."""

    title: tuple[Line, ...]
    """Empty when the voice does not say it."""
    lead: tuple[Passage, ...]
    """What is said between the title and the first heading."""
    parts: tuple[Part, ...]


def reading(episode: Episode) -> Reading:
    """An episode's text, in the order of the voice."""
    parts = [_part(chapter) for chapter in episode.chapters]
    opening = parts[0].passages
    if not opening or opening[0].kind != "title":
        return Reading((), (), tuple(parts))
    headings = [place for place, passage in enumerate(opening) if passage.kind == "heading"]
    if not headings:  # the first chapter has no heading, so its text begins at once
        first = _headed(parts[0], opening[1:])
        return Reading(opening[0].items[0], (), (first, *parts[1:]))
    first = _headed(parts[0], opening[headings[0] :])
    return Reading(opening[0].items[0], opening[1 : headings[0]], (first, *parts[1:]))


def _part(chapter: Chapter) -> Part:
    passages = tuple(_passage(block, chapter.start) for block in blocks(chapter))
    part = Part(chapter.number, chapter.title, chapter.start, chapter.duration, (), passages)
    return _headed(part, passages)


def _headed(part: Part, passages: tuple[Passage, ...]) -> Part:
    """A chapter of these passages, the first of which may be its heading."""
    heading: tuple[Line, ...] = ()
    if passages and passages[0].kind == "heading":
        heading, passages = passages[0].items[0], passages[1:]
    return Part(part.number, part.title, part.start, part.duration, heading, passages)


def _passage(block: Block, start: float) -> Passage:
    items = tuple(tuple(_line(sentence, start) for sentence in item) for item in block.items)
    return Passage(block.kind, items, block.skippable)


def _line(sentence: Sentence, chapter_start: float) -> Line:
    words = sentence.words
    if not spoken(sentence):  # a word may hold nothing but characters that a page cannot show
        words = (Word(sentence.start, sentence.end, sentence.text),)
    return Line(_times(words, chapter_start), runs(sentence))


def _times(words: Sequence[Word], chapter_start: float) -> str:
    """The starts of the words, each rounded by itself so that nothing adds up."""
    bounds = [round((chapter_start + word.start) * 1000) for word in words]
    bounds.append(round((chapter_start + words[-1].end) * 1000))
    told = [str(bounds[0])]
    for word, (start, end) in zip(words, pairwise(bounds), strict=True):
        count = len(word.text.split())
        told.append(str(end - start) if count == 1 else f"{end - start}x{count}")
    return " ".join(told)
