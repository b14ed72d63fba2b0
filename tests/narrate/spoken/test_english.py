"""English in Dutch text: the sounds, the runs, and that Dutch is never taken for it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.lexicon import Lexicon
from narrate.phonemes import phonemes
from narrate.spoken import sentences, spoken_words
from narrate.spoken.english import MOST_LIKE_DUTCH, in_dutch_sounds
from narrate.spoken.score import cases
from narrate.spoken.tables import rows, words
from narrate.spoken.tokens import core

CASES = Path(__file__).parents[2] / "data" / "spoken"
DUTCH = "ˈˌː" + "abdefhijklmnoprstuvxyzɑɔəɛɡɣɪɵŋøœʃʋʌʊʒ"
"""What espeak-ng's Dutch is made of, and so what a Dutch voice has learned."""
EMPTY = Lexicon()


def english(sentence: str, *marked: tuple[int, int], lexicon: Lexicon = EMPTY) -> str:
    """The words of a sentence that are said in English."""
    said = spoken_words(sentence, lexicon, marked)
    return " ".join(core(word.written)[1] for word in said if "english" in word.rule)


@pytest.mark.parametrize("row", rows("english_phonemes"))
def test_each_english_sound_has_a_dutch_one(row: tuple[str, ...], voice):
    sound, dutch, word, said = row
    assert sound in phonemes(word, MOST_LIKE_DUTCH)
    assert in_dutch_sounds(word) == said
    assert set(dutch) <= voice.known & set(DUTCH)


@pytest.mark.parametrize("key", ["only", "shared"])
def test_all_listed_words_can_be_said(key: str):
    for word in words("english", key):
        assert set(in_dutch_sounds(word)) <= set(DUTCH), word


@given(st.text("abcdefghijklmnopqrstuvwxyzéï'-", min_size=1, max_size=12))
def test_any_word_is_in_dutch_sounds(word: str):
    assert set(in_dutch_sounds(word)) <= set(DUTCH + " ")


def test_no_word_is_in_both_lists():
    assert not words("english", "only") & words("english", "shared")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ('Het album "Birth of the Cool" verscheen later.', "Birth of the Cool"),
        ("De American Heart Association raadt vis aan.", "American Heart Association"),
        (
            "BDNF (Brain-Derived Neurotrophic Factor) is een eiwit.",
            "Brain-Derived Neurotrophic Factor",
        ),
        ("On the Origin of Species is van Darwin.", "On the Origin of Species"),
        (
            "The winner takes it all, the loser has to fall.",
            "The winner takes it all the loser has to fall",
        ),
        ("Hij at een hot dog in de long room van het kind.", ""),
        ("The is daar. And zo gaat het.", ""),
        ("Die man had last van het begin.", ""),
        ("Hij las The Guardian.", ""),
        ("Wij gingen naar the. Those waren er ook.", ""),
        ("THE WHO and NATO", ""),
    ],
)
def test_runs(sentence: str, expected: str):
    assert english(sentence) == expected


def test_marked_passages():
    sentence = "Zij zei mindful eating 2.0 en at."
    assert english(sentence) == ""
    assert english(sentence, (8, 22)) == "mindful eating"
    assert english(sentence, (10, 12)) == "mindful"
    assert english(sentence, (0, 0)) == ""


def test_marked_in_the_lexicon():
    lexicon = Lexicon.of_table({"mindfulness": {"lang": "en"}, "eating": "ieting"}, "x")
    (first, second, third) = spoken_words("Mindfulness mindfulness's eating.", lexicon, [(0, 99)])
    assert (first.spoken, first.ipa, first.rule) == (
        "mindfulness",
        "mˈɑjndfəlnəs",
        "lexicon, english",
    )
    assert second.ipa == "mˈɑjndfəlnəss"
    assert (third.spoken, third.rule) == ("ieting", "lexicon")


def test_loans_of_the_built_in_lexicon():
    said = spoken_words("De jazz-manager van John las mindfulness-boeken.", Lexicon.built_in())
    assert [word.ipa for word in said if word.ipa] == [
        "dʒˈɛs mˈɛnɪdʒər",
        "dʒˈɔn",
        "mˈɑjndfəlnəs bˈukən",
    ]


def test_no_dutch_case_is_taken_for_english():
    for case in cases(CASES):
        if case.kind != "english" and case.written != "#blacklivesmatter":
            assert english(case.written) == "", case


def test_no_dutch_word_is_taken_for_english(shared: Path):
    """Every run in 91 Dutch articles was read by eye; what they hold between them is English."""
    dutch = re.compile(r"\b(?:de|het|een|van|die|dat|niet|met|voor|naar|bij|ook|zijn|wordt)\b")
    for path in (shared / "questions" / "articles").glob("*.txt"):
        for line in path.read_text("utf-8").splitlines():
            for sentence in sentences(line):
                assert not dutch.search(english(sentence)), sentence
