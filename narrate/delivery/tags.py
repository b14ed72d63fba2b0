"""What a player shows of a file: its tags and the chapters in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mutagen import MutagenError

from narrate.errors import HoorstukError


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
    author: str = ""
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


@contextmanager
def tagging(path: Path) -> Iterator[None]:
    """Say in one line what went wrong in writing a file's tags: a full disk, say."""
    try:
        yield
    except MutagenError as error:
        raise HoorstukError(f"{path}: its tags could not be written ({error}); make room") from None
