"""The learnt weights fit what the code reads."""

import tomllib

import numpy as np

from skill.find.confidence import confidence, passage_scores
from skill.find.evidence import FEATURES, Places
from skill.find.question import Question, Term
from skill.find.words import DATA

WEIGHTS = tomllib.loads((DATA / "weights.toml").read_text("utf-8"))


def test_ranking_weighs_known_features_only():
    assert set(WEIGHTS["ranking"]) <= set(FEATURES)


def places(chapters):
    number = np.array(chapters, np.int32)
    at = np.arange(len(chapters), dtype=np.int32)
    return Places(at, number, at, at)


def test_a_passage_counts_what_follows_in_its_chapter_only():
    alone = passage_scores(np.array([0.0, 5.0]), places([0, 1]))
    joined = passage_scores(np.array([0.0, 5.0]), places([0, 0]))
    assert joined[0] > alone[0]
    assert joined[1] == alone[1]


def test_confidence_grows_with_what_is_matched():
    question = Question((Term("egel", 1.0, (), ()),), frozenset({"egel"}), (), "", "")
    rows = np.array([np.full(len(FEATURES), value) for value in (0.1, 0.5, 1.0)])
    sure = [confidence(question, rows, at, 0.5, 50) for at in range(3)]
    assert sure == sorted(sure)
    assert 0 < sure[0] < sure[2] < 1
