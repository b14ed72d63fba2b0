"""`chapters.json`: chapters for podcast apps (Podcasting 2.0 JSON Chapters Format, 1.2)."""

import json
from collections.abc import Sequence

from narrate.episode import Chapter


def podcasting(chapters: Sequence[Chapter]) -> str:
    """The chapters of an episode, in seconds of the whole."""
    told = [
        {
            "startTime": round(chapter.start, 3),
            "endTime": round(chapter.start + chapter.duration, 3),
            "title": chapter.title,
        }
        for chapter in chapters
    ]
    return json.dumps({"version": "1.2.0", "chapters": told}, ensure_ascii=False, indent=1) + "\n"
