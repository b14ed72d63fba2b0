"""MP3: mastered PCM, ID3v2.4 tags, and chapter marks (ID3v2 Chapter Frame Addendum 1.0)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mutagen import id3

from narrate import ffmpeg
from narrate.sound import Samples, to_samples, to_signal

TYPE = "audio/mpeg"
RATE = 44100
"""Hertz. At a voice's own 22.05 kHz MP3 has other frames, which overshoot the peaks by 2 dB."""
BITRATE = "96k"
"""Constant, so that a player without an index still jumps to the right place."""
LAME_SCALE = 0.95
"""At a constant bitrate LAME scales what it is given by this; it is undone before encoding."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows."""

    title: str
    album: str
    narrator: str
    track: str = ""
    """Number and total, as in 3/8; empty for the whole episode."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of the whole episode."""

    title: str
    start: float
    """Seconds."""
    end: float


def write(
    blocks: Iterable[Samples], rate: int, path: Path, tags: Tags, marks: Sequence[Mark] = ()
) -> None:
    """Encode mono PCM and tag the file.

    Raises:
        HoorstukError: ffmpeg could not encode it.
    """
    # The tags are ours: ffmpeg's would carry its version, and the same input must give the same
    # bytes. Its Xing header stays, for it holds the exact length.
    exact = ["-map_metadata", "-1", "-id3v2_version", "0", "-fflags", "+bitexact"]
    exact += ["-flags:a", "+bitexact"]
    options = ["-c:a", "libmp3lame", "-b:a", BITRATE, "-ar", str(RATE), *exact, "-f", "mp3"]
    scaled = (to_samples(to_signal(block) / LAME_SCALE) for block in blocks)
    ffmpeg.encode(scaled, rate, options, path)
    _frames(tags, marks).save(path, v1=0, v2_version=4, padding=lambda _: 0)


def _frames(tags: Tags, marks: Sequence[Mark]) -> id3.ID3:
    frames = id3.ID3()
    frames.add(id3.TIT2(text=tags.title))
    frames.add(id3.TALB(text=tags.album))
    frames.add(id3.TPE1(text=tags.narrator))
    frames.add(id3.TLAN(text="nld"))
    frames.add(id3.TCON(text="Podcast"))
    if tags.track:
        frames.add(id3.TRCK(text=tags.track))
    names = [f"chapter{number}" for number in range(1, len(marks) + 1)]
    for name, mark in zip(names, marks, strict=True):
        frames.add(
            id3.CHAP(
                element_id=name,
                start_time=round(mark.start * 1000),
                end_time=round(mark.end * 1000),
                sub_frames=[id3.TIT2(text=mark.title)],
            )
        )
    if marks:
        flags = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
        frames.add(id3.CTOC(element_id="toc", flags=flags, child_element_ids=names))
    return frames
