"""What the narrator says besides the article itself: the phrases of `phrases.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Phrases:
    """Each phrase is a sentence or a few words of Dutch; empty when nothing is to be said."""

    introduction: str
    disclaimer: str
    part: str
    table: str
    table_end: str
    image: str
    note: str
    code: str


@cache
def phrases() -> Phrases:
    """Give the phrases that a linguist wrote."""
    data = files("narrate").joinpath("phrases.toml").read_text("utf-8")
    return Phrases(**tomllib.loads(data))
