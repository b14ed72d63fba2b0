"""Numbers: known values, and a reader of number words that goes the other way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.spoken.numbers import (
    AMOUNT,
    amount,
    cardinal,
    decimals,
    digits,
    fraction,
    ordinal,
    roman,
    year,
)

UNITS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]
TEENS = {
    f"{stem}tien": 10 + n
    for n, stem in enumerate(
        ["x", "x", "x", "der", "veer", "vijf", "zes", "zeven", "acht", "negen"]
    )
    if n > 2
}
TENS = dict(
    zip(
        ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"],
        range(20, 100, 10),
        strict=True,
    )
)
SMALL = dict(zip(UNITS, range(13), strict=True)) | TEENS | TENS
SCALES = {"duizend": 10**3, "miljoen": 10**6, "miljard": 10**9, "biljoen": 10**12}


def below_hundred(text: str) -> int:
    if text in SMALL:
        return SMALL[text]
    unit, tens = re.fullmatch(rf"(.+)(?:en|ën)({'|'.join(TENS)})", text).groups()
    return SMALL[unit] + TENS[tens]


def below_thousand(text: str) -> int:
    head, hundred, rest = text.partition("honderd")
    if not hundred:
        return below_hundred(text)
    return (below_hundred(head) if head else 1) * 100 + (below_hundred(rest) if rest else 0)


def understood(text: str) -> int:
    """Read number words as a listener does."""
    total, waiting = 0, 0
    for word in text.replace("é", "e").split():
        if word in SCALES and word != "duizend":
            total, waiting = total + waiting * SCALES[word], 0
        elif word.endswith("duizend"):
            total += (
                below_thousand(word.removesuffix("duizend")) if word != "duizend" else 1
            ) * 1000
        else:
            waiting += below_thousand(word)
    return total + waiting


@given(st.integers(0, 10**15 - 1) | st.integers(0, 3000))
def test_cardinals_are_understood(n: int):
    assert understood(cardinal(n)) == n


@given(st.integers(0, 2999))
def test_years_are_understood(n: int):
    assert understood(year(n)) == n


@given(st.integers(0, 10**9))
def test_an_ordinal_is_its_cardinal_with_an_ending(n: int):
    assert ordinal(n).endswith(("ste", "de"))
    assert ordinal(n).split()[:-1] == cardinal(n).split()[: len(ordinal(n).split()) - 1]


@given(st.from_regex(AMOUNT, fullmatch=True))
def test_any_amount_is_said_in_words(text: str):
    assert re.fullmatch("[a-zéë ]+", amount(text))


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "één"),
        (22, "tweeëntwintig"),
        (101, "honderdeen"),
        (112, "honderdtwaalf"),
        (1000, "duizend"),
        (1500, "vijftienhonderd"),
        (12300, "twaalfduizend driehonderd"),
        (-3, "min drie"),
        (10**15, "één" + " nul" * 15),
    ],
)
def test_cardinal(n: int, said: str):
    assert cardinal(n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "nulde"),
        (1, "eerste"),
        (3, "derde"),
        (8, "achtste"),
        (20, "twintigste"),
        (101, "honderdeerste"),
        (1003, "duizend derde"),
    ],
)
def test_ordinal(n: int, said: str):
    assert ordinal(n) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1066, "duizend zesenzestig"),
        (1100, "elfhonderd"),
        (1905, "negentienhonderdvijf"),
        (2005, "tweeduizend vijf"),
    ],
)
def test_year(n: int, said: str):
    assert year(n) == said


def test_digits_decimals_and_fractions():
    assert digits("112") == "één één twee"
    assert decimals("05") == "nul vijf"
    assert decimals("75") == "vijfenzeventig"
    assert fraction(1, 2) == "een half"
    assert fraction(3, 4) == "driekwart"
    assert fraction(2, 3) == "twee derde"


@given(st.integers(1, 3999))
def test_roman_numerals_are_read(n: int):
    marks = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ]
    text, rest = "", n
    for value, mark in marks:
        text += mark * (rest // value)
        rest %= value
    assert roman(text) == n


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "ABC"])
def test_no_roman_numeral(text: str):
    assert roman(text) is None
