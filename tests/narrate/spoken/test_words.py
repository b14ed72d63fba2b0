"""The flow from a sentence to words: its promises for any input, and the marks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.lexicon import Entry, Lexicon
from narrate.script import Word
from narrate.spoken import spoken_words
from narrate.spoken.words import rules

EMPTY = Lexicon()
PIECES = st.sampled_from(
    [
        "€",
        "$",
        "12,50",
        "3-5",
        "1/2",
        "½",
        "mg/kg",
        "-3",
        "°C",
        "%",
        "12-05-2024",
        "14.30",
        "uur",
        "112",
        "+31",
        "IV",
        "Willem",
        "NMDA's",
        "(ca.",
        "[3]",
        "–",
        "…",
        '"x"',
        "😀",
        "#a",
        "@b",
        "a@b.nl",
        "www.x.nl/",
        "5-HT2A",
        "H₂O",
        "α-x",
        "≥",
        "/",
        "-",
        "'",
        "''",
        "'s",
        "'90",
        "1980's",
        "10^6",
        "v2.0",
        "x",
        "*",
        "7e",
        "XX",
        "000",
        "1.000.000",
        "9999999999999999999",
        "é",
        "ĳ",
    ]
)


def said(sentence: str, lexicon: Lexicon = EMPTY) -> str:
    words = spoken_words(sentence, lexicon)
    return " ".join(word.spoken + word.mark for word in words if word.spoken)


@given(st.lists(PIECES).map(" ".join) | st.lists(PIECES).map("".join) | st.text())
def test_promises_hold_for_any_input(sentence: str):
    words = spoken_words(sentence, Lexicon.built_in())
    assert " ".join(word.written for word in words) == " ".join(sentence.split())
    for word in words:
        assert re.fullmatch(r"(?:[a-zà-öø-ÿ']+(?: [a-zà-öø-ÿ']+)*)?", word.spoken)
        assert word.mark in ("", ",", ".", "?", "!", ":", ";")
        assert word.spoken or word.rule
    if words:
        assert words[-1].mark
    heard = [word for word in words if word.spoken]
    if heard:
        assert heard[-1].mark in tuple(".?!:;")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hij (Jan) kwam.", "hij, jan, kwam."),
        ("Ja – nee", "ja, nee."),
        ("Kom je? Nee", "kom je? nee."),
        ("Let op: nu", "let op: nu."),
        ('"Mooi", zei hij', "mooi, zei hij."),
        ("Leuk 😀!", "leuk!"),
        ("Nou… goed", "nou, goed."),
        ("Dat is enz.", "dat is enzovoort."),
        ("De volgende:", "de volgende:"),
        ("Zie tekst [3], en verder", "zie tekst, en verder."),
        ("P. de Vries komt", "pee de vries komt."),
    ],
)
def test_marks(sentence: str, expected: str):
    assert said(sentence) == expected


def test_a_word_keeps_what_was_written():
    assert spoken_words("Dat kost € 12,50 (veel).", EMPTY) == (
        Word("Dat", "dat"),
        Word("kost", "kost"),
        Word("€ 12,50", "twaalf euro vijftig", ",", "", "money"),
        Word("(veel).", "veel", "."),
    )


def test_the_lexicon_comes_first_and_reaches_into_compounds_and_plurals():
    lexicon = Lexicon([Entry("BDNF", "bee dee en ef"), Entry("Foo", "foo", "fuː")])
    words = spoken_words("BDNF-spiegel Foo's Foo-bar", lexicon)
    assert [word.spoken for word in words] == ["bee dee en ef spiegel", "foo's", "foo bar"]
    assert words[1].ipa == "fuːs"
    assert words[2].ipa.startswith("fuː ")


def test_letter_names_that_the_voice_takes_for_words_get_phonemes():
    (word,) = spoken_words("MRI-scan", Lexicon.built_in())
    assert word.spoken == "em er ie scan"
    assert "ˈɛr" in word.ipa


def test_other_scripts_are_left_out_by_a_named_rule():
    words = spoken_words("Москва is 東京.", EMPTY)
    assert [word.spoken for word in words] == ["", "is", ""]
    assert words[0].rule == words[2].rule == "unknown script"


def test_every_rule_has_a_name():
    assert all(rule.name for rule in rules())


def test_long_runs_of_one_thing_are_read():
    for text in (
        "9" * 20_000,
        "a" * 20_000,
        "1-" * 2_000,
        "A.b" * 2_000,
        "/" * 20_000,
        "(" * 20_000,
    ):
        assert spoken_words(text, EMPTY)
