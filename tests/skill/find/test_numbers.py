"""Dutch numbers: every case of the table, and spoken numbers joined."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.find.numbers import join_numbers, read_number
from skill.find.words import DATA, normal, tokens

TABLE = tomllib.loads((DATA / "numbers.toml").read_text("utf-8"))


@pytest.mark.parametrize(("word", "value"), TABLE["cases"].items())
def test_cases(word, value):
    assert read_number(word) == value


@pytest.mark.parametrize("word", ["een", "zessen", "achter", "tientje", "vierkant", "", "hart"])
def test_words_that_are_no_numbers(word):
    assert read_number(word) is None


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("negentienhonderd drieënvijftig", "#1953"),
        ("negentien drieënvijftig", "#1953"),
        ("negentien honderd drieënvijftig", "#1953"),
        ("twintig twintig", "#2020"),
        ("twee duizend vier", "#2004"),
        ("tweeduizend eenentwintig", "#2021"),
        ("drie vier", "#3 #4"),
        ("vijf honderd", "#500"),
        ("hoofdstuk drie", "hoofdstuk #3"),
    ],
)
def test_spoken_numbers_join(said, written):
    assert join_numbers([normal(word) for word in tokens(said)]) == written.split()


@given(st.integers(0, 10**9))
def test_grouped_digits(value):
    assert read_number(f"{value:,}".replace(",", ".")) == value


@given(st.text())
def test_any_word(word):
    assert read_number(word) is None or read_number(word) >= 0
