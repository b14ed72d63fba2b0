"""What was said, in one spelling: lower case, no punctuation, numbers in words."""

import re
import unicodedata
from functools import cache

from narrate.spoken import numbers
from skill.templates import DATA, read_toml

_HALVES = {0: "halve", 1: "anderhalve"}

_MARKS = re.compile("[\u0300-\u0307\u0309-\u036f]")
"""Combining marks but the diaeresis: *één* and *dóód* carry stress, *beëindig* needs its dots."""
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:,\d+)?")
_ORDINAL = re.compile(r"\b(\d{1,3})(?:ste|de|e)\b")
_HALF = re.compile(r"\b(\d{1,3})(?:[,.]5|½)(?=\s*[a-z]|$)|½")
_NOT_SPOKEN = re.compile(r"\[unk\]|<unk>|<[^<>]{0,20}>")
_NOT_A_WORD = re.compile(r"[^\w' ]|_")


def cardinal(number: int) -> str:
    """The number in Dutch words, as the recogniser writes them (`een`, not `één`).

    Args:
        number: 0 or more; from a million on it is read digit by digit.
    """
    said = numbers.digits(str(number)) if number >= 1_000_000 else numbers.cardinal(number)
    return _as_heard(said)


def ordinal(number: int) -> str:
    """The rank in Dutch words: 3 -> `derde`, 20 -> `twintigste`; for 1 to 999."""
    return _as_heard(numbers.ordinal(number))


def _as_heard(said: str) -> str:
    return said.replace("é", "e")


def normalise(text: str) -> str:
    """What was said or typed in one spelling; what is in it already comes out unchanged.

    Lower case, single spaces, no punctuation, no stress accents, no `[unk]`; `hoofdstuk 3` becomes
    `hoofdstuk drie`, `3e` `derde`, `1,5` `anderhalve`, `'t` `het`; spellings as in `variants.toml`.
    """
    text = unicodedata.normalize("NFKD", text.replace("½", "\0")).lower()
    text = unicodedata.normalize("NFC", _MARKS.sub("", text)).replace("\0", "½")
    text = re.sub("[\u2018\u2019\u02bc`´]", "'", _NOT_SPOKEN.sub(" ", text))
    text = _HALF.sub(lambda found: f" {_half(int(found[1] or 0))} ", text)
    text = _ORDINAL.sub(
        lambda found: f" {ordinal(int(found[1])) if int(found[1]) else 'nul'} ", text
    )
    text = _NUMBER.sub(lambda found: f" {_spoken_number(found[0])} ", text)
    words = _NOT_A_WORD.sub(" ", text).split()
    singles, pairs = _variants()
    folded = [spelt for word in words for spelt in singles.get(word, word.strip("'")).split()]
    return _join_pairs(folded, pairs)


def _half(whole: int) -> str:
    return _HALVES.get(whole) or f"{cardinal(whole)} en een halve"


def _spoken_number(digits: str) -> str:
    """A number as it is said: `1.500`, `0,75`; a leading zero makes it a row of digits."""
    whole, _, fraction = digits.replace(".", "").partition(",")
    row = (len(whole) > 1 and whole.startswith("0")) or len(whole) > 6
    said = _as_heard(numbers.digits(whole)) if row else cardinal(int(whole))
    return f"{said} komma {_as_heard(numbers.digits(fraction))}" if fraction else said


@cache
def _variants() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Spelling -> the spelling used here, for single words and for two words in a row."""
    table: dict[str, str] = {}
    for spelling, variants in read_toml(DATA / "variants.toml")["spellings"].items():
        table.update(dict.fromkeys(variants, spelling))
    singles = {variant: spelling for variant, spelling in table.items() if " " not in variant}
    pairs = {
        (first, second): spelling
        for variant, spelling in table.items()
        if " " in variant
        for first, second in [variant.split(" ", 1)]
    }
    return singles, pairs


def _join_pairs(words: list[str], pairs: dict[tuple[str, str], str]) -> str:
    out: list[str] = []
    for word in words:
        if out and (out[-1], word) in pairs:
            out[-1] = pairs[out[-1], word]
        else:
            out.append(word)
    return " ".join(out)
