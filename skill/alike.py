"""How much two texts sound alike, whatever words a recogniser makes of them."""

import numpy as np

from skill.find.sounds import sound_key
from skill.utterance import normalise


def letters(text: str) -> str:
    """A text by its sounds, without the spaces that a recogniser may set elsewhere."""
    return "".join(map(sound_key, normalise(text).split()))


def difference(part: str, whole: str) -> int:
    """The fewest letters to change, add or take out of `part` to find it somewhere in `whole`.

    P. H. Sellers, "The theory and computation of evolutionary distances: pattern recognition",
    Journal of Algorithms 1, 1980.
    """
    letters = np.frombuffer(whole.encode("utf-32-le"), np.uint32)
    places = np.arange(len(letters) + 1)
    row = np.zeros(len(letters) + 1, np.int64)
    for n, letter in enumerate(part, start=1):
        changed = row[:-1] + (letters != ord(letter))
        best = np.concatenate([[n], np.minimum(changed, row[1:] + 1)])
        row = np.minimum.accumulate(best - places) + places
    return int(row.min())


def agreement(one: str, other: str) -> float:
    """How far two texts agree, each with some part of the other: 0 nowhere, 1 to the letter."""
    first, second = letters(one), letters(other)
    longest = max(len(first), len(second))
    if not longest:
        return 0.0
    return 1 - max(difference(first, second), difference(second, first)) / longest
