"""The learnt weights fit what the code reads."""

import tomllib

import numpy as np
import pytest

from skill.find.confidence import BAR, NEAR, RIVAL, confidence, doubt, passage_scores
from skill.find.evidence import FEATURES, Looked, Places
from skill.find.question import Question, Term
from skill.find.words import DATA

WEIGHTS = tomllib.loads((DATA / "weights.toml").read_text("utf-8"))


def test_ranking_weighs_known_features_only():
    assert set(WEIGHTS["ranking"]) | set(WEIGHTS["by_hand"]) <= set(FEATURES)
    assert not set(WEIGHTS["ranking"]) & set(WEIGHTS["by_hand"])


def places(chapters):
    number = np.array(chapters, np.int32)
    at = np.arange(len(chapters), dtype=np.int32)
    return Places(at, number, at, at)


def test_a_passage_counts_what_follows_in_its_chapter_only():
    alone = passage_scores(np.array([0.0, 5.0]), places([0, 1]))
    joined = passage_scores(np.array([0.0, 5.0]), places([0, 0]))
    assert joined[0] > alone[0]
    assert joined[1] == alone[1]


def looked(rows):
    question = Question("egel", (Term("egel", 1.0, (), ()),), frozenset({"egel"}), (), "", "")
    return Looked(question, places(range(len(rows))), np.array(rows))


def test_confidence_grows_with_what_is_matched():
    rows = [[0.0 if name == "written" else share for name in FEATURES] for share in (0.1, 0.5, 1.0)]
    chances = np.full(3, 0.3)
    sure = [confidence(looked(rows), at, chances, [0, 1, 2], 50) for at in range(3)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < sure[2] < 1


def test_a_rival_takes_confidence_away():
    seen = looked([[0.5 if name != "written" else 0.0 for name in FEATURES]] * 2)
    alone, beside = (
        confidence(seen, 0, np.array([0.6, rival]), [0, 1], 50) for rival in (0.01, 0.5)
    )
    assert beside < alone


@pytest.mark.parametrize(
    ("confidences", "kind"),
    [
        ([], "far"),
        ([0.1], "far"),
        ([NEAR, 0.1], "near"),
        ([BAR, 0.1], "sure"),
        ([0.9, RIVAL], "two"),
        ([BAR - 0.1, RIVAL, 0.1], "two"),
        ([BAR - 0.1, RIVAL - 0.01, 0.2], "near"),
    ],
)
def test_how_to_answer(confidences, kind):
    assert doubt(confidences) == kind
