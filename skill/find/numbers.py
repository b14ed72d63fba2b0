"""Dutch numbers in digits and in words, read as one value."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

DIGITS = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?:e|ste|de)?")


@cache
def _table() -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int]]:
    """Units, tens, scales and ordinals of `data/numbers.toml`."""
    with (Path(__file__).parent / "data" / "numbers.toml").open("rb") as file:
        data = tomllib.load(file)
    return data["units"], data["tens"], data["scales"], data["ordinals"]


@cache
def read_number(word: str) -> float | None:
    """The value of one word or one group of digits ("3.000", "drieënvijftig", "derde"), or None."""
    digits = DIGITS.fullmatch(word)
    if digits:
        whole, fraction = digits.groups()
        return float(whole.replace(".", "") + (f".{fraction}" if fraction else ""))
    if word == "een":  # The article.
        return None
    cardinal = _cardinal(word)
    return _ordinal(word) if cardinal is None else cardinal


def _cardinal(word: str) -> int | None:
    units, tens, scales, _ = _table()
    if word in units:
        return units[word]
    if word in tens:
        return tens[word]
    for name, size in scales.items():
        before, found, after = word.partition(name)
        if not found:
            continue
        factor = _cardinal(before) if before else 1
        rest = _cardinal(after.removeprefix("en") or after) if after else 0
        return None if factor is None or rest is None else factor * size + rest
    for name, value in tens.items():
        unit = units.get(_without_link(word.removesuffix(name)))
        if word.endswith(name) and unit is not None and unit < 10:
            return value + unit
    return None


def _without_link(word: str) -> str:
    """`drieën`, `drieen`, `vijfen` -> `drie`, `vijf`: the link in "vijfentwintig"."""
    return word.removesuffix("ën") if word.endswith("ën") else word.removesuffix("en")


def _ordinal(word: str) -> int | None:
    irregular = _table()[3]
    if word in irregular:
        return irregular[word]
    for ending in ("ste", "de"):
        if word.endswith(ending):
            return _cardinal(word.removesuffix(ending))
    return None


def join_numbers(words: Sequence[str]) -> list[str]:
    """Normal forms with spoken numbers joined: `#1900 #53` and `#19 #53` -> `#1953`."""
    joined: list[str] = []
    for word in words:
        sum_ = _together(joined[-1], word) if joined else None
        if sum_ is None:
            joined.append(word)
        else:
            joined[-1] = sum_
    return joined


def _together(first: str, second: str) -> str | None:
    """Two numbers said after each other as one, or None when they are two."""
    if not (first[1:].isdigit() and second[1:].isdigit() and first[0] == second[0] == "#"):
        return None
    left, right = int(first[1:]), int(second[1:])
    if right == 1000 and 1 < left < 1000:
        return f"#{left * 1000}"
    if right == 100 and 1 < left < 100:
        return f"#{left * 100}"
    if left >= 100 and left % 100 == 0 and 0 < right < (1000 if left % 1000 == 0 else 100):
        return f"#{left + right}"
    if 10 <= left <= 20 and 10 <= right < 100:
        return f"#{left * 100 + right}"
    return None
