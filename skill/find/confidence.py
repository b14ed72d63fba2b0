"""How sentences are ranked, and how sure the finder is that each of the best answers."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import numpy as np

from skill.find.evidence import FEATURES, Floats, Looked, Places
from skill.find.words import DATA

BAR = 0.50
"""Below this the library does not cover the question (figures: docs/finding.md)."""
NEAR = 0.30
"""From here up to `BAR` what was found may be offered as the nearest."""
RIVAL = 0.20
"""From here a second passage may be meant as well as the first."""

FOLLOWING = (0.9, 0.6, 0.3)
"""What the three sentences after the first of a passage count for."""
HEADING = 2.5
"""Log odds that a heading adds when it asks or names just what the question does.

By hand: the articles that confidence was learnt from have no headings.
"""
SIGNALS = (
    "chance", "margin", "own", "near", "chapter", "topic", "phrase", "lacks", "gathered", "missed",
    "terms", "size", "meaning", "beyond",
)  # fmt: skip
"""What confidence is read from, in the order of `signals`."""
LEAST = 1e-3
"""A chance below which differences say nothing."""
OTHERS = 11
"""A sentence that answers means more of what was asked than the eleventh in rank does."""
Doubt = Literal["sure", "two", "near", "far"]


@cache
def weights(table: str) -> Mapping[str, float]:
    """The learnt weights of `ranking` or `confidence` (`data/weights.toml`)."""
    with (DATA / "weights.toml").open("rb") as file:
        found: dict[str, float] = tomllib.load(file)[table]
    return found


def rank(features: Floats, learnt: Mapping[str, float] | None = None) -> Floats:
    """The score of each candidate: the weighted sum of its features."""
    used = {**(learnt or weights("ranking")), **weights("by_hand")}
    scores: Floats = features @ np.array([used.get(name, 0.0) for name in FEATURES])
    return scores


def passage_scores(scores: Floats, places: Places) -> Floats:
    """The chance that a passage which starts at each candidate holds the answer.

    The scores become chances (softmax); what the next sentences hold counts for less, so that the
    passage starts at the answer unless the sentence before is about as likely.
    """
    chance: Floats = np.exp(scores - scores.max())
    chance /= chance.sum()
    total: Floats = chance.copy()
    for ahead, share in enumerate(FOLLOWING, 1):
        joined = places.sentences[ahead:] - places.sentences[:-ahead] == ahead
        joined &= places.chapters[ahead:] == places.chapters[:-ahead]
        total[:-ahead] += share * chance[ahead:] * joined
    return total


def signals(
    looked: Looked, at: int, chances: Floats, best: Sequence[int], sentences: int
) -> dict[str, float]:
    """What the confidence in the passage at candidate `at` is read from.

    `best` are the passages found, `at` among them; `sentences` is the size of the library: in a
    large one more of any question is found somewhere by accident. Words count by how telling they
    are in Dutch at large, for in a library of one article its own subject is in every second
    sentence.
    """
    here = dict(zip(FEATURES, looked.features[at].tolist(), strict=True))
    passage = slice(at, at + 1 + len(FOLLOWING))
    same = looked.places.chapters[passage] == looked.places.chapters[at]
    holds = looked.of("held")[passage][same].max() > 0
    chapter = looked.places.chapters == looked.places.chapters[at]
    terms = looked.question.terms
    missed = sum(term.weight for term in terms if not (term.alternatives or any(term.parts)))
    likeness = float(looked.of("meaning")[passage][same].max())
    rival = max((float(chances[one]) for one in best if one != at), default=0.0)
    return {
        "chance": float(np.log(chances[at] + LEAST)),
        "margin": float(np.log((chances[at] + LEAST) / (rival + LEAST))),
        "own": float(looked.of("own")[at : at + 2].max()),
        "near": here["near"],
        "chapter": here["chapter"],
        "topic": here["topic"],
        "phrase": here["phrase"],
        "lacks": float(looked.question.must_hold and not holds),
        "gathered": float(np.log(chances[chapter].sum() / chances.sum() + LEAST)),
        "missed": missed / sum(term.weight for term in terms),
        "terms": float(np.log(len(looked.question.terms))),
        "size": float(np.log(sentences)),
        "meaning": likeness,
        "beyond": likeness - float(np.sort(looked.of("meaning"))[-OTHERS:][0]),
    }


def confidence(
    looked: Looked, at: int, chances: Floats, best: Sequence[int], sentences: int
) -> float:
    """The chance that the passage at candidate `at` answers, 0..1: logistic in its signals.

    A question that a maintainer wrote is answered by its passage, whatever the words there.
    """
    used = weights("confidence")
    found = signals(looked, at, chances, best, sentences)
    total = used["bias"] + sum(used[name] * value for name, value in found.items())
    total += HEADING * float(looked.of("asked")[at])
    sure = float(1 / (1 + np.exp(-np.clip(total, -30, 30))))
    return max(sure, float(looked.of("written")[at]) ** 2)


def doubt(confidences: Sequence[float]) -> Doubt:
    """How to answer, by the confidence in each passage found, the best first.

    `sure`: play the first. `two`: either may be meant, so ask which. `near`: say that it is not
    there, and what comes nearest. `far`: only say so.
    """
    first, second, *_ = (*confidences, 0.0, 0.0)
    if first >= BAR:
        return "two" if second >= RIVAL else "sure"
    if first + second >= BAR and second >= RIVAL:
        return "two"
    return "near" if first >= NEAR else "far"
