"""The words of a sentence, in runs of one language."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from narrate.episode import Sentence, Word

Spoken = tuple[Word, str]
"""A word and its language; none when it is the episode's own."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another; between two runs comes a space."""

    text: str
    language: str = ""
    """BCP 47 tag, when it is not the episode's own."""


def runs(sentence: Sentence) -> tuple[Run, ...]:
    """The text of a sentence."""
    return runs_of(spoken(sentence)) or (Run(sentence.text),)


def runs_of(words: Sequence[Spoken]) -> tuple[Run, ...]:
    """The text of words that follow one another."""
    return tuple(
        Run(" ".join(word.text for word, _ in group), language)
        for language, group in groupby(words, key=itemgetter(1))
    )


def spoken(sentence: Sentence) -> list[Spoken]:
    """The words of a sentence; nothing when they do not make up its text."""
    words = sentence.words
    if " ".join(word.text for word in words) != sentence.text:
        return []
    languages = [""] * len(words)
    for foreign in sentence.foreign:
        for place in range(foreign.first, min(foreign.last + 1, len(words))):
            languages[place] = foreign.language
    return list(zip(words, languages, strict=True))
