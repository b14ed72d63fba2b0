"""Letters: their names, what may be spoken as it stands, and what an acronym is."""

import re
import unicodedata
from functools import cache

from narrate.spoken.tables import rows

DUTCH = "a-zà-ïñ-öù-ü"
"""Lower-case letters that spoken words hold, as a pattern range: the Dutch alphabet with marks."""

_FOREIGN = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "ö",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ÿ": "y",
        "ý": "y",
        "å": "o",
    }
    | {"ĳ": "ij", "ŋ": "ng", "ə": "e", "ħ": "h", "ŀ": "l", "ſ": "s"}
)
_VOWEL = re.compile(r"[aeiouyà-åè-ïò-öù-ÿ]", re.IGNORECASE)
_NUCLEI = re.compile(
    r"[bcdfghjklmnpqrstvwxz]{3,}|[aeiouy]{3,}|^[bcdfghjklmnpqrstvwxz]{2}(?<![lrw])", re.I
)


@cache
def names() -> dict[str, str]:
    """Give the name of each letter: "r" is `er`."""
    return {letter: name for letter, name, _ in rows("letters")}


@cache
def phonemes() -> dict[str, str]:
    """Give the phonemes of each letter's name, for the voice reads some of the names as words."""
    return {letter: ipa for letter, _, ipa in rows("letters")}


def plain(text: str) -> str:
    """Fold to lower-case letters that a Dutch voice knows; characters of other scripts vanish."""
    folded = []
    for char in unicodedata.normalize("NFC", text.lower()).translate(_FOREIGN):
        if re.match(f"[{DUTCH}']", char):
            folded.append(char)
            continue
        base = unicodedata.normalize("NFKD", char)
        folded.extend(c for c in base.translate(_FOREIGN) if re.match(f"[{DUTCH}']", c))
    return "".join(folded)


def bare(text: str) -> str:
    """Drop the marks from letters: only a to z stays."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", plain(text)))


def has_vowel(text: str) -> bool:
    """Whether a word can be pronounced at all."""
    return bool(_VOWEL.search(text))


def spelled(text: str) -> str:
    """Say a word letter by letter: "NMDA" is `en em dee aa`."""
    return " ".join(names()[letter] for letter in bare(text))


def spelled_phonemes(text: str) -> str:
    """Give the phonemes of a word said letter by letter."""
    return " ".join(phonemes()[letter] for letter in bare(text))


_CLOT = re.compile(r"(?!s[cptk][hlr])[bcdfghjklmnpqrstvwxz]{3}", re.IGNORECASE)


def unsayable(text: str) -> bool:
    """Whether a word starts with consonants that no Dutch word starts with."""
    return bool(_CLOT.match(text))


def letter_phonemes(spoken: str) -> str:
    """Give the phonemes of spoken words that are all names of letters, "er" among them; else ""."""
    named = {name: phonemes()[letter] for letter, name in names().items()}
    words = spoken.split()
    if "er" not in words or not all(word in named for word in words) or len(words) < 2:
        return ""
    return " ".join(named[word] for word in words)


def pronounceable(text: str) -> bool:
    """Whether a long acronym reads as a word: five letters or more, no clots of consonants."""
    return len(text) >= 5 and has_vowel(text) and not _NUCLEI.search(text)
