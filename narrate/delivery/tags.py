"""What a player shows of a file: its tags and the chapters in it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows."""

    title: str
    album: str
    narrator: str
    track: int = 0
    """Number of the chapter, from 1; 0 for the whole episode."""
    tracks: int = 0
    """How many chapters there are."""
    description: str = ""
    date: str = ""
    cover: bytes = b""
    """A JPEG image; nothing when there is none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of the whole episode."""

    title: str
    start: float
    """Seconds."""
    end: float
