"""A rule: a named pattern over the written text and the function that says what it matched."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_TAIL = r"(?=(?:\[[0-9, ]+\]|[)\]}\"',.;:!?])*(?: |$))"

Say = Callable[[re.Match[str]], str | None]
"""Gives spoken words for a match, or None when the context says that the rule does not hold."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which written text is not said as it stands."""

    name: str
    pattern: re.Pattern[str]
    """Matched where a token starts; ends where only closing punctuation is left of a token."""
    say: Say


def rule(name: str, pattern: str, say: Say, flags: int = 0) -> Rule:
    """Make a rule whose match ends at the end of a token."""
    return Rule(name, re.compile(f"(?:{pattern}){_TAIL}", flags), say)


def words_before(match: re.Match[str], count: int) -> list[str]:
    """Give up to `count` words that stand before the match, in lower case, bare of punctuation."""
    before = match.string[max(0, match.start() - 40 * count) : match.start()].split()
    return [word.strip("\"'()[],;:!?").lower() for word in before[-count:]]


def words_after(match: re.Match[str], count: int) -> list[str]:
    """Give up to `count` words that stand after the match, in lower case, bare of punctuation."""
    after = match.string[match.end() : match.end() + 40 * count].split()
    bare = [word.strip("\"'()[].,;:!?").lower() for word in after]
    return [word for word in bare if word][:count]
