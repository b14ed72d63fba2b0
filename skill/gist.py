"""The command that an utterance comes down to, where no template has its words.

Templates (`commands.py`) know what somebody thought of, and people say it in a thousand ways more:
"ho, de bel gaat", "dat verstond ik niet". A classifier tells which command is meant; a length of
time or a number is read from the utterance itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from skill.classifier import NONE, Classifier
from skill.commands import LONGEST, Command, Commands
from skill.encoder import question
from skill.templates import DATA, Template
from skill.utterance import normalise

BAR = 0.75
"""The chance from which a command is obeyed (docs/phrasings.md)."""
CHOOSING = 0.9
"""The same while a choice is waited for, which is made in words of all kinds."""
MAYBE = 0.4
"""The chance from which a listener is asked whether a command was meant."""
FILE = "gist.npz"
SYLLABLES = re.compile("[aeiouyëï]+")
LEAST = 2
"""The fewest syllables of an utterance: one alone is easily misheard."""
TIMED = ("seek", "sleep")
"""Commands whose argument is a length of time; one has its own length where none is said."""
NUMBERED = ("chapter", "episode", "to_bookmark", "forget_bookmark")
"""Commands whose argument can be a number or a rank: nothing is guessed where none is said."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The command that was most likely meant."""

    command: Command
    chance: float
    """From `MAYBE` up to 1."""

    def is_plain(self, *, offered: bool = False) -> bool:
        """Whether it is likely enough to be obeyed; `offered` tells that a choice is waited for."""
        return self.chance >= (CHOOSING if offered else BAR)


@dataclass(frozen=True, slots=True)
class Gist:
    """Tells commands by what was learnt of how people give them."""

    learnt: Classifier
    """Its kinds are those of `kind`."""
    commands: Commands

    @classmethod
    def load(cls, commands: Commands, folder: Path = DATA) -> Self:
        """What `scripts/learn_commands` learnt."""
        return cls(Classifier.load(folder / FILE), commands)

    def guess(self, text: str) -> Guess | None:
        """The likeliest command; None if that is under `MAYBE`, or if its number is not said."""
        said = normalise(text)
        words = tuple(said.split())
        if len(SYLLABLES.findall(said)) < LEAST or len(words) > LONGEST:
            return None
        chances = self.learnt.chances(words, question(said))
        del chances[NONE]
        likeliest = max(chances, key=chances.__getitem__)
        if chances[likeliest] < MAYBE:
            return None
        command = self._filled(likeliest, words)
        return None if command is None else Guess(command, chances[likeliest])

    def _filled(self, kind: str, words: Sequence[str]) -> Command | None:
        """The command of a kind, with what the words say of its argument."""
        name, sign = kind.rstrip("+-0"), kind[-1]
        if sign not in "+-0":
            return Command(name)
        if sign == "-" and name in NUMBERED:
            last = self._said("ends", words, -1)
            return Command(name, last if last and last < 0 else -1)
        if sign == "0" or (sign == "-" and name != "seek"):
            return Command(name, 0 if sign == "0" else -1)
        if name in TIMED:
            length = self._said("times", words, self.commands.intent(name).step)
            return Command(name, -length if sign == "-" else length) if length else None
        if name in NUMBERED:
            number = self._said("numbers", words, None)
            return None if number is None else Command(name, number)
        return Command(name, 1)

    def _said(self, what: str, words: Sequence[str], usual: int | None) -> int | None:
        """The time or number that the words hold: after a correction, or anywhere; else `usual`.

        None where the correction holds a number that is not understood.
        """
        anywhere = self.commands.anywhere
        corrections = [end for t in anywhere["corrections"] for end, _, _ in _phrases(t, words)]
        tail = words[max(corrections, default=len(words)) :]
        better = (t.match(tail) for t in anywhere["better"] if what == "numbers")
        found = [sum(values.values()) for values in better if values]
        value = found[0] if found else _value(anywhere[what], tail)
        if value is not None:
            return value
        if _value(anywhere["any"], tail) is not None:
            return None
        value = _value(anywhere[what], words)
        return usual if value is None else value


def kind(command: Command) -> str:
    """The kind of a command: its name, with the sign of its argument, if it has one.

    `seek-` is back, `sleep-` at the end of this chapter, `sleep0` no more; `chapter-` the last.
    """
    if command.argument is None:
        return command.name
    sign = "+" if command.argument > 0 else "-" if command.argument < 0 else "0"
    return command.name + sign


def _value(templates: Sequence[Template], words: Sequence[str]) -> int | None:
    """What the longest phrase of the first template that the words hold comes to."""
    for template in templates:
        phrases = [(end - start, value) for end, start, value in _phrases(template, words)]
        if phrases:
            return max(phrases)[1]
    return None


def _phrases(template: Template, words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Every phrase of a template in the words: where it ends and starts, the sum of its slots."""
    for start in range(len(words)):
        for end, values in template.spans(words, start):
            yield end, start, sum(values.values())
