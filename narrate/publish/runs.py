"""The words of a sentence, in runs of one language."""

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from narrate.episode import Sentence


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another; between two runs comes a space."""

    text: str
    language: str = ""
    """BCP 47 tag, when it is not the episode's own."""


def runs(sentence: Sentence, first: int = 0, last: int | None = None) -> tuple[Run, ...]:
    """The runs of a sentence, or of its words from `first` up to `last`."""
    if not in_words(sentence):
        return (Run(sentence.text),)
    languages = [""] * len(sentence.words)
    for run in sentence.foreign:
        languages[run.first : run.last + 1] = [run.language] * (run.last + 1 - run.first)
    texts = [word.text for word in sentence.words]
    told = list(zip(languages, texts, strict=True))[first:last]
    return tuple(
        Run(" ".join(text for _, text in run), language)
        for language, run in groupby(told, key=itemgetter(0))
    )


def in_words(sentence: Sentence) -> bool:
    """Whether its words make up its text."""
    return " ".join(word.text for word in sentence.words) == sentence.text
