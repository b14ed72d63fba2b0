"""The phones of the recogniser for the sounds of the voice (`skill/data/nl/phones.tsv`)."""

import re
import unicodedata
from functools import cache
from importlib.resources import files


class NoPhoneError(Exception):
    """A symbol for which the recogniser has no phone; it is the only argument."""


def phones(ipa: str) -> tuple[str, ...]:
    """Give the phones of a word, never the same twice in a row: "ɔnˈtstaːn" is O n t s t a n.

    Args:
        ipa: as espeak-ng or a lexicon writes it, without pauses.

    Raises:
        NoPhoneError: it holds a symbol that is no sound of the table.
    """
    said: list[str] = []
    for symbol in _pattern().findall(unicodedata.normalize("NFD", ipa)):
        if symbol not in _table():
            raise NoPhoneError(symbol)
        said += (phone for phone in _table()[symbol] if said[-1:] != [phone])
    return tuple(said)


def rows() -> list[list[str]]:
    """Give the rows of the table: a sound, its phones, and a word with its phones as the case."""
    text = files("skill").joinpath("data/nl/phones.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("# ")]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    return {unicodedata.normalize("NFD", ipa): tuple(phones.split()) for ipa, phones, *_ in rows()}


@cache
def _pattern() -> re.Pattern[str]:
    """One sound, the longest that fits, or any other symbol."""
    longest_first = sorted(_table(), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), r"\S"]))
