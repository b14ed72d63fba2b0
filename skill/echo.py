"""Telling what a listener says from what the microphone hears of the narrator.

While the narrator speaks and listening goes on, the recogniser hears the narrator too. What is
being said is known to the word, so an utterance that is in it, nearly, was not the listener's.
"""

from collections.abc import Sequence
from dataclasses import replace

from skill.alike import difference, letters
from skill.ears import NOTHING, Heard

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
    said = letters(" ".join(saying))
    if any(_is_in(letters(text), said) for text in heard.hypotheses):
        return NOTHING
    commands = tuple(text for text in heard.commands if not _is_in(letters(text), said))
    return replace(heard, commands=commands)


def _is_in(text: str, whole: str) -> bool:
    return bool(text) and difference(text, whole) <= OWN * len(text)
