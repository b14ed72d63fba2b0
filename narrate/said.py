"""How the sentences of an episode were said and why, as its `script.json` tells."""

import json
from dataclasses import dataclass
from pathlib import Path

from narrate.errors import HoorstukError
from narrate.script import Place

NAME = "script.json"
SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence as it was said; one for each sentence of the manifest, in its order."""

    chapter: int
    """From 1."""
    line: int
    """Of the article's file, from 1."""
    place: Place
    """Where it stands in its chapter; a listener may skip what is a `note`."""
    written: str
    spoken: str
    phonemes: str
    """In espeak-ng's IPA."""
    take: str
    """Name of its take."""
    words: tuple[tuple[str, str, str, str], ...]
    """(written, spoken, IPA of the lexicon or nothing, rule or nothing) of each word."""
    clicks: int = 0
    """How many are left in its sound."""


def read(folder: Path) -> tuple[str, list[Line]]:
    """The checksum of the voice, and every sentence, of the episode in a folder.

    Raises:
        HoorstukError: there is no such file, or it cannot be read.
    """
    path = folder / NAME
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["schema"] != SCHEMA:
            raise ValueError(f"schema {content['schema']}, where this version reads {SCHEMA}")
        lines = [
            Line(**{**entry, "words": tuple(map(tuple, entry["words"]))})
            for entry in content["sentences"]
        ]
        return content["voice"], lines
    except FileNotFoundError:
        raise HoorstukError(f"{path}: no such file; build the episode again") from None
    except (ValueError, KeyError, TypeError) as error:
        raise HoorstukError(f"{path}: {error}; build the episode again") from None
