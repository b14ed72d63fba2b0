"""What the book says besides the article: the texts of `texts.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Texts:
    """Each is plain Dutch."""

    contents: str
    landmarks: str
    beginning: str
    narrator: str
    summary: str
    """Of how the book can be read and heard."""
    by_sentence: str
    by_word: str
    """What lights up, within the summary."""


@cache
def texts() -> Texts:
    """The texts that a linguist wrote."""
    data = files("narrate.publish.epub").joinpath("texts.toml").read_text("utf-8")
    return Texts(**tomllib.loads(data))
