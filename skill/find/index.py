"""The index of a library: a question in, the passages that answer it out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from skill.find.compounds import Splitter
from skill.find.confidence import confidence, passage_scores, rank
from skill.find.evidence import Floats, Places, Sentences, Sources, gather
from skill.find.headings import Headings
from skill.find.postings import counted_keys, grouped, index_texts, word_keys
from skill.find.question import Question, read_question
from skill.find.texts import Texts, count_held, counted, leans, names, running
from skill.find.words import normal
from skill.library import Chapter

LONGEST_PASSAGE = 4
"""Sentences that are played before the listener is left to go on."""
CANDIDATES = 40
"""Chapters that are looked at sentence by sentence."""


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

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self._chapters = tuple(chapters)
        counts = [len(chapter.sentences) for chapter in self._chapters]
        self._starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)
        chapter_of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        body = Texts.of(one.text for chapter in self._chapters for one in chapter.sentences)
        titles = Texts.of(_heading(chapter) for chapter in self._chapters)
        self._splitter = Splitter({normal(word) for word in (*body.words, *titles.words)})

        def keys(word: str) -> list[str]:
            return word_keys(word, self._splitter)

        self._sentences = index_texts(body, keys)
        self._bodies = grouped(self._sentences, chapter_of)
        self._titles = index_texts(titles, keys)
        self._known = Sentences(count_held(body), np.diff(body.starts).astype(np.int32))
        self._leans = leans(body)
        self._sources = Sources(
            self._sentences,
            self._titles,
            index_texts(counted(body), counted_keys),
            Headings.of([chapter.title for chapter in self._chapters]),
            names(body),
            running(body),
            len(chapter_of),
        )

    def find(self, hypotheses: Sequence[str], limit: int = 3) -> list[Found]:
        """The passages that answer best, best first, none overlapping.

        `hypotheses` are what the recogniser may have heard, best first; the one that the library
        answers best counts.
        """
        answers = [self._answer(text, limit) for text in dict.fromkeys(hypotheses)]
        return max(answers, key=lambda found: found[0].confidence if found else 0.0, default=[])

    def _answer(self, text: str, limit: int) -> list[Found]:
        question = read_question(text, self._splitter, self._knows)
        places = self._places(question)
        if not len(places.sentences):
            return []
        features = self._features(question, places)
        chances = passage_scores(rank(features), places)
        return [
            self._found(question, at, places, self._sure(question, features, at, chances))
            for at in islice(_apart(chances, places), limit)
        ]

    def _knows(self, key: str) -> bool:
        return key in self._sentences.keys or key in self._titles.keys

    def _places(self, question: Question) -> Places:
        """The sentences of the chapters that hold most of the question."""
        score = np.zeros(len(self._chapters))
        for term in question.terms:
            best = np.zeros(len(self._chapters))
            parts = ((key, 0.5 * q) for part in term.parts for key, q in part)
            for key, quality in (*term.alternatives, *parts):
                for rows in (self._bodies.of(key), self._titles.of(key)):
                    best[rows] = np.maximum(best[rows], quality)
            share = np.count_nonzero(best) / max(len(best), 1)
            score += term.weight * (0.1 + np.log1p(1 - share)) * best
        top = np.argsort(-score, kind="stable")[:CANDIDATES]
        top = np.sort(top[score[top] > 0]).astype(np.int32)
        opens, closes = self._starts[top], self._starts[top + 1]
        counts = closes - opens
        sentences = [np.arange(a, b, dtype=np.int32) for a, b in zip(opens, closes, strict=True)]
        return Places(
            np.concatenate([*sentences, np.empty(0, np.int32)]),
            np.repeat(top, counts),
            np.repeat(opens, counts),
            np.repeat(closes, counts),
        )

    def _features(self, question: Question, places: Places) -> Floats:
        at = places.sentences
        known = Sentences(self._known.held[at], self._known.lengths[at])
        return gather(question, places, known, self._sources)

    def _sure(self, question: Question, features: Floats, at: int, chances: Floats) -> float:
        return confidence(question, features, at, float(chances[at]), self._sources.count)

    def _found(self, question: Question, at: int, places: Places, sure: float) -> Found:
        first = int(places.sentences[at])
        asks_who_or_what = question.holds in {"definition", "name"}
        if asks_who_or_what and self._leans[first] and first > places.opens[at]:
            first -= 1  # "Dat heet tolerantie." answers nothing without what "dat" is.
        chapter = self._chapters[int(places.chapters[at])]
        first -= int(places.opens[at])
        return Found(chapter, first, min(first + LONGEST_PASSAGE, len(chapter.sentences)) - 1, sure)


def _apart(scores: Floats, places: Places) -> Iterator[int]:
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


def _heading(chapter: Chapter) -> str:
    """What a chapter is called: its title, and its episode's, which the slug keeps."""
    return f"{chapter.title} {chapter.episode.replace('-', ' ')}"
