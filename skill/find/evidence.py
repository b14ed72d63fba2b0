"""What speaks for each sentence: the words of the question that it holds, and the rest nearby."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from skill.encoder import Vectors
from skill.find.phrases import excerpt, explains, shared_pairs
from skill.find.question import Alternatives, Question, Term
from skill.find.shelf import Shelf
from skill.find.texts import HELD, Ints
from skill.find.words import stem

Floats = NDArray[np.float64]

AFTER = np.array([1.0, 0.7, 0.5, 0.35])
"""What a word counts for in the sentence itself and in those that follow it."""
BEFORE = np.array([1.0, 0.8, 0.6, 0.45, 0.3])
"""The same for sentences that precede it: an answer leans on what was said before."""

FEATURES = (
    "own", "own_rare", "near", "near_rare", "chapter", "chapter_rare", "title", "title_rare",
    "topic", "topic_rare", "held", "whole", "defines", "counted", "phrase", "short", "asked",
    "written", "meaning", "around", "expected",
)  # fmt: skip
"""What the ranking weighs, each about 0..1; `_rare` weighs words by their rarity in the library."""


@dataclass(frozen=True, slots=True)
class Places:
    """Candidate sentences, ascending, and the chapters that they are in."""

    sentences: Ints
    chapters: Ints
    opens: Ints
    """The first sentence of the chapter of each."""
    closes: Ints
    """One past the last."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was looked at for a question, before anything is chosen."""

    question: Question
    places: Places
    features: Floats
    """A row per sentence of `places`, a column per `FEATURES`."""

    def of(self, feature: str) -> Floats:
        """One feature of every candidate."""
        column: Floats = self.features[:, FEATURES.index(feature)]
        return column


def gather(question: Question, meant: Vectors, places: Places, shelf: Shelf) -> Looked:
    """Look at every candidate; `meant` is the question's vector, and it has a term at least."""
    at = places.sentences
    stacked = np.array([_term(term, places, shelf.sentences.of) for term in question.terms])
    own, near, chapter, topic = (stacked[:, row] for row in range(4))
    title = np.array([_title(term, places, shelf.titles.of) for term in question.terms])
    chapter = np.maximum(chapter, title)
    spoken_of = [term.topic for term in question.terms]
    own[spoken_of] = near[spoken_of] = chapter[spoken_of]
    weight = np.array([term.weight for term in question.terms])
    rare = weight * np.array([_rarity(term, shelf) for term in question.terms])
    whole = max(rare.sum(), 1e-9)
    text = excerpt(shelf.running, at)
    meaning = (shelf.meanings.vectors[at] @ meant).astype(float)
    numbers = shelf.running.numbers
    columns = []
    for part in (own, near, chapter, title, topic):
        columns += [weight @ part / weight.sum(), rare @ part / whole]
    columns += [
        _holding(question, own, shelf.held[at], shelf.names),
        _holding_whole(question, shelf.whole[at]),
        explains(question, text, numbers),
        np.isin(at, shelf.counted.of(question.counts)).astype(float),
        shared_pairs(question, text, numbers),
        np.minimum(shelf.lengths[at], 12) / 12,
        shelf.headings.asked(question)[places.chapters],
        shelf.written.asked_at(question, places.sentences),
        meaning,
        around(meaning, places),
        shelf.written.nearer(shelf.expected(meant), shelf.starts)[places.chapters],
    ]
    return Looked(question, places, np.stack(columns, 1))


def around(meaning: Floats, places: Places) -> Floats:
    """The mean likeness of a sentence, the one before it and the two after it in its chapter."""
    total, count = meaning.copy(), np.ones(len(meaning))
    for step in (-1, 1, 2):
        at = np.clip(np.arange(len(meaning)) + step, 0, len(meaning) - 1)
        beside = places.sentences[at] - places.sentences == step
        beside &= places.chapters[at] == places.chapters
        total += meaning[at] * beside
        count += beside
    return total / count


