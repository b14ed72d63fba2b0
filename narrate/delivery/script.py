"""`script.json`: how every sentence was said and why, for `narrate why` and `narrate plan`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.edition import Edition
from narrate.errors import HoorstukError
from narrate.script import Place
from narrate.timeline import Cue

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


def as_json(edition: Edition) -> str:
    """The text of the file."""
    lines = [
        _line(number, cue)
        for number, track in enumerate(edition.tracks, start=1)
        for cue in track.cues
    ]
    content = {"schema": SCHEMA, "voice": edition.voice.sha256, "sentences": lines}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


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


def _line(chapter: int, cue: Cue) -> dict[str, Any]:
    sentence = cue.sentence
    return {
        "chapter": chapter,
        "line": sentence.line,
        "place": sentence.place,
        "written": sentence.written,
        "spoken": sentence.spoken,
        "phonemes": cue.take.phonemes,
        "take": cue.take.path.stem,
        "clicks": cue.take.clicks,
        "words": [(word.written, word.spoken, word.ipa, word.rule) for word in sentence.words],
    }
