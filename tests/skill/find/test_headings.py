"""Headings: the chapter whose heading the question repeats comes first."""

import pytest

from skill.find.compounds import Splitter
from skill.find.headings import Headings
from skill.find.question import read_question

HEADINGS = [
    "Hoe bijen praten",
    "Wat is honing?",
    "Wat we nog niet weten",
    "Het verschil tussen wespen en bijen",
]


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Hoe praten bijen?", 0),
        ("wat is honing", 1),
        ("Wat weten we nog niet over bijen?", 2),
        ("Wat is het verschil tussen bijen en wespen?", 3),
    ],
)
def test_a_question_that_is_nearly_a_heading(question: str, row: int):
    asked = Headings.of(HEADINGS).asked(read_question(question, Splitter([]), lambda _: True))
    assert asked.argmax() == row
    assert 0 < asked[row] <= 1


def test_other_questions_and_empty_headings_gain_nothing():
    asked = Headings.of(["", "?", "Honing"]).asked(
        read_question("Hoe hoog is de toren?", Splitter([]), lambda _: True)
    )
    assert asked.tolist() == [0.0, 0.0, 0.0]