def _holding(
    question: Question, own: Floats, held: NDArray[np.uint8], names: frozenset[str]
) -> Floats:
    """Whether each candidate holds the kind of thing asked for.

    The numbers and names of the question itself answer nothing.
    """
    if question.holds not in HELD:
        return np.zeros(len(held))
    counts = held[:, HELD.index(question.holds)].astype(float)
    for term, row in zip(question.terms, own, strict=True):
        if _is_such(term, question.holds, names):
            counts -= row == 1.0
    found: Floats = np.clip(counts, 0.0, 1.0)
    return found


def _holding_whole(question: Question, whole: NDArray[np.bool_]) -> Floats:
    """Whether each candidate names someone in full, or a month with its year, as is asked for."""
    asked = np.array([float("wie" in question.stems), float(question.holds == "year")])
    found: Floats = (whole * asked).max(1)
    return found


def _is_such(term: Term, holds: str, names: frozenset[str]) -> bool:
    """Whether a word of the question is itself the kind of thing asked for."""
    if holds == "name":
        return f"w{stem(term.word)}" in names
    return holds in {"year", "number"} and term.word.startswith("#")


def _rarity(term: Term, shelf: Shelf) -> float:
    """How few sentences of the library hold a term, 0..1 (the BM25 inverse document frequency)."""
    holding = sum(len(shelf.sentences.of(key)) for key, _ in term.alternatives[:2])
    other = max(shelf.size - holding, 0) + 0.5
    return float(np.log1p(other / (holding + 0.5)) / np.log1p(2 * shelf.size + 1))


def _term(term: Term, places: Places, of_sentence: Callable[[str], Ints]) -> Floats:
    """Own, near, chapter and topic evidence of one term: four rows, a column per candidate."""
    best = _alternatives(term.alternatives, places, of_sentence)
    if term.parts:
        parts = [_alternatives(part, places, of_sentence) for part in term.parts]
        best = np.maximum(best, 0.8 * np.mean(parts, 0))
    return best


def _alternatives(keys: Alternatives, places: Places, of_sentence: Callable[[str], Ints]) -> Floats:
    best = np.zeros((4, len(places.sentences)))
    for key, quality in keys:
        rows = of_sentence(key)
        if len(rows):
            np.maximum(best, quality * _nearness(rows, places), out=best)
    return best


def _nearness(rows: Ints, places: Places) -> Floats:
    """Whether `rows` hold each candidate, how near they come, and how they fill its chapter."""
    at = places.sentences
    back = np.searchsorted(rows, at, "right") - 1
    previous = np.where(back >= 0, rows[np.maximum(back, 0)], -1)
    ahead = np.searchsorted(rows, at, "left")
    following = np.where(ahead < len(rows), rows[np.minimum(ahead, len(rows) - 1)], 2**31 - 1)
    has_previous = previous >= places.opens
    has_following = following < places.closes
    behind = np.minimum(np.where(has_previous, at - previous, len(BEFORE)), len(BEFORE))
    before = np.append(BEFORE, 0.0)[behind]
    gap = np.minimum(np.where(has_following, following - at, len(AFTER)), len(AFTER))
    after = np.append(AFTER, 0.0)[gap]
    here = np.searchsorted(rows, places.closes) - np.searchsorted(rows, places.opens)
    shared = has_previous | has_following
    return np.stack((gap == 0, np.maximum(before, after), shared, here / (here + 2.0)))


def _title(term: Term, places: Places, of_title: Callable[[str], Ints]) -> Floats:
    best = np.zeros(len(places.chapters))
    keys = [*term.alternatives, *((key, 0.5 * q) for part in term.parts for key, q in part)]
    for key, quality in keys:
        rows = of_title(key)
        if len(rows):
            np.maximum(best, quality * np.isin(places.chapters, rows), out=best)
    return best
