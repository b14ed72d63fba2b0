"""Words that stand side by side: the question's own pairs, and phrases that explain a word."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.question import Question
from skill.find.texts import Ints, Running
from skill.find.words import stem, word_list


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The stems of some sentences in a row."""

    stems: Ints
    owner: NDArray[np.int64]
    """Which of the sentences each stem is in."""
    count: int
    """How many sentences there are."""


def excerpt(running: Running, sentences: Ints) -> Excerpt:
    """What stands in `sentences`."""
    starts, ends = running.starts[sentences], running.starts[sentences + 1]
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    at = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    return Excerpt(running.stems[at], owner, len(lengths))


def shared_pairs(question: Question, text: Excerpt, numbers: dict[str, int]) -> NDArray[np.float64]:
    """The share of the question's pairs of words that stand side by side in each sentence."""
    found = np.zeros(text.count)
    same = text.owner[:-1] == text.owner[1:]
    for first, second, telling in question.pairs:
        one, two = numbers.get(first, -1), numbers.get(second, -1)
        if one >= 0 and two >= 0:
            beside = (text.stems[:-1] == one) & (text.stems[1:] == two) & same
            found[np.unique(text.owner[:-1][beside])] += telling
    total = sum(telling for _, _, telling in question.pairs)
    return found / max(total, 1e-9)


def explains(question: Question, text: Excerpt, numbers: dict[str, int]) -> NDArray[np.float64]:
    """1 for each sentence that says what a word of "wat is ..." is: "X is", "heet X"; else 0."""
    found = np.zeros(text.count)
    if question.holds != "definition":
        return found
    after, before = (_known(word_list(name), numbers) for name in ("defining", "naming"))
    for term in question.terms:
        at = np.flatnonzero(text.stems == numbers.get(stem(term.word), -1))
        for step, verbs in ((1, after), (-1, before), (-2, before)):
            here = at[(at + step >= 0) & (at + step < len(text.stems))]
            same = text.owner[here] == text.owner[here + step]
            found[text.owner[here[same & np.isin(text.stems[here + step], verbs)]]] = 1.0
    return found


def _known(words: Iterable[str], numbers: dict[str, int]) -> list[int]:
    return [numbers[stem(word)] for word in words if stem(word) in numbers]
