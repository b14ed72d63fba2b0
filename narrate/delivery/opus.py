"""Opus: a small file for speech, with chapters as comments (Xiph's CHAPTERxxx convention)."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from pathlib import Path

from mutagen.flac import Picture
from mutagen.oggopus import OggOpus

from narrate import ffmpeg
from narrate.delivery.captions import clock
from narrate.delivery.tags import Mark, Tags, tagging
from narrate.sound import Samples

BITRATE = "40k"


def rate_for(_rate: int) -> int:
    """Sample rate in hertz: Opus is always decoded at this one (RFC 7845, section 5.1)."""
    return 48000


def write(
    blocks: Iterable[Samples], rate: int, path: Path, tags: Tags, marks: Sequence[Mark] = ()
) -> None:
    """Encode mono PCM and tag the file.

    Raises:
        HoorstukError: ffmpeg could not encode it.
    """
    options = ["-c:a", "libopus", "-b:a", BITRATE, "-ar", "48000", "-map_metadata", "-1"]
    options += ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "opus"]
    ffmpeg.encode(blocks, rate, options, path)
    with tagging(path):
        _tag(path, tags, marks)


def _tag(path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    file = OggOpus(path)
    file["title"] = tags.title
    file["album"] = tags.album
    file["artist"] = file["performer"] = tags.narrator
    file["language"] = "nl"
    if tags.track:
        file["tracknumber"] = f"{tags.track}/{tags.tracks}"
    if tags.author:
        file["author"] = tags.author
    if tags.date:
        file["date"] = tags.date
    if tags.description:
        file["description"] = tags.description
    for number, mark in enumerate(marks, start=1):
        file[f"chapter{number:03}"] = clock(mark.start)
        file[f"chapter{number:03}name"] = mark.title
    if tags.cover:
        file["metadata_block_picture"] = _picture(tags.cover)
    file.save()


def _picture(cover: bytes) -> str:
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", cover
    return b64encode(picture.write()).decode()
