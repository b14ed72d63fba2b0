"""MP3: mastered PCM, ID3v2.4 tags, and chapter marks (ID3v2 Chapter Frame Addendum 1.0)."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mutagen import id3

from narrate import ffmpeg
from narrate.delivery import mpeg
from narrate.delivery.tags import Mark, Tags, tagging
from narrate.files import replacing
from narrate.sound import Samples, to_samples, to_signal

BITRATE = "96k"
"""Constant, so that a player without an index still jumps to the right place."""
QUALITY = "5"
"""LAME's own of 0 (slow) to 9: at this bitrate speech gains nothing from a lower one."""
ENTRIES = 255
"""Of one table of contents (ID3v2 Chapter Frame Addendum 1.0, section 3.2)."""
LAME_SCALE = 0.95
"""At a constant bitrate LAME scales what it is given by this; it is undone before encoding."""


def rate_for(rate: int) -> int:
    """Sample rate in hertz of the MP3 of a voice.

    The lowest rate of MPEG-1 that is a multiple of the voice's own, so that a frame is a whole
    number of its samples; the frames of MPEG-2, for lower rates, overshoot the peaks by 2 dB.
    """
    return next((r for r in (32000, 44100, 48000) if r % rate == 0), 44100)


def samples_per_frame(rate: int) -> int:
    """Samples of a voice in one frame: chapters are as long as a whole number of them."""
    return max(1, mpeg.FRAME * rate // rate_for(rate))


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
    options = ["-c:a", "libmp3lame", "-b:a", BITRATE, "-compression_level", QUALITY]
    options += ["-ar", str(rate_for(rate)), *exact, "-f", "mp3"]
    scaled = (to_samples(to_signal(block) / LAME_SCALE) for block in blocks)
    ffmpeg.encode(scaled, rate, options, path)
    _tag(path, tags, marks)


def join(chapters: Sequence[Path], path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    """Put chapters together into one file, frame by frame: nothing is encoded anew."""
    with replacing(path) as new:
        mpeg.join(chapters, new)
        _tag(new, tags, marks)


def _tag(path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    """Write the tag; mutagen sorts frames by size, and some players show chapters as they stand."""
    with tagging(path):
        _frames(tags, marks).save(path, v1=0, v2_version=4, padding=lambda _: 0)
    with path.open("r+b") as file:
        header = file.read(10)
        frames = _split(file.read(mpeg.synchsafe(header[6:])))
        chapters = iter(sorted((f for f in frames if f[:4] == b"CHAP"), key=_start))
        file.seek(10)
        file.writelines(next(chapters) if f[:4] == b"CHAP" else f for f in frames)


def _split(tag: bytes) -> list[bytes]:
    """The frames of a tag (ID3v2.4, section 4)."""
    frames = []
    while tag:
        size = 10 + mpeg.synchsafe(tag[4:8])
        frames.append(tag[:size])
        tag = tag[size:]
    return frames


def _start(chapter: bytes) -> bytes:
    """The start of a CHAP frame: four bytes after its name, which a zero byte ends."""
    after = chapter.index(b"\0", 10) + 1
    return chapter[after : after + 4]


def _frames(tags: Tags, marks: Sequence[Mark]) -> id3.ID3:
    frames = id3.ID3()
    frames.add(id3.TIT2(text=tags.title))
    frames.add(id3.TALB(text=tags.album))
    frames.add(id3.TPE1(text=tags.narrator))
    frames.add(id3.TLAN(text="nld"))
    frames.add(id3.TCON(text="Podcast"))
    if tags.track:
        frames.add(id3.TRCK(text=f"{tags.track}/{tags.tracks}"))
    if tags.author:
        frames.add(id3.TEXT(text=tags.author))
    if tags.date:
        frames.add(id3.TDRC(text=tags.date))
    if tags.description:
        frames.add(id3.COMM(lang="nld", desc="", text=tags.description))
    if tags.cover:
        frames.add(id3.APIC(mime="image/jpeg", type=3, desc="", data=tags.cover))
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
    for contents in _contents(names):
        frames.add(contents)
    return frames


def _contents(names: list[str]) -> Iterator[id3.CTOC]:
    """The table of contents; in parts where the one byte for its number of entries is too small."""
    top, ordered = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED, id3.CTOCFlags.ORDERED
    parts = {f"part{i}": names[i : i + ENTRIES] for i in range(0, len(names), ENTRIES)}
    if names:
        yield id3.CTOC(
            element_id="toc",
            flags=top,
            child_element_ids=names if len(parts) == 1 else list(parts),
        )
    if len(parts) > 1:
        for part, of_part in parts.items():
            yield id3.CTOC(element_id=part, flags=ordered, child_element_ids=of_part)
