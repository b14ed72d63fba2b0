"""What cries sound like: learnt, for words that no pattern has; the patterns come first."""

from dataclasses import replace

import numpy as np
import pytest

from skill.alarming import KINDS, PLACES, Learnt, places
from skill.safety import Safety

SAFETY = Safety.load()
PATTERNS = replace(SAFETY, learnt=None)


def test_places_are_each_once_and_do_not_depend_on_the_run():
    found = places(["help", "help"])
    assert found == sorted(set(found))
    assert all(0 <= one < PLACES for one in found)
    assert places(["bel", "iemand"]) == places(["bel", "iemand"]) != places(["iemand", "bel"])


@pytest.mark.parametrize("words", [[], ["de"], ["wat", "is", "glutamaat"], ["é", "—", "第"]])
def test_no_card_for_what_says_nothing(words):
    assert Learnt.load().card(words) is None


def test_the_likeliest_kind_is_the_card():
    weights = np.zeros((len(KINDS), PLACES), np.float32)
    weights[KINDS.index("poisoning"), places(["kwik"])] = 5
    learnt = Learnt(weights, np.zeros(len(KINDS)))
    assert learnt.card(["kwik"]) == "poisoning"


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("mijn man kleurt helemaal grijs en hij snakt", "danger"),
        ("ik zie er zo tegenop om nog wakker te zijn op deze aardbol, ik wil weg", "suicide"),
    ],
)
def test_words_that_no_pattern_has(said, card):
    assert PATTERNS.check([said]) is None
    found = SAFETY.check([said])
    assert found is not None
    assert found.name == card


def test_questions_of_knowledge_and_refusals_come_before():
    assert SAFETY.check(["hoe snel verdrink je"]) is None
    refused = SAFETY.check(["hoeveel ketamine mag ik nemen"])
    assert refused is not None
    assert refused.kind == "refused"
