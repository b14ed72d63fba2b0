"""The sound of an episode's chapters, for what is played chapter by chapter."""

from pathlib import Path

from narrate.errors import HoorstukError
from narrate.publish.work import Work


def chapter_mp3s(work: Work) -> tuple[Path, ...]:
    """The MP3 of each chapter.

    Raises:
        HoorstukError: the episode was built without MP3, or a file of it is gone.
    """
    names = [Path(chapter.file).with_suffix(".mp3").name for chapter in work.episode.chapters]
    if not all(name in work.files for name in names):
        raise HoorstukError(
            f"{work.folder}: has no MP3 of its chapters; build it again with --formats mp3"
        )
    for name in names:
        if not (work.folder / name).is_file():
            raise HoorstukError(f"{work.folder / name}: is gone; build the episode again")
    return tuple(work.folder / name for name in names)
