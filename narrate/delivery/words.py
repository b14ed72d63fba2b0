"""`words.json`: when every written word sounds, on the clock of the whole episode."""

import json
from collections.abc import Sequence

from narrate.episode import Chapter


def timings(chapters: Sequence[Chapter]) -> str:
    """A list of objects with `start` and `end` in seconds, `chapter` from 1, and `text`."""
    words = [
        {
            "start": round(chapter.start + word.start, 6),
            "end": round(chapter.start + word.end, 6),
            "chapter": chapter.number,
            "text": word.text,
        }
        for chapter in chapters
        for sentence in chapter.sentences
        for word in sentence.words
    ]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":")) + "\n"
