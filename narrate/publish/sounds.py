"""The sound of a chapter, for what is played chapter by chapter."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from narrate.delivery.formats import FORMATS, Format
from narrate.episode import Chapter
from narrate.errors import HoorstukError
from narrate.publish.work import Work


@dataclass(frozen=True, slots=True)
class Sound:
    """A file of sound."""

    path: Path
    form: Format
    length: int
    """Milliseconds: of what a decoder gives, rounded down, so that no clip goes beyond it."""


def sound(work: Work, chapter: Chapter, forms: Iterable[str]) -> Sound:
    """The sound of a chapter, in the first of some forms that was built.

    Raises:
        HoorstukError: there is none, or it is not what the manifest says.
    """
    for form in forms:
        name = Path(chapter.file).with_suffix(f".{form}").name
        if name in work.files:
            return Sound(work.path(name), FORMATS[form], int(round(chapter.duration * 1000, 3)))
    raise HoorstukError(
        f"{work.folder / chapter.file}: not every player takes this; "
        "build it with --formats mp3 as well"
    )
