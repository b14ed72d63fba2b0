"""Words that a recogniser cannot learn, in words that it knows: "en em dee aa" for "nmda"."""

import re
from collections.abc import Callable, Mapping

from narrate.spoken.letters import names

SHORTEST = 3
"""Letters of a part of a word; shorter parts are heard where nobody says them."""
MOST_PARTS = 3
_VOWEL = re.compile("[aeiouyà-åè-ïò-öù-ü]")


def spelled(word: str, knows: Callable[[str], bool]) -> str:
    """A word in known words: the parts of a compound, or its letters where it has no vowel.

    Args:
        word: one that the recogniser lacks.
        knows: whether it knows a word.

    Returns:
        Words, apart by spaces; nothing when there are none that sound like it.
    """
    if not _VOWEL.search(word):
        letters = [names().get(letter, "") for letter in word]
        return " ".join(letters) if all(map(knows, letters)) else ""
    return " ".join(_parts(word, knows, MOST_PARTS))


def restored(text: str, spellings: Mapping[str, str]) -> str:
    """What was heard, with each spelling put back into the word that it stands for.

    Args:
        text: words, apart by spaces.
        spellings: for each spelling its word.
    """
    if not spellings:
        return text
    longest_first = sorted(spellings, key=len, reverse=True)
    pattern = rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)"
    return re.sub(pattern, lambda match: spellings[match[0]], text)


def _parts(word: str, knows: Callable[[str], bool], most: int) -> list[str]:
    """The fewest known words that a word is made of, with the longest first part; or none."""
    if knows(word):
        return [word]
    if most == 1:
        return []
    ways = []
    for end in range(len(word) - SHORTEST, SHORTEST - 1, -1):
        if knows(word[:end]) and (rest := _parts(word[end:], knows, most - 1)):
            ways.append([word[:end], *rest])
    return min(ways, key=len, default=[])
