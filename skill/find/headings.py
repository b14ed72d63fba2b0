"""Headings: how nearly a question is what a chapter's heading asks or names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.question import Question
from skill.find.words import is_stop_word, normal, stem, tokens, weight


@dataclass(frozen=True, slots=True)
class Headings:
    """The telling words of each chapter's heading."""

    chapters: dict[str, tuple[int, ...]]
    """Stem, to the chapters whose heading holds it."""
    weights: NDArray[np.float64]
    """How telling all words of each heading are together."""

    @classmethod
    def of(cls, headings: Sequence[str]) -> "Headings":
        """Read the headings of all chapters once."""
        chapters: dict[str, tuple[int, ...]] = {}
        weights = np.zeros(len(headings))
        for row, heading in enumerate(headings):
            words = {
                stem(word): weight(word)
                for word in map(normal, tokens(heading))
                if not is_stop_word(word)
            }
            weights[row] = sum(words.values())
            for one in words:
                chapters[one] = (*chapters.get(one, ()), row)
        return cls(chapters, weights)

    def asked(self, question: Question) -> NDArray[np.float64]:
        """For each chapter 0..1: the share of its heading asked for, times that of the question."""
        covered = np.zeros(len(self.weights))
        for term in question.terms:
            covered[list(self.chapters.get(stem(term.word), ()))] += weight(term.word)
        whole = sum(weight(term.word) for term in question.terms)
        found: NDArray[np.float64] = covered**2 / np.maximum(self.weights * whole, 1e-9)
        return found
