"""What was made before: files of the episode as it was, and levels that were measured."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from narrate.episode import Episode, File
from narrate.files import link, sha256
from narrate.levels import LevelStore


class Kept:
    """The files of an earlier episode by recipe: what has the same one is not made again."""

    def __init__(self, folder: Path, episode: Episode | None, levels: LevelStore) -> None:
        """Look in `folder` for what `episode` says is there; without an episode there is none."""
        self._folder = folder
        self.levels = levels
        files = episode.files if episode else ()
        self._files: Mapping[str, File] = {file.recipe: file for file in files if file.recipe}

    def take_over(self, recipe: str, path: Path) -> bool:
        """Put the file with this recipe at `path`, when there is one and it is whole."""
        file = self._files.get(recipe)
        if file is None:
            return False
        old = self._folder / file.path
        with suppress(FileNotFoundError):  # another build may be replacing the episode just now
            if sha256(old) == file.sha256:
                link(old, path)
                return True
        return False
