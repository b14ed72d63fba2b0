"""Questions that lean on the one before: every case of the table."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.find.compounds import Splitter
from skill.find.followups import joined, kept, leans
from skill.find.question import read_question
from skill.find.words import DATA, is_stop_word, normal, tokens

CASES = tomllib.loads((DATA / "followups.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["question"])
def test_what_leans_and_what_it_keeps(case):
    assert leans(case["question"]) == case["leans"]
    if case["leans"]:
        words = [normal(token) for token in tokens(kept(case["before"], case["question"]))]
        assert [word for word in words if not is_stop_word(word)] == case["carried"]


def test_the_question_before_counts_for_less():
    new, old = (read_question(t, Splitter([]), lambda _: True) for t in ("de korf", "Wie bouwt?"))
    both = joined(new, old)
    assert [term.word for term in both.terms] == ["korf", "bouwt"]
    assert both.terms[1].weight < old.terms[0].weight
    assert both.holds == "name"


@given(st.text(), st.text())
def test_any_two_texts(before, text):
    assert isinstance(leans(text), bool)
    assert len(tokens(kept(before, text))) <= len(tokens(before))
