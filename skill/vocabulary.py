"""What the recogniser is told to expect: commands, question openings, the library's own words."""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from narrate.hearing import UNKNOWN
from skill.library import Episode

DECOYS = [UNKNOWN] * 50 + [f"{UNKNOWN} {UNKNOWN}"] * 25
"""Vosk weighs a phrase by how often it is named; the embedded model's card asks for this many."""
OPENING_WEIGHT = 3
"""How often each question opening is named, against once for a sentence of the library."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The two phrase lists from which Vosk estimates its language model."""

    commands: tuple[str, ...]
    library: tuple[str, ...]
    left_out: tuple[str, ...]
    """Words that the model cannot hear, in alphabetical order."""


def learn(
    episodes: Sequence[Episode], commands: Iterable[str], knows: Callable[[str], bool]
) -> Vocabulary:
    """Make the phrase lists of a library; `knows` tells whether the model can hear a word."""
    chapters = [chapter for episode in episodes for chapter in episode.chapters]
    said = [sentence.spoken for chapter in chapters for sentence in chapter.sentences]
    said += [chapter.title.lower() for chapter in chapters]
    expected = [" ".join(_WORD.findall(text)) for text in said]
    expected += _openings() * OPENING_WEIGHT
    words = {word for phrase in expected for word in phrase.split()}
    left_out = sorted(word for word in words if not knows(word))

    def audible(phrase: str) -> str:
        return " ".join(word if knows(word) else UNKNOWN for word in phrase.split())

    library = [audible(phrase) for phrase in expected]
    library += sorted(words.difference(left_out))
    heard_whole = (phrase for phrase in commands if all(map(knows, phrase.split())))
    return Vocabulary(
        commands=(*heard_whole, *DECOYS),
        library=(*library, *DECOYS),
        left_out=tuple(left_out),
    )


@cache
def _openings() -> list[str]:
    data = Path(__file__).with_name("data") / "nl" / "questions.toml"
    openings: list[str] = tomllib.loads(data.read_text("utf-8"))["openings"]
    return openings
