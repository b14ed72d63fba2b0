"""Written questions: those that maintainers wrote, and how near another question comes to them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.find.headings import Headings
from skill.find.question import Question
from skill.find.texts import EMPTY, Ints
from skill.library import Chapter

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Written:
    """The questions that maintainers wrote, and the sentences that answer them."""

    asked: Headings
    """Their words."""
    sentences: Ints
    """Of each the sentence from which its passage is played."""

    def asked_at(self, question: Question, sentences: Ints) -> Floats:
        """For each of `sentences` (ascending) 0..1: how far a question of its own is asked."""
        found = np.zeros(len(sentences))
        likeness = self.asked.asked(question)
        at = np.searchsorted(sentences, self.sentences)
        here = at < len(sentences)
        here[here] = sentences[at[here]] == self.sentences[here]
        np.maximum.at(found, at[here], likeness[here])
        return found

    def nearer(self, likeness: Floats, starts: Ints) -> Floats:
        """For each chapter how much nearer its nearest question comes than that of most chapters.

        Nothing for a chapter of which no question was written. `likeness` says how near each
        written question comes in meaning to the one asked; `starts` is as in `Shelf`.
        """
        best = np.full(len(starts) - 1, -np.inf)
        np.maximum.at(best, self.chapters(starts), likeness)
        has = np.isfinite(best)
        found = np.zeros(len(best))
        if has.any():
            found[has] = best[has] - best[has].mean()
        return found

    def chapters(self, starts: Ints) -> NDArray[np.int64]:
        """The chapter that answers each."""
        return np.searchsorted(starts, self.sentences, "right") - 1


NOTHING_WRITTEN = Written(Headings.of(()), EMPTY)


def written_in(chapters: Sequence[Chapter]) -> dict[tuple[str, str], list[int]]:
    """Every question that was written, with its episode: the chapters that may answer it."""
    found: dict[tuple[str, str], list[int]] = {}
    for row, chapter in enumerate(chapters):
        for question in chapter.questions if chapter.sentences else ():
            found.setdefault((chapter.episode, question), []).append(row)
    return found
