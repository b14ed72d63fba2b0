"""How sentences are ranked, and how sure the finder is that the best one answers."""

import tomllib
from functools import cache

import numpy as np

from skill.find.evidence import FEATURES, Floats, Places
from skill.find.question import Question
from skill.find.words import DATA

BAR = 0.5
"""Below this the library does not cover the question.

Measured over folds (docs/finding.md): of questions that the library does not cover, 9 % come above
it with 45 articles in the library and 6 % with one.
"""
NEAR = 0.3
"""From here up to `BAR` what was found may be offered as the nearest."""

FOLLOWING = (0.9, 0.3, 0.1)
"""What the three sentences after the first of a passage count for."""


@cache
def _weights(table: str) -> dict[str, float]:
    """The learnt weights of `ranking` or `confidence` (`data/weights.toml`)."""
    with (DATA / "weights.toml").open("rb") as file:
        found: dict[str, float] = tomllib.load(file)[table]
    return found


def rank(features: Floats) -> Floats:
    """The score of each candidate: the weighted sum of its features."""
    weights = _weights("ranking")
    scores: Floats = features @ np.array([weights.get(name, 0.0) for name in FEATURES])
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
    question: Question, features: Floats, at: int, chance: float, sentences: int
) -> dict[str, float]:
    """What the confidence in the passage at candidate `at` is read from.

    `chance` is its share among all candidates, `sentences` the size of the library: in a large one
    more of any question is found somewhere by accident. Words count by how telling they are in
    Dutch at large, for in a library of one article its own subject is in every second sentence.
    """
    here = dict(zip(FEATURES, features[at].tolist(), strict=True))
    return {
        "chance": float(np.log(chance + 1e-3)),
        "own": float(features[at : at + 2, FEATURES.index("own")].max()),
        "near": here["near"],
        "chapter": here["chapter"],
        "topic": here["topic"],
        "phrase": here["phrase"],
        "terms": float(np.log(len(question.terms))),
        "size": float(np.log(sentences)),
    }


def confidence(
    question: Question, features: Floats, at: int, chance: float, sentences: int
) -> float:
    """The chance that the passage at candidate `at` answers, 0..1: logistic in its signals."""
    weights = _weights("confidence")
    found = signals(question, features, at, chance, sentences)
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))
