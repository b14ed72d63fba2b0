"""The library: a folder of episodes, each swapped in whole or not at all."""

import glob
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from narrate import episode, files
from narrate.episode import MANIFEST, Episode
from narrate.errors import HoorstukError

ABANDONED = 24 * 3600
"""Seconds after which a folder that was being made is taken to be nobody's."""
PUBLISHED = ("edition-*", "index.html", "episode.epub", "daisy.zip", "audio.zip")
"""What `narrate publish` puts into an episode's folder."""
TAKES = ".takes"
"""Folder of the library in which sentences of audio are kept for the next build."""


def episodes(library: Path) -> dict[str, Episode]:
    """Every episode of the library by its slug, in alphabetical order.

    Raises:
        HoorstukError: the folder is missing, or a manifest cannot be read.
    """
    if not library.is_dir():
        raise HoorstukError(
            f"{library}: no such folder; build an episode with: narrate build ARTICLE"
        )
    manifests = sorted(library.glob(f"[!.]*/{MANIFEST}"))
    return {path.parent.name: episode.read(path.parent) for path in manifests}


def intact(folder: Path) -> Episode | None:
    """The episode in a folder, when it can be read and all its files are there."""
    if not (folder / MANIFEST).exists():
        return None
    try:
        kept = episode.read(folder)
    except HoorstukError:
        return None  # damaged or of another schema: it is made again
    whole = all(
        (folder / file.path).is_file() and (folder / file.path).stat().st_size == file.bytes
        for file in kept.files
    )
    return kept if whole else None


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` when the block ends without an error."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new.", dir=folder.parent))
    try:
        yield new
        new.chmod(0o755)
        _swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def keep_published(folder: Path, new: Path) -> None:
    """Let what was published of an episode stand in its new folder, until it is published again.

    The feed and the pages lead to it, so it must not go before they lead elsewhere.
    """
    for pattern in PUBLISHED:
        for path in folder.glob(pattern):
            if path.is_dir():
                (new / path.name).mkdir()
                for file in path.iterdir():
                    files.link(file, new / path.name / file.name)
            else:
                files.link(path, new / path.name)


def _sweep(folder: Path) -> None:
    """Remove what builds of this folder left that were killed long ago."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*.*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def _swap(new: Path, folder: Path) -> None:
    """Put a folder in the place of another, also while others do so: the last one stays."""
    for attempt in count():
        old = new.with_name(new.name.replace(".new.", f".old.{attempt}."))
        with suppress(FileNotFoundError):
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if not folder.exists():  # not that another build was there first
                old.rename(folder)
                raise
        else:
            shutil.rmtree(old, ignore_errors=True)
            return
        shutil.rmtree(old, ignore_errors=True)
