"""Levels that were measured before, kept beside the takes under a hash of what they are of."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from narrate.files import replacing
from narrate.loudness import Levels

VERSION = 2
"""Raise it when the same sound measures otherwise."""


class LevelStore:
    """Levels by the recipe of the sound, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Keep levels in `folder`, which is there."""
        self._folder = folder

    def of(self, recipe: str, measured: Callable[[], Levels]) -> Levels:
        """The levels kept under `recipe`; measured now when there are none, or damaged ones."""
        path = self._folder / f"{recipe}-{VERSION}.levels.npz"
        kept = _read(path)
        if kept is not None:
            return kept
        levels = measured()
        with replacing(path) as new, new.open("wb") as file:
            rest = np.array([levels.squares, levels.samples, levels.peak])
            np.savez(file, energies=levels.energies, rest=rest)
        return levels


def _read(path: Path) -> Levels | None:
    try:
        with path.open("rb") as file, np.load(file) as stored:
            squares, samples, peak = stored["rest"].tolist()
            return Levels(np.asarray(stored["energies"]), squares, int(samples), peak)
    except (FileNotFoundError, zipfile.BadZipFile, ValueError, KeyError, EOFError):
        return None
