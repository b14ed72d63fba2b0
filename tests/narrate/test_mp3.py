"""MP3: its tags and chapter marks, read back by another reader."""

import json
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3

from narrate import ffmpeg
from narrate.delivery.mp3 import write
from narrate.delivery.tags import Mark, Tags
from narrate.errors import HoorstukError

RATE = 22050
TONE = (8000 * np.sin(2 * np.pi * 440 * np.arange(3 * RATE) / RATE)).astype(np.int16)


def test_tags_and_marks(tmp_path: Path):
    path = tmp_path / "x.mp3"
    marks = [Mark("Één", 0.0, 1.5), Mark("Twee & <drie>", 1.5, 3.0)]
    write([TONE], RATE, path, Tags("Titel", "Bundel", "Stem", 3, 8), marks)
    tags = MP3(path).tags
    assert [str(tags[key]) for key in ("TIT2", "TALB", "TPE1", "TRCK", "TLAN")] == [
        "Titel",
        "Bundel",
        "Stem",
        "3/8",
        "nld",
    ]
    metadata = subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-i", path, "-f", "ffmetadata", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    # ffmpeg counts from the encoder's delay, 25 ms before the sound.
    assert re.findall(r"START=(\d+)\nEND=\d+\ntitle=(.*)", metadata) == [
        ("0", "Één"),
        ("1475", "Twee & <drie>"),
    ]


def test_more_chapters_than_one_table_of_contents_holds(tmp_path: Path):
    marks = [Mark(f"Deel {n}", n / 100, (n + 1) / 100) for n in range(300)]
    write([TONE], RATE, tmp_path / "x.mp3", Tags("t", "a", "n"), marks)
    tags = MP3(tmp_path / "x.mp3").tags
    tables = {table.element_id: table.child_element_ids for table in tags.getall("CTOC")}
    listed = [name for part in tables.pop("toc") for name in tables[part]]
    assert listed == [f"chapter{n}" for n in range(1, 301)]
    assert {chapter.element_id for chapter in tags.getall("CHAP")} == set(listed)


def test_samples_and_level_survive(tmp_path: Path):
    write(np.array_split(TONE, 7), RATE, tmp_path / "x.mp3", Tags("t", "a", "n"))
    decoded = np.concatenate(list(ffmpeg.decode(tmp_path / "x.mp3", RATE)))
    assert len(decoded) == len(TONE)
    middle = slice(RATE, 2 * RATE)
    levels = [np.sqrt(np.mean(np.square(x[middle].astype(float)))) for x in (decoded, TONE)]
    assert levels[0] == pytest.approx(levels[1], rel=0.01)


def test_same_sound_same_bytes(tmp_path: Path):
    for name in ("a.mp3", "b.mp3"):
        write([TONE], RATE, tmp_path / name, Tags("t", "a", "n"), [Mark("x", 0, 3)])
    assert (tmp_path / "a.mp3").read_bytes() == (tmp_path / "b.mp3").read_bytes()


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path):
    with pytest.raises(HoorstukError, match="ffmpeg could not write it"):
        write([TONE] * 50, RATE, tmp_path / "weg" / "x.mp3", Tags("t", "a", "n"))


def test_a_file_that_is_no_sound(tmp_path: Path):
    (tmp_path / "x.mp3").write_text(json.dumps("tekst" * 100))
    with pytest.raises(HoorstukError, match="ffmpeg could not read it"):
        list(ffmpeg.decode(tmp_path / "x.mp3", RATE))
