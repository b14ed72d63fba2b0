"""Sentences as clips of sound that follow one another.

Clips tile the sound of their chapter: the first begins with it, each ends where the next begins,
the last ends with it. So a reader that plays them one by one plays all of it, and nothing twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from narrate.episode import Sentence, Word

LEAD = 0.1
"""Seconds. A text lights up this much before its voice, or half the silence if that is shorter:
players that jump into a file may miss their target by some hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one language."""

    text: str
    language: str
    """BCP 47 tag; empty for the book's own."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A text that lights up while its sound plays: a sentence, or a word of it."""

    id: str
    runs: tuple[Run, ...]
    begin: int
    """Milliseconds in the sound of its chapter."""
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence. Its one clip bears its own id, unless its words have clips of their own."""

    id: str
    text: str
    clips: tuple[Clip, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """What becomes a clip, and when its voice sounds, in seconds."""

    id: str
    runs: tuple[Run, ...]
    start: float
    end: float


def passages(sentences: Sequence[Sentence], length: int, by_word: bool) -> list[Passage]:
    """The sentences of a chapter, whose sound is `length` milliseconds long, in clips.

    Raises:
        ValueError: their times do not rise from the beginning of the sound to its end.
    """
    texts = [list(_texts(f"s{n}", sentence, by_word)) for n, sentence in enumerate(sentences, 1)]
    begins = _begins([text for sentence in texts for text in sentence])
    times = list(pairwise([*begins, length]))
    if any(begin >= end for begin, end in times):
        raise ValueError("times do not rise")
    clocked = iter(times)
    return [
        Passage(
            f"s{number}",
            sentence.text,
            tuple(Clip(text.id, text.runs, *next(clocked)) for text in texts[number - 1]),
        )
        for number, sentence in enumerate(sentences, start=1)
    ]


def _begins(texts: Sequence[_Text]) -> Iterator[int]:
    """When each clip begins; the first takes the silence before it too."""
    yield 0
    for before, text in pairwise(texts):
        silence = max(0.0, text.start - before.end)
        yield round((text.start - min(LEAD, silence / 2)) * 1000)


def _texts(name: str, sentence: Sentence, by_word: bool) -> Iterator[_Text]:
    words = sentence.words
    if " ".join(word.text for word in words) != sentence.text:  # its words are not known
        yield _Text(name, (Run(sentence.text, ""),), sentence.start, sentence.end)
        return
    languages = [""] * len(words)
    for foreign in sentence.foreign:
        for place in range(foreign.first, min(foreign.last + 1, len(words))):
            languages[place] = foreign.language
    spoken = list(zip(words, languages, strict=True))
    if not by_word:
        yield _Text(name, _runs(spoken), sentence.start, sentence.end)
        return
    for number, group in enumerate(_audible(spoken), start=1):
        start, end = group[0][0].start, group[-1][0].end
        yield _Text(f"{name}w{number}", _runs(group), start, end)


_Spoken = tuple[Word, str]
"""A word and its language."""


def _audible(words: Sequence[_Spoken]) -> list[list[_Spoken]]:
    """Words one by one, but that a silent one (a dash, say) goes with the word that it precedes,
    or at the end with the last.
    """
    groups: list[list[_Spoken]] = []
    silent: list[_Spoken] = []
    for word, language in words:
        if word.end > word.start:
            groups.append([*silent, (word, language)])
            silent = []
        else:
            silent.append((word, language))
    if silent and groups:
        groups[-1] += silent
    return groups or [silent]


def _runs(words: Sequence[_Spoken]) -> tuple[Run, ...]:
    return tuple(
        Run(" ".join(word.text for word, _ in group), language)
        for language, group in groupby(words, key=lambda spoken: spoken[1])
    )
