"""The journal of one listener: positions, bookmarks and settings, only ever added to.

Each line is one JSON object, flushed to disk before anything goes on, so that a crash costs at most
the line that was being written. A place is kept as its passage (a hash of the sentence's text) and
the seconds into it, so that it stays right when the article is edited or narrated again.
"""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path

from narrate.errors import HoorstukError
from narrate.names import slug
from skill.dialogue.actions import Note
from skill.dialogue.shelf import Shelf
from skill.dialogue.state import State
from skill.library import Place

SAME = 0.5
"""Seconds within which two bookmarks are one: no sentence is shorter."""


class Journal:
    """What one listener left behind, in a file."""

    def __init__(self, path: Path) -> None:
        """Keep the journal at `path`; it is made with the first note."""
        self._path = path

    @classmethod
    def of(cls, listener: str) -> Self:
        """The journal of a listener, in $HOORSTUK_LISTENERS or the user's data folder."""
        chosen = os.environ.get("HOORSTUK_LISTENERS")
        folder = (
            Path(chosen) if chosen else user_data_path("hoorstuk", appauthor=False) / "listeners"
        )
        return cls(folder / f"{slug(listener)}.jsonl")

    def write(self, note: Note, shelf: Shelf) -> None:
        """Add a note, on disk when this returns.

        Raises:
            HoorstukError: the file cannot be written.
        """
        entry: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        entry["what"] = note.what
        if note.value is not None:
            entry["value"] = note.value
        if note.place is not None:
            entry |= _kept(note.place, shelf)
        # The newline comes first, so that a line torn by a crash takes no other with it.
        line = "\n" + json.dumps(entry, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise HoorstukError(
                f"{self._path}: the place cannot be kept ({error.strerror}); free the disk or "
                "name another folder with HOORSTUK_LISTENERS"
            ) from error

    def recall(self, shelf: Shelf) -> State:
        """The state in which the listener left, as far as the library still holds it."""
        state, position, marked = State(), dict[str, Any](), list[Place]()
        for entry in self._entries():
            value = entry.get("value")
            match entry.get("what"):
                case "introduced":
                    state = replace(state, introduced=True)
                case "speed" if isinstance(value, int | float):
                    state = replace(state, speed=min(max(float(value), 0.5), 3.0))
                case "volume" if isinstance(value, int | float):
                    state = replace(state, volume=round(min(max(value, -18), 9)))
                case "voice" if isinstance(value, int | float):
                    state = replace(state, voice=round(min(max(value, -9), 6)))
                case "sounds":
                    state = replace(state, sounds=bool(value))
                case "position":
                    position = entry
                case "bookmark" if place := _found(entry, shelf):
                    marked.append(place)
                case "forget_bookmark" if place := _found(entry, shelf):
                    marked = _without(place, marked)
                case "forget_bookmarks":
                    marked = []
        return replace(state, place=_found(position, shelf), bookmarks=tuple(marked))

    def _entries(self) -> Iterator[dict[str, Any]]:
        """The notes; a line that was torn when the machine stopped is none."""
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return
        except OSError as error:
            raise HoorstukError(
                f"{self._path}: cannot be read ({error.strerror}); mend it or take it away"
            ) from error
        for line in lines:
            try:
                entry = json.loads(line, parse_constant=_no_number)
            except ValueError:
                continue
            if isinstance(entry, dict):
                yield entry


def _no_number(constant: str) -> float:
    """JSON has no NaN or Infinity, whatever Python reads."""
    raise ValueError(constant)


def _kept(place: Place, shelf: Shelf) -> dict[str, Any]:
    chapter = shelf.chapter(place)
    kept: dict[str, Any] = {
        "episode": place.episode,
        "chapter": place.chapter,
        "seconds": round(place.seconds, 2),
    }
    if chapter.sentences:
        at = chapter.sentence_at(place.seconds)
        start = chapter.sentences[at].start or 0.0
        kept["passage"] = chapter.passages()[at]
        kept["into"] = round(place.seconds - start, 2)
    return kept


def _found(entry: dict[str, Any], shelf: Shelf) -> Place | None:
    """The place of an entry: where its passage is now, else where it was, else None."""
    try:
        place = Place(str(entry["episode"]), int(entry["chapter"]), float(entry["seconds"]))
        into = float(entry.get("into", 0.0))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    passage = entry.get("passage")
    for episode in shelf.episodes:
        if episode.slug != place.episode:
            continue
        for chapter in episode.chapters:
            names = chapter.passages()
            if passage in names:
                start = chapter.sentences[names.index(passage)].start or 0.0
                return Place(episode.slug, chapter.number, max(0.0, start + into))
    if not shelf.holds(place):
        return None
    return replace(place, seconds=min(place.seconds, shelf.chapter(place).duration))


def _without(place: Place, places: Sequence[Place]) -> list[Place]:
    """The places but the last that is this one, give or take what was rounded."""
    same = [
        n
        for n, one in enumerate(places)
        if (one.episode, one.chapter) == (place.episode, place.chapter)
        and abs(one.seconds - place.seconds) < SAME
    ]
    return [one for n, one in enumerate(places) if n not in same[-1:]]
