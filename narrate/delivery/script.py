"""`script.json`: how every sentence was said and why, for `narrate why` and `narrate plan`."""

import json
from typing import Any

from narrate.edition import Edition
from narrate.said import SCHEMA
from narrate.timeline import Cue


def as_json(edition: Edition) -> str:
    """The text of the file."""
    lines = [
        _line(number, cue)
        for number, track in enumerate(edition.tracks, start=1)
        for cue in track.cues
    ]
    content = {"schema": SCHEMA, "voice": edition.voice.sha256, "sentences": lines}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


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
