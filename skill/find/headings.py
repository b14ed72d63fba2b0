"""Headings: how nearly a question is what a chapter's heading asks or names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.question import Question
from skill.find.words import is_stop_word, normal, stem, tokens, weight

PLAIN = 0.1
"""What a word counts for that says nothing of a subject: "Wat we nog niet weten" has no other."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of each chapter's heading."""

    chapters: dict[str, tuple[int, ...]]
    """Stem, to the chapters whose heading holds it."""
    weights: dict[str, float]
    """Stem, to how telling it is."""
    totals: NDArray[np.float64]
    """How telling all words of each heading are together."""

    @classmethod
    def of(cls, headings: Sequence[str]) -> "Headings":
        """Read the headings of all chapters once."""
        chapters: dict[str, tuple[int, ...]] = {}
        weights: dict[str, float] = {}
        totals = np.zeros(len(headings))
        for row, heading in enumerate(headings):
            found = _weights(map(normal, tokens(heading)))
            totals[row] = sum(found.values())
            weights |= found
            for one in found:
                chapters[one] = (*chapters.get(one, ()), row)
        return cls(chapters, weights, totals)

    def asked(self, question: Question) -> NDArray[np.float64]:
        """For each chapter 0..1: the share of its heading asked for, times that of the question."""
        covered = np.zeros(len(self.totals))
        missed = sum(weight(t.word) for t in question.terms if stem(t.word) not in self.chapters)
        held = [one for one in question.stems if one in self.chapters]
        for one in held:
            covered[list(self.chapters[one])] += self.weights[one]
        whole = missed + sum(self.weights[one] for one in held)
        found: NDArray[np.float64] = covered**2 / np.maximum(self.totals * whole, 1e-9)
        # A heading that is the question itself may come out a rounding above 1.
        return np.minimum(found, 1.0)


def _weights(words: Iterable[str]) -> dict[str, float]:
    return {stem(word): PLAIN if is_stop_word(word) else weight(word) for word in words}
