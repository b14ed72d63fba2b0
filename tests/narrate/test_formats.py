"""Every form of the sound: read back by other readers, as loud as its preset asks."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from narrate import ffmpeg
from narrate.delivery.formats import FORMATS
from narrate.delivery.presets import presets
from narrate.delivery.tags import Mark, Tags

ARTICLE = """\
Hoe bijen praten
Een bij danst om te vertellen waar de bloemen staan. De andere bijen lezen die dans in het donker.
Wat is honing?
Honing is nectar waaruit de bijen het water hebben gehaald. Een bij maakt in haar leven één lepel.
"""


@pytest.fixture(scope="module")
def episode(run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vormen")
    (folder / "bijen.txt").write_text(ARTICLE, "utf-8")
    options = ["--library", folder, "--formats", "mp3,m4b,opus,wav"]
    done = run("narrate", "build", folder / "bijen.txt", *options)
    assert done.returncode == 0, done.stderr
    return folder / "bijen"


WRITE_METADATA = ["-f", "ffmetadata", "-"]


def by_ffmpeg(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak, by another meter than ours."""
    command = [ffmpeg.executable(), "-nostats", "-i", path, "-af", "ebur128=peak=true"]
    command += ["-f", "null", "-"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    lufs = re.findall(r"I: +(\S+) LUFS", report)[-1]
    return float(lufs), float(re.findall(r"Peak: +(\S+) dBFS", report)[-1])


@pytest.mark.parametrize("form", FORMATS)
def test_loudness_and_peak_of_the_delivered_file(episode: Path, form: str):
    lufs, peak = by_ffmpeg(episode / f"episode.{form}")
    assert lufs == pytest.approx(-16, abs=0.5)
    assert peak <= -1.5 + 0.05


@pytest.mark.parametrize("form", FORMATS)
def test_the_whole_and_its_chapters_are_all_there(episode: Path, form: str):
    manifest = json.loads((episode / "episode.json").read_text("utf-8"))
    names = [file["path"] for file in manifest["files"] if file["path"].endswith(f".{form}")]
    assert names == [
        f"episode.{form}",
        f"01-hoe-bijen-praten.{form}",
        f"02-wat-is-honing.{form}",
    ]
    assert all(file["loudness"] for file in manifest["files"] if file["path"] in names)


@pytest.mark.parametrize("form", ["mp3", "m4b"])
def test_chapters_as_ffmpeg_reads_them(episode: Path, form: str):
    metadata = subprocess.run(
        [ffmpeg.executable(), "-v", "error", "-i", episode / f"episode.{form}", *WRITE_METADATA],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.findall(r"\[CHAPTER\][^\[]*?title=(.*)", metadata) == [
        "Hoe bijen praten",
        "Wat is honing?",
    ]


def test_tags_of_m4b(episode: Path):
    tags = MP4(episode / "episode.m4b")
    assert tags["\xa9nam"] == ["Bijen"]
    assert tags["\xa9nrt"] == ["nl_BE-nathalie-compact"]
    assert tags["stik"] == [2]
    assert tags["covr"][0][:2] == b"\xff\xd8"


def test_titles_with_signs_survive_in_m4b(episode: Path, tmp_path: Path):
    title = "A = b; # \\ é"
    sound = list(ffmpeg.decode(episode / "episode.wav", 22050))
    FORMATS["m4b"].write(sound, 22050, tmp_path / "x.m4b", Tags("t", "a", "n"), [Mark(title, 0, 2)])
    chapters = MP4(tmp_path / "x.m4b").chapters
    assert [chapter.title for chapter in chapters] == [title]


def test_chapters_of_opus_are_comments(episode: Path):
    comments = OggOpus(episode / "episode.opus")
    manifest = json.loads((episode / "episode.json").read_text("utf-8"))
    start = manifest["chapters"][1]["start"]
    assert comments["chapter001"] == ["00:00:00.000"]
    assert comments["chapter002"] == [f"00:00:{start:06.3f}"]
    assert comments["chapter002name"] == ["Wat is honing?"]
    assert comments["metadata_block_picture"]


def test_texts_beside_the_sound(episode: Path):
    manifest = json.loads((episode / "episode.json").read_text("utf-8"))
    words = json.loads((episode / "words.json").read_text("utf-8"))
    spoken = [w["text"] for c in manifest["chapters"] for s in c["sentences"] for w in s["words"]]
    assert [word["text"] for word in words] == spoken
    assert [word["start"] for word in words] == sorted(word["start"] for word in words)
    chapters = json.loads((episode / "chapters.json").read_text("utf-8"))["chapters"]
    assert [chapter["title"] for chapter in chapters] == ["Hoe bijen praten", "Wat is honing?"]
    assert chapters[0]["startTime"] == 0
    assert chapters[1]["startTime"] == round(manifest["chapters"][1]["start"], 3)
    subtitles = (episode / "captions.srt").read_text("utf-8")
    assert re.match(r"1\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\nBijen", subtitles)


@pytest.mark.parametrize("preset", presets())
def test_presets_are_reached(run, tmp_path: Path, preset: str):
    (tmp_path / "bijen.txt").write_text(ARTICLE, "utf-8")
    done = run(
        "narrate", "build", tmp_path / "bijen.txt", "--library", tmp_path, "--preset", preset
    )
    assert done.returncode == 0, done.stderr
    target = presets()[preset]
    lufs, peak = by_ffmpeg(tmp_path / "bijen" / "episode.mp3")
    assert peak <= target.peak + 0.05
    if target.measure == "lufs":
        assert lufs == pytest.approx(target.target, abs=target.tolerance)


def test_an_unknown_form_is_one_line(run, tmp_path: Path):
    (tmp_path / "bijen.txt").write_text(ARTICLE, "utf-8")
    done = run("narrate", "build", tmp_path / "bijen.txt", "--formats", "mp3,ogg")
    assert done.returncode == 1
    assert done.stderr == (
        "narrate: --formats mp3,ogg: no such form; "
        "choose from mp3, m4b, opus, wav, apart by commas\n"
    )


def test_what_the_front_matter_says_is_in_the_tags(run, tmp_path: Path):
    lines = ["---", "title: Bijen", "author: M. de Vries", "date: 2026-11-01"]
    lines += ["lead: Over dansen.", "---", "Een bij danst om te vertellen waar de bloemen staan."]
    (tmp_path / "bijen.md").write_text("\n".join(lines), "utf-8")
    options = ["--library", tmp_path, "--formats", "m4b,mp3"]
    assert run("narrate", "build", tmp_path / "bijen.md", *options).returncode == 0
    tags = MP4(tmp_path / "bijen" / "episode.m4b")
    found = [tags[key][0] for key in ("\xa9ART", "\xa9nrt", "\xa9day", "desc")]
    assert found == ["M. de Vries", "nl_BE-nathalie-compact", "2026-11-01", "Over dansen."]
    frames = MP3(tmp_path / "bijen" / "episode.mp3").tags
    assert [str(frames[key]) for key in ("TEXT", "TDRC")] == ["M. de Vries", "2026-11-01"]
