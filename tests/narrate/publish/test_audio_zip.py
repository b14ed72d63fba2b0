"""The archive of sound alone."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from mutagen.mp3 import MP3

from narrate.errors import HoorstukError
from narrate.publish import audio_zip
from narrate.publish.work import Work

NAMES = ["01-inleiding.mp3", "02-lijsten-tabellen.mp3", "03-disclaimer.mp3"]


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name) for name in archive.namelist()}


def test_chapters_as_they_are_with_what_a_listener_needs(work: Work, tmp_path: Path):
    audio_zip.write(work, tmp_path / "audio.zip")
    parts = unpacked(tmp_path / "audio.zip")
    expected = ["LEESMIJ.txt", *NAMES, "alles.m3u8", "cover.jpg"]
    assert list(parts) == [f"alles/{name}" for name in expected]
    for name in (*NAMES, "cover.jpg"):
        assert parts[f"alles/{name}"] == (work.folder / name).read_bytes()
    titles = [MP3(BytesIO(parts[f"alles/{name}"])).tags["TIT2"].text[0] for name in NAMES]
    assert titles == [chapter.title for chapter in work.episode.chapters]


def test_playlist(work: Work, tmp_path: Path):
    audio_zip.write(work, tmp_path / "audio.zip")
    lines = unpacked(tmp_path / "audio.zip")["alles/alles.m3u8"].decode().splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:Alles wat kan staan"]
    assert lines[3::2] == NAMES
    lengths = [round(MP3(work.folder / name).info.length) for name in NAMES]
    told = [line.partition(":")[2].partition(",") for line in lines[2::2]]
    assert [(int(length), title) for length, _, title in told] == [
        (length, chapter.title)
        for length, chapter in zip(lengths, work.episode.chapters, strict=True)
    ]


def test_readme(work: Work, tmp_path: Path):
    audio_zip.write(work, tmp_path / "audio.zip")
    text = unpacked(tmp_path / "audio.zip")["alles/LEESMIJ.txt"].decode()
    assert text.startswith(
        "Alles wat kan staan\r\nGeschreven door Redactie Hoorstuk\r\n1 maart 2026"
    )
    assert "alles.m3u8" in text
    assert text.endswith("2. Lijsten & tabellen (0:29)\r\n3. Disclaimer (0:05)\r\n")


def test_the_same_work_gives_the_same_bytes(work: Work, tmp_path: Path):
    for name in ("a.zip", "b.zip"):
        audio_zip.write(work, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_awkward_texts_break_no_line(awkward: Work, tmp_path: Path):
    audio_zip.write(awkward, tmp_path / "audio.zip")
    lines = unpacked(tmp_path / "audio.zip")["alles/alles.m3u8"].decode().splitlines()
    assert lines[1].removeprefix("#PLAYLIST:") == awkward.release.title
    assert lines[3::2] == NAMES


def test_names_stand_in_the_order_of_more_than_99_chapters(work: Work, tmp_path: Path):
    chapter = work.episode.chapters[0]
    chapters = tuple(replace(chapter, number=number) for number in range(1, 121))
    audio_zip.write(replace(work, episode=replace(work.episode, chapters=chapters)), tmp_path / "z")
    names = [name for name in unpacked(tmp_path / "z") if name.endswith(".mp3")]
    assert len(names) == 120
    assert names == sorted(names)


def test_sound_that_is_not_there_or_damaged(work: Work, tmp_path: Path):
    files = tuple(file for file in work.episode.files if not file.path.startswith("02"))
    lacking = replace(work, episode=replace(work.episode, files=files))
    with pytest.raises(
        HoorstukError, match=r"02-lijsten-tabellen\.mp3: .*build it with --formats mp3"
    ):
        audio_zip.write(lacking, tmp_path / "audio.zip")
    for file in work.episode.files:
        (tmp_path / file.path).write_bytes((work.folder / file.path).read_bytes()[:1000])
    with pytest.raises(HoorstukError, match=r"01-inleiding\.mp3: missing or damaged; build"):
        audio_zip.write(replace(work, folder=tmp_path), tmp_path / "audio.zip")
    assert not (tmp_path / "audio.zip").exists()
