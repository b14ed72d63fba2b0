"""What a listener can take from an episode's page, each with its size and format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from narrate.publish.work import Release

_FORMS = (("episode.epub", "epub"), ("daisy.zip", "daisy"), ("audio.zip", "audio"))
_OF_EDITION = (
    ("transcript.html", "transcript_html"),
    ("transcript.txt", "transcript_txt"),
    ("captions.vtt", "vtt"),
    ("captions.srt", "srt"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the page."""

    path: str
    """From the page's folder."""
    name: str
    """Key of `downloads` in texts.toml."""
    format: str
    """The suffix of its name, in capitals."""
    bytes: int


def downloads(release: Release, folder: Path) -> Iterator[Download]:
    """The files of an episode; of those that are not in the feed, the ones that are there.

    Args:
        release: the episode.
        folder: that in which its page stands.
    """
    for sound in release.enclosures:
        suffix = Path(sound.path).suffix.removeprefix(".")
        name = suffix if suffix in ("mp3", "m4b", "opus", "wav") else "other"
        yield Download(f"{release.edition}/{sound.path}", name, suffix.upper(), sound.bytes)
    beside = [(path, name) for path, name in _FORMS]
    beside += [(f"{release.edition}/{path}", name) for path, name in _OF_EDITION]
    for path, name in beside:
        if (folder / path).is_file():
            suffix = Path(path).suffix.removeprefix(".").upper()
            yield Download(path, name, suffix, (folder / path).stat().st_size)
