"""The sound of a chapter that goes into the book."""

from dataclasses import dataclass
from pathlib import Path

from narrate.delivery.formats import FORMATS
from narrate.episode import Chapter
from narrate.errors import HoorstukError
from narrate.publish.work import Work

_SUFFIXES = {"mp3": "mp3", "m4b": "m4a", "opus": "opus"}
"""What e-readers must be able to play (EPUB 3.3, core media types), the one that all of them do
first; with the suffix in the book."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A file of sound."""

    name: str
    """In the book."""
    path: Path
    type: str
    """Media type."""
    length: int
    """Milliseconds: of what a decoder gives, rounded down, so that no clip goes beyond it."""


def sound(work: Work, chapter: Chapter) -> Sound:
    """The sound of a chapter, in the best form that was built.

    Raises:
        HoorstukError: there is none that e-readers take, or it is not what the manifest says.
    """
    for form, suffix in _SUFFIXES.items():
        file = work.files.get(Path(chapter.file).with_suffix(f".{form}").name)
        if file:
            path = work.folder / file.path
            if not path.is_file() or path.stat().st_size != file.bytes:
                raise HoorstukError(f"{path}: missing or damaged; build the episode again")
            length = int(round(chapter.duration * 1000, 3))
            return Sound(f"{chapter.number:02}.{suffix}", path, FORMATS[form].type, length)
    raise HoorstukError(
        f"{work.folder / chapter.file}: no e-reader takes this; build it with --formats mp3 as well"
    )
