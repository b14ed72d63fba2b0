"""What the recogniser is told to expect: commands, question openings, the library's own words."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from narrate.hearing import UNKNOWN
from skill.growing.spelling import restored, spelled
from skill.library import Episode, chapters_of
from skill.spoken import spoken_kept

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
    spellings: Mapping[str, str] = field(default_factory=dict)
    """Words that it hears in other words only: for each spelling the word, as in `spelling.py`."""

    def restored(self, text: str) -> str:
        """What was heard in these phrases, with spellings put back into the library's words."""
        return restored(text, self.spellings)


def learn(
    expected: Sequence[str], commands: Iterable[str], knows: Callable[[str], bool]
) -> Vocabulary:
    """Make the phrase lists of what is `expected`; `knows` tells what words the model can hear.

    A word that it cannot hear is spelled in words that it can, or other speech stands in its
    place. A command that cannot be heard whole is left out.
    """
    commands = tuple(commands)
    words = words_of(expected)
    missing = sorted(word for word in words | words_of(commands) if not knows(word))
    spelling = {word: spelled(word, knows) for word in missing}

    def audible(phrase: str) -> str:
        return " ".join(spelling.get(word, word) or UNKNOWN for word in phrase.split())

    library = [audible(phrase) for phrase in expected]
    library += sorted(spelling.get(word, word) for word in words if spelling.get(word, word))
    in_known_words = (phrase for phrase in map(audible, commands) if UNKNOWN not in phrase)
    return Vocabulary(
        commands=(*in_known_words, *DECOYS),
        library=(*library, *DECOYS),
        left_out=tuple(word for word in missing if not spelling[word]),
        spellings={said: word for word, said in spelling.items() if said},
    )


def expected_phrases(episodes: Sequence[Episode], folder: Path | None = None) -> list[str]:
    """What a listener may say of a library, in spoken words: its sentences, headings, questions.

    What is put into spoken words for it is kept in `folder`, if any.
    """
    chapters = chapters_of(episodes)
    asked = [text for chapter in chapters for text in (chapter.title, *chapter.questions)]
    read = spoken_kept(asked, folder)
    said = [sentence.spoken for chapter in chapters for sentence in chapter.sentences]
    said += [read[text] for text in asked]
    return [" ".join(_WORD.findall(text)) for text in said] + openings() * OPENING_WEIGHT


def words_of(phrases: Iterable[str]) -> set[str]:
    """Every word of phrases."""
    return {word for phrase in phrases for word in phrase.split()}


@cache
def openings() -> list[str]:
    """How questions begin (`data/nl/questions.toml`)."""
    data = Path(__file__).with_name("data") / "nl" / "questions.toml"
    openings: list[str] = tomllib.loads(data.read_text("utf-8"))["openings"]
    return openings
