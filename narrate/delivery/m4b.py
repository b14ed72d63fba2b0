"""M4B: an audiobook in MPEG-4, with chapters, narrator, description and cover."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mutagen.mp4 import MP4, MP4Cover

from narrate import ffmpeg
from narrate.delivery.tags import Mark, Tags, tagging
from narrate.sound import Samples

BITRATE = "80k"


def rate_for(rate: int) -> int:
    """Sample rate in hertz: high enough that every player takes it."""
    return 48000 if rate in (16000, 24000, 48000) else 44100


def write(
    blocks: Iterable[Samples], rate: int, path: Path, tags: Tags, marks: Sequence[Mark] = ()
) -> None:
    """Encode mono PCM and tag the file.

    Raises:
        HoorstukError: ffmpeg could not encode it.
    """
    with TemporaryDirectory() as folder:
        chapters = Path(folder) / "chapters.txt"
        chapters.write_text(_metadata(marks), "utf-8")
        options = ["-f", "ffmetadata", "-i", str(chapters), "-map", "0:a", "-map_metadata", "1"]
        options += ["-map_chapters", "1", "-c:a", "aac", "-b:a", BITRATE]
        options += ["-ar", str(rate_for(rate)), "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        options += ["-movflags", "+faststart", "-f", "ipod"]
        ffmpeg.encode(blocks, rate, options, path)
    with tagging(path):
        _tag(path, tags)


def _metadata(marks: Sequence[Mark]) -> str:
    """Chapters as ffmpeg reads them; `=`, `;`, `#` and `\\` in a title are escaped."""
    lines = [";FFMETADATA1"]
    escaped = str.maketrans({sign: f"\\{sign}" for sign in "=;#\\"})
    for mark in marks:
        start, end = (round(seconds * 1000) for seconds in (mark.start, mark.end))
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}"]
        lines.append(f"title={mark.title.translate(escaped)}")
    return "\n".join(lines) + "\n"


def _tag(path: Path, tags: Tags) -> None:
    file = MP4(path)
    texts = {
        "\xa9nam": tags.title,
        "\xa9alb": tags.album,
        "\xa9ART": tags.author or tags.narrator,
        "\xa9nrt": tags.narrator,
        "\xa9gen": "Audiobook",
        "\xa9day": tags.date,
        "desc": tags.description,
    }
    for key, text in texts.items():
        if text:
            file[key] = [text]
    file["stik"] = [2]  # an audiobook, so that players remember the position
    if tags.track:
        file["trkn"] = [(tags.track, tags.tracks)]
    if tags.cover:
        file["covr"] = [MP4Cover(tags.cover, MP4Cover.FORMAT_JPEG)]
    file.save()
