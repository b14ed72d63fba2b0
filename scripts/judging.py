"""How passages are ranked and judged: learnt from questions, and tried on others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from asked import Asked, answers_from, holds_answer, is_long
from numpy.typing import NDArray

from skill.evaluation import Case
from skill.find import Found
from skill.find.confidence import SIGNALS, doubt, passage_scores, rank, signals, weights
from skill.find.evidence import FEATURES
from skill.find.index import apart
from skill.library import Chapter

Floats = NDArray[np.float64]

FOLDS = 5
PASSAGES = 3
PULL = 3e-3
LEARNT = [name for name in FEATURES if name not in weights("by_hand")]
TAUGHT = ("all", "lessons", "written")
"""The libraries whose questions teach the ranking."""
SURE = ("all", "half", "one", "few")
"""Those that teach how sure the finder is: of the others only the chapter is known."""


@dataclass(frozen=True)
class Answer:
    """One passage found, and whether it is right."""

    asked: Asked
    values: list[float]
    """Its signals."""
    right: bool
    starts: bool
    """Whether its first sentence holds the answer."""
    elsewhere: bool
    """Whether it holds the answer in another article."""
    chapter: Chapter

    @property
    def fine(self) -> bool:
        """Whether it is right, or holds in another article what stands nowhere by accident."""
        return self.right or (self.elsewhere and is_long(self.asked.case))


def learn(libraries: Mapping[str, Sequence[Asked]]) -> tuple[dict[str, float], dict[str, float]]:
    """The weights of the ranking and of the confidence."""
    ranking = learn_ranking([one for name in TAUGHT for one in libraries[name]])
    seen = [[a for one in libraries[name] for a in answers(one, ranking)] for name in SURE]
    return ranking, learn_confidence(seen)


def learn_ranking(asked: Sequence[Asked], steps: int = 200, rate: float = 0.08) -> dict[str, float]:
    """Weights that make the sentences with the answer likely (softmax over each question; Adam).

    Sentences of other articles that hold a long answer too are neither right nor wrong. No weight
    is less than nothing: nothing that a question asks for speaks against a sentence.
    """
    taught = [one for one in asked if one.inside and one.right.any()]
    columns = [FEATURES.index(name) for name in LEARNT]
    values = np.concatenate([one.looked.features[:, columns] for one in taught])
    right = np.concatenate([one.right for one in taught])
    left_out = np.concatenate([one.elsewhere & is_long(one.case) for one in taught])
    counts = [len(one.right) for one in taught]
    starts = np.concatenate(([0], np.cumsum(counts)))[:-1]
    group = np.repeat(np.arange(len(taught)), counts)
    spread = values.std(0) + 1e-6
    values = values / spread
    found, first, second = (np.zeros(len(columns)) for _ in range(3))
    for step in range(1, steps + 1):
        scores = np.where(left_out, -np.inf, values @ found)
        chance = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
        among = chance * right
        chance /= np.add.reduceat(chance, starts)[group]
        among /= np.add.reduceat(among, starts)[group]
        slope = values.T @ (chance - among) / len(taught) + PULL * found
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        pace = rate * (0.5 * (1 + np.cos(np.pi * step / steps)) + 0.02)
        found -= pace * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        found = np.maximum(found, 0.0)
    return dict(zip(LEARNT, (found / spread).tolist(), strict=True))


def answers(one: Asked, ranking: dict[str, float]) -> list[Answer]:
    """The best passages of a question, the best first."""
    looked = one.looked
    chances = passage_scores(rank(looked.features, ranking), looked.places)
    best = list(islice(apart(chances, looked.places), PASSAGES + 1))
    return [_answer(one, at, chances, best) for at in best[:PASSAGES]]


def _answer(one: Asked, at: int, chances: Floats, best: Sequence[int]) -> Answer:
    found: Found = one.index.found(one.looked, at, 0.0)
    values = signals(one.looked, at, chances, best, one.index.shelf.size)
    passage = found.chapter.sentences[found.first : found.last + 1]
    held = any(holds_answer(one.case, sentence.text) for sentence in passage)
    mine = answers_from(one.case, found.chapter)
    starts = mine and holds_answer(one.case, passage[0].text)
    return Answer(
        one, list(values.values()), mine and held, starts, held and not mine, found.chapter
    )


def learn_confidence(libraries: Sequence[Sequence[Answer]]) -> dict[str, float]:
    """A logistic function of the signals (Newton's method); each kind of library weighs alike."""
    found = [answer for answers in libraries for answer in answers]
    each = np.concatenate([np.full(len(answers), 1 / len(answers)) for answers in libraries])
    each *= len(found) / len(libraries)
    values = np.array([answer.values for answer in found])
    right = np.array([answer.fine for answer in found], float)
    spread = values.std(0) + 1e-9
    rows = np.column_stack([values / spread, np.ones(len(values))])
    penalty = np.diag([*[PULL * len(rows)] * values.shape[1], 1e-9])
    used = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ used))
        slope = rows.T @ (each * (chance - right)) + penalty @ used
        bend = (rows.T * (each * chance * (1 - chance))) @ rows + penalty
        used -= np.linalg.solve(bend, slope)
    return {
        "bias": float(used[-1]),
        **dict(zip(SIGNALS, (used[:-1] / spread).tolist(), strict=True)),
    }


def sure(answer: Answer, learnt: dict[str, float]) -> float:
    """The confidence in a passage."""
    total = learnt["bias"] + sum(
        learnt[name] * value for name, value in zip(SIGNALS, answer.values, strict=True)
    )
    return float(1 / (1 + np.exp(-total)))


@dataclass(frozen=True)
class Judged:
    """The best passages of one question, by weights that never saw its article."""

    answers: list[Answer]
    confidences: list[float]

    @property
    def best(self) -> Answer:
        """The first of the passages."""
        return self.answers[0]

    @property
    def top(self) -> float:
        """How sure the finder is of it."""
        return self.confidences[0]

    @property
    def offered(self) -> list[tuple[Answer, float]]:
        """The first, and the first of another chapter, as a choice of two has them: how sure."""
        first, *rest = zip(self.answers, self.confidences, strict=True)
        others = [one for one in rest if one[0].chapter != first[0].chapter]
        return [first, *others[:1]]

    @property
    def kind(self) -> str:
        """How it would be answered."""
        return doubt([sure for _, sure in self.offered])


def judge(
    libraries: dict[str, list[Asked]], fold_of: Callable[[Case], int]
) -> dict[str, list[Judged]]:
    """Every question, by weights learnt on the other folds."""
    judged: dict[str, list[Judged]] = {name: [] for name in libraries}
    for fold in range(FOLDS):
        ranking, confidence = learn(
            {
                name: [one for one in asked if fold_of(one.case) != fold]
                for name, asked in libraries.items()
            }
        )
        for name, asked in libraries.items():
            for one in asked:
                if fold_of(one.case) == fold:
                    found = answers(one, ranking)
                    judged[name].append(
                        Judged(found, [sure(answer, confidence) for answer in found])
                    )
    return judged
