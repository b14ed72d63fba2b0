"""Telling what a listener says from what the microphone hears of the narrator.

While the narrator speaks and listening goes on, the recogniser hears the narrator too. What is
being said is known to the word, so an utterance that is in it, nearly, was not the listener's.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from skill.ears import NOTHING, Heard
from skill.find.sounds import sound_key
from skill.utterance import normalise

OWN = 0.45
"""Letters that differ, against those of the utterance, up to which it counts as an echo."""


def without_echo(heard: Heard, saying: Sequence[str]) -> Heard:
    """What is left of an utterance when what may be an echo is taken out.

    Args:
        heard: of a microphone that hears the speaker too.
        saying: the words that sounded, from the narrator or the skill, since the utterance began
            and a little before.

    Returns:
        `NOTHING` when one of its hypotheses is an echo; else the same without such commands.
    """
    said = _letters(" ".join(saying))
    if any(_is_in(_letters(text), said) for text in heard.hypotheses):
        return NOTHING
    commands = tuple(text for text in heard.commands if not _is_in(_letters(text), said))
    return replace(heard, commands=commands)


def _letters(text: str) -> str:
    """A text by its sounds, without the spaces that a recogniser may set elsewhere."""
    return "".join(map(sound_key, normalise(text).split()))


def _is_in(text: str, whole: str) -> bool:
    return bool(text) and difference(text, whole) <= OWN * len(text)


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
