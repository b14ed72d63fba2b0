"""Profiles: ways of reading aloud, by name, from `profiles.toml`."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from narrate.errors import HoorstukError
from narrate.timeline import Pauses

DEFAULT = "gewoon"


@dataclass(frozen=True, slots=True)
class Profile:
    """One way of reading aloud."""

    name: str
    about: str
    tempo: float = 1.0
    """Speed of speech; 1.0 is the voice's own."""
    comma: float = 0.0
    """Seconds of silence added at the commas of a sentence."""
    pauses: Pauses = field(default_factory=Pauses)


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by its name."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {
        name: Profile(name, **entry | {"pauses": Pauses(**entry.get("pauses", {}))})
        for name, entry in table.items()
    }


def profile(name: str) -> Profile:
    """The profile of that name; raises HoorstukError when there is none."""
    if name not in profiles():
        raise HoorstukError(f"{name}: no such profile; choose one of {', '.join(profiles())}")
    return profiles()[name]
