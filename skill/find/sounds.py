"""How a Dutch word sounds, roughly: words that a recogniser confuses get one key."""

import re
import tomllib
from functools import cache
from pathlib import Path

from skill.growing.phones import NoPhoneError, phones


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The rewriting rules of `data/sounds.toml`, in their order."""
    with (Path(__file__).parent / "data" / "sounds.toml").open("rb") as file:
        return tuple(
            (re.compile(rule["pattern"]), rule["sound"]) for rule in tomllib.load(file)["rule"]
        )


NEAR = 6
"""Letters that a key has at least for which one of them may be heard otherwise."""
SHORTEST = 4
"""Letters of the shortest key of a sound that is given: shorter ones are like too much."""


@cache
def sound_key(word: str) -> str:
    """The key of a word in normal form; words with the same key sound alike."""
    for pattern, sound in _rules():
        word = pattern.sub(sound, word)
    return word


@cache
def given_key(spoken: str, ipa: str) -> str:
    """The key of what is said as its IPA tells, or where that is empty as its letters do."""
    try:
        heard = (phone for part in ipa.split() for phone in phones(part))
        return sound_key("".join(map(_spelling().__getitem__, heard)) or spoken.replace(" ", ""))
    except NoPhoneError:
        return ""


def near_keys(key: str) -> list[str]:
    """The keys of the index for a sound that is given: of itself, and without any one letter.

    What one letter more, less or otherwise was heard of has one of them too.
    """
    if len(key) < SHORTEST:
        return []
    without = (key[:at] + key[at + 1 :] for at in range(len(key) if len(key) >= NEAR else 0))
    return [f"l{one}" for one in dict.fromkeys((key, *without))]


@cache
def _spelling() -> dict[str, str]:
    """How each phone of the recogniser is spelled (`data/sounds.toml`)."""
    with (Path(__file__).parent / "data" / "sounds.toml").open("rb") as file:
        spelling: dict[str, str] = tomllib.load(file)["phones"]
    return spelling
