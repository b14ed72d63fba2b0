"""Headings: how nearly a question is what a chapter's heading asks or names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.postings import Postings
from skill.find.question import Question
from skill.find.words import is_stop_word, normal, stem, tokens, weight

PLAIN = 0.1
"""What a word counts for that says nothing of a subject: "Wat we nog niet weten" has no other."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The words of each chapter's heading."""

    stems: Postings
    """In which chapter's heading a stem stands."""
    weights: NDArray[np.float64]
    """How telling each stem is, by its number."""
    totals: NDArray[np.float64]
    """How telling all words of each heading are together."""

    @classmethod
    def of(cls, headings: Sequence[str]) -> "Headings":
        """Read the headings of all chapters once."""
        rows: dict[str, list[int]] = {}
        weights: dict[str, float] = {}
        totals = np.zeros(len(headings))
        for row, heading in enumerate(headings):
            found = _weights(map(normal, tokens(heading)))
            totals[row] = sum(found.values())
            weights |= found
            for one in found:
                rows.setdefault(one, []).append(row)
        stems = Postings.listing(rows)
        return cls(stems, np.array([weights[one] for one in stems.keys]), totals)

    def asked(self, question: Question) -> NDArray[np.float64]:
        """For each chapter 0..1: the share of its heading asked for, times that of the question."""
        covered = np.zeros(len(self.totals))
        known = self.stems.keys
        missed = sum(weight(t.word) for t in question.terms if stem(t.word) not in known)
        held = {one: self.weights[known[one]] for one in question.stems if one in known}
        for one, telling in held.items():
            covered[self.stems.of(one)] += telling
        whole = missed + sum(held.values())
        found: NDArray[np.float64] = covered**2 / np.maximum(self.totals * whole, 1e-9)
        # A heading that is the question itself may come out a rounding above 1.
        return np.minimum(found, 1.0)


def _weights(words: Iterable[str]) -> dict[str, float]:
    return {stem(word): PLAIN if is_stop_word(word) else weight(word) for word in words}
