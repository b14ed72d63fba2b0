"""Words that a recogniser cannot learn, in words that it knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.growing.spelling import restored, spelled

KNOWN = {"en", "em", "dee", "hersen", "gebied", "negentien", "honderd", "vijf", "her", "sen", "ge"}


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nmd", "en em dee"),
        ("nmk", ""),  # kaa is not known
        ("hersengebied", "hersen gebied"),
        ("negentienhonderdvijf", "negentien honderd vijf"),
        ("gebiedje", ""),
        ("hersengebiedvijfvijf", ""),  # more parts than one takes for one word
    ],
)
def test_a_word_in_known_words(word: str, said: str):
    assert spelled(word, KNOWN.__contains__) == said


@given(st.text("aenmdhrs", min_size=1, max_size=12), st.sets(st.text("aenmdhrs", min_size=3)))
def test_a_spelling_holds_known_words_alone(word: str, known: set[str]):
    said = spelled(word, known.__contains__).split()
    assert set(said) <= known
    assert "".join(said) == word or not said or not set(word) & set("ae")


def test_spellings_are_put_back():
    spellings = {"hersen gebied": "hersengebied", "en em": "nm", "en em dee": "nmd"}
    heard = "wat is en em dee en een hersen gebied of en em gebied"
    assert restored(heard, spellings) == "wat is nmd en een hersengebied of nm gebied"
    assert restored("een hersen gebiedje", spellings) == "een hersen gebiedje"
    assert restored("een hersen gebied", {}) == "een hersen gebied"
