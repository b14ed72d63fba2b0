"""One spelling for what was said: every entry of the variants, numbers, and that it is stable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.templates import DATA, read_toml
from skill.utterance import cardinal, normalise, ordinal

VARIANTS = read_toml(DATA / "variants.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hoofdstuk 3!", "hoofdstuk drie"),
        ("het 3e hoofdstuk", "het derde hoofdstuk"),
        ("de 1ste, 8ste en 20ste", "de eerste achtste en twintigste"),
        ("1,5 minuut vooruit", "anderhalve minuut vooruit"),
        ("½ minuut", "halve minuut"),
        ("2,5 minuten", "twee en een halve minuten"),
        ("hoofdstuk-12", "hoofdstuk twaalf"),
        ("één hoofdstuk", "een hoofdstuk"),
        ("hé, beëindig dit", "he beëindig dit"),
        ("‘t is 1.500", "het is vijftienhonderd"),
        ("bel 0800", "bel nul acht nul nul"),
        ("stop [unk] [unk]", "stop"),
        ("zo'n foto's", "zo'n foto's"),
        ("  \n ", ""),
        ("?!", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(("text", "expected"), VARIANTS["cases"].items())
def test_variant_cases(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_every_spelling_has_a_case() -> None:
    cased = " ".join(VARIANTS["cases"].values())
    assert [spelling for spelling in VARIANTS["spellings"] if spelling not in cased] == []


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "nul"),
        (8, "acht"),
        (22, "tweeëntwintig"),
        (101, "honderdeen"),
        (999, "negenhonderdnegenennegentig"),
        (1001, "duizend een"),
        (12000, "twaalfduizend"),
    ],
)
def test_cardinal(number: int, word: str) -> None:
    assert cardinal(number) == word


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "eerste"),
        (2, "tweede"),
        (3, "derde"),
        (8, "achtste"),
        (19, "negentiende"),
        (20, "twintigste"),
        (21, "eenentwintigste"),
        (100, "honderdste"),
        (103, "honderdderde"),
    ],
)
def test_ordinal(number: int, word: str) -> None:
    assert ordinal(number) == word


@given(st.text(max_size=60))
def test_what_is_normal_stays(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == once.lower()
    assert "  " not in once


@given(st.integers(0, 999_999))
def test_typed_numbers_are_spoken(number: int) -> None:
    assert normalise(str(number)) == cardinal(number)
