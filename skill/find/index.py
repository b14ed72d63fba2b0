"""The index of a library: a question in, the passages that answer it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from skill import encoder
from skill.encoder import Vectors
from skill.find.compounds import Splitter
from skill.find.confidence import BAR, confidence, passage_scores, rank
from skill.find.evidence import Floats, Looked, Places, gather
from skill.find.followups import joined, kept, leans
from skill.find.headings import Headings
from skill.find.meanings import Meanings
from skill.find.question import Question, read_question
from skill.find.shelf import Shelf
from skill.find.texts import EMPTY, Ints
from skill.find.written import Written, written_in
from skill.library import Chapter

LONGEST_PASSAGE = 4
"""Sentences that are played before the listener is left to go on."""
CANDIDATES = 40
"""Chapters that are looked at for their words; and as many runs of sentences for their meaning."""
TELLING = 0.1
"""A reading of an utterance counts from this confidence on, beside others."""
EARLIER = 3
"""Questions before this one that it may lean on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that may answer the question."""

    chapter: Chapter
    first: int
    """The sentence that answers, from 0: what is played starts here."""
    last: int
    """The last sentence of the passage; it is inside the passage."""
    confidence: float
    """The chance that the passage answers the question, 0..1."""


class Index:
    """The chapters of a library, made ready for questions. Never changes: build another."""

    def __init__(
        self,
        chapters: Sequence[Chapter],
        shelf: Shelf | None = None,
        known: Meanings | None = None,
    ) -> None:
        """Make chapters ready.

        Args:
            chapters: those that can answer.
            shelf: what was read from these very chapters before.
            known: what the sentences of other chapters, or of these, were found to mean.
        """
        self._chapters = tuple(chapters)
        self.shelf = shelf or Shelf.of(self._chapters, known)
        self._splitter = Splitter(self.shelf.words)
        if shelf is None:
            self.shelf = replace(self.shelf, written=self._written())

    def about(self, chapters: Sequence[Chapter]) -> "Index":
        """An index of other chapters; the sentences that it knows are not read again."""
        return Index(chapters, known=self.shelf.meanings)

    def find(
        self, hypotheses: Sequence[str], earlier: Sequence[str] = (), *, limit: int = 3
    ) -> list[Found]:
        """The passages that answer best, best first, none overlapping.

        Args:
            hypotheses: what the recogniser may have heard, best first. A passage that only some
                of them find is the less sure; what finds nothing likely has no say.
            earlier: what was asked before and bears on this, the latest last. It counts only for
                a question that leans on it ("en bij kinderen?", "waarom?").
            limit: how many passages are given at most.
        """
        answers = [self._heard(text, earlier, limit) for text in dict.fromkeys(hypotheses)]
        telling = [answer for answer in answers if _sure(answer) >= TELLING]
        return _agreed(telling or answers[:1])[:limit]

    def look(self, question: Question) -> Looked | None:
        """What speaks for each sentence of the chapters that hold most of a question.

        None when nothing speaks for any.
        """
        if not question.terms:
            return None
        meaning = encoder.question(question.text)
        places = self._places(self._promising(question, meaning))
        if not len(places.sentences):
            return None
        return gather(question, meaning, places, self.shelf)

    def read(self, text: str) -> Question:
        """A question as this library can answer it."""
        return read_question(text, self._splitter, self.shelf.knows)

    def _heard(self, text: str, earlier: Sequence[str], limit: int) -> list[Found]:
        """What answers a text: together with what it leans on, else by itself."""
        question = self.read(text)
        if not earlier or not leans(text):
            return self._answer(question, limit)
        both = self._answer(joined(question, self._carried(text, earlier[-EARLIER:])), limit)
        if _sure(both) >= BAR:
            return both
        return max(both, self._answer(question, limit), key=_sure)

    def _carried(self, text: str, earlier: Sequence[str]) -> Question:
        """What the question before leaves to `text`, with what that one leaned on itself."""
        *older, before = earlier
        question = self.read(kept(before, text))
        if older and leans(before):
            return joined(question, self._carried(before, older))
        return question

    def _answer(self, question: Question, limit: int) -> list[Found]:
        looked = self.look(question)
        if looked is None:
            return []
        chances = passage_scores(rank(looked.features), looked.places)
        best = list(islice(apart(chances, looked.places), limit + 1))
        return [
            self.found(looked, at, confidence(looked, at, chances, best, self.shelf.size))
            for at in best[:limit]
        ]

    def _places(self, top: Ints) -> Places:
        """The sentences of some chapters."""
        opens, closes = self.shelf.starts[top], self.shelf.starts[top + 1]
        counts = closes - opens
        sentences = [np.arange(a, b, dtype=np.int32) for a, b in zip(opens, closes, strict=True)]
        return Places(
            np.concatenate([*sentences, EMPTY]),
            np.repeat(top, counts),
            np.repeat(opens, counts),
            np.repeat(closes, counts),
        )

    def _promising(self, question: Question, meaning: Vectors) -> Ints:
        """The chapters that hold most of a question, and those that come nearest to its meaning."""
        shelf = self.shelf
        score = np.zeros(len(self._chapters))
        for term in question.terms:
            best = np.zeros(len(self._chapters))
            parts = ((key, 0.5 * q) for part in term.parts for key, q in part)
            for key, quality in (*term.alternatives, *parts):
                for rows in (shelf.chapters.of(key), shelf.titles.of(key)):
                    best[rows] = np.maximum(best[rows], quality)
            share = np.count_nonzero(best) / max(len(best), 1)
            score += term.weight * (0.1 + np.log1p(1 - share)) * best
        whole = sum(term.weight for term in question.terms)
        written = whole * shelf.written.asked.asked(question)
        np.maximum.at(score, shelf.written.chapters(shelf.starts), written)
        top = np.argsort(-score, kind="stable")[:CANDIDATES]
        found: Ints = np.union1d(top[score[top] > 0], self._meant(meaning)).astype(np.int32)
        return found

    def _meant(self, meaning: Vectors) -> Ints:
        """The chapters that come nearest to what a question means."""
        shelf = self.shelf
        read = np.searchsorted(shelf.starts, shelf.meanings.nearest(meaning, CANDIDATES), "right")
        expected = np.argsort(-shelf.expected(meaning), kind="stable")[:CANDIDATES]
        written = shelf.written.chapters(shelf.starts)[expected]
        return np.union1d(read - 1, written).astype(np.int32)

    def _written(self) -> Written:
        """The questions that maintainers wrote, each with where its passage starts."""
        asked = written_in(self._chapters)
        texts = [text for _, text in asked]
        best = map(self._best, texts, self.shelf.meanings.questions, asked.values())
        return Written(Headings.of(texts), np.array([*best], np.int32))

    def _best(self, text: str, meaning: Vectors, chapters: Sequence[int]) -> int:
        """The sentence of some chapters from which a passage answers a question best."""
        places = self._places(np.array(chapters, np.int32))
        question = self.read(text)
        if not question.terms:  # "Waar gaat dit over?"
            return int(places.sentences[0])
        looked = gather(question, meaning, places, self.shelf)
        return int(places.sentences[passage_scores(rank(looked.features), places).argmax()])

    def found(self, looked: Looked, at: int, sure: float) -> Found:
        """The passage that starts at a candidate."""
        places = looked.places
        first = int(places.sentences[at])
        asks_who_or_what = looked.question.holds in {"definition", "name"}
        if asks_who_or_what and self.shelf.leaning[first] and first > places.opens[at]:
            first -= 1  # "Dat heet tolerantie." answers nothing without what "dat" is.
        chapter = self._chapters[int(places.chapters[at])]
        first -= int(places.opens[at])
        return Found(chapter, first, min(first + LONGEST_PASSAGE, len(chapter.sentences)) - 1, sure)


def _agreed(answers: Sequence[list[Found]]) -> list[Found]:
    """The passages that some readings of one question found.

    Each is as sure as halfway between the reading that is surest of it and all of them on average.
    """
    if len(answers) <= 1:
        return [found for answer in answers for found in answer]
    places: dict[tuple[str, int, int], list[Found]] = {}
    for found in (one for answer in answers for one in answer):
        place = (found.chapter.episode, found.chapter.number, found.first)
        near = (one for one in places if one[:2] == place[:2] and _overlap(one[2], place[2]))
        places.setdefault(next(near, place), []).append(found)
    agreed = []
    for some in places.values():
        best = max(some, key=lambda one: one.confidence)
        mean = sum(one.confidence for one in some) / len(answers)
        agreed.append(replace(best, confidence=(best.confidence + mean) / 2))
    return sorted(agreed, key=lambda one: -one.confidence)


def _overlap(first: int, second: int) -> bool:
    return abs(first - second) < LONGEST_PASSAGE


def _sure(found: Sequence[Found]) -> float:
    return found[0].confidence if found else 0.0


def apart(scores: Floats, places: Places) -> Iterator[int]:
    """The best candidates, best first, of which no two passages overlap."""
    taken: list[int] = []
    for at in np.argsort(-scores, kind="stable"):
        here = int(places.sentences[at])
        clear = all(
            abs(here - int(places.sentences[other])) >= LONGEST_PASSAGE
            or places.chapters[at] != places.chapters[other]
            for other in taken
        )
        if clear:
            taken.append(int(at))
            yield int(at)
