"""English words in the sounds of a Dutch voice."""

import re
from functools import cache

from narrate.phonemes import phonemes
from narrate.spoken.letters import plain
from narrate.spoken.tables import rows

MOST_LIKE_DUTCH = "en-us"
"""espeak-ng's English whose r sounds after vowels too, as most Dutch speakers say it."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")

_VOICED_END = re.compile(r"[bdɡvzʒ]+(?= |$)")
"""No Dutch word ends so: "job" is heard as `dʒɔp`."""
_VOICELESS = str.maketrans("bdɡvzʒ", "ptkfsʃ")


def in_dutch_sounds(word: str) -> str:
    """Give the phonemes of an English word, with the nearest Dutch sound for each of them.

    Args:
        word: Latin letters; of other characters nothing is heard.
    """
    return _mapped(phonemes(" ".join(parts(word)), MOST_LIKE_DUTCH))


def parts(word: str) -> list[str]:
    """Give the words between the hyphens and spaces of a word, in lower-case letters."""
    return [part for part in map(plain, re.split("[- ]", word)) if part.strip("'")]


def is_sayable(token: str) -> bool:
    """Whether a token is a word and no acronym: figures and capitals are said in Dutch."""
    return bool(
        _WORD.fullmatch(token) and (len(token) == 1 or not token.isupper()) and parts(token)
    )


@cache
def _sounds() -> dict[str, str]:
    return {english: dutch for english, dutch, _, _ in rows("english_phonemes")}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _sounds()), key=len, reverse=True)))


def _mapped(ipa: str) -> str:
    dutch = _pattern().sub(lambda match: _sounds()[match[0]], ipa)
    return _VOICED_END.sub(lambda match: match[0].translate(_VOICELESS), dutch)
