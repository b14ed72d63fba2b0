"""How a Dutch word sounds, roughly: words that a recogniser confuses get one key."""

import re
import tomllib
from functools import cache
from pathlib import Path


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rewriting rules of `data/sounds.toml`, in their order."""
    with (Path(__file__).parent / "data" / "sounds.toml").open("rb") as file:
        return tuple(
            (re.compile(rule["pattern"]), rule["sound"]) for rule in tomllib.load(file)["rule"]
        )


@cache
def sound_key(word: str) -> str:
    """The key of a word in normal form; words with the same key sound alike."""
    for pattern, sound in _rules():
        word = pattern.sub(sound, word)
    return word
