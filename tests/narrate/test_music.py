"""Music before and after: alone, then under the voice, and everything later by as much."""

import json
from pathlib import Path

import numpy as np
import pytest

from narrate import ffmpeg
from narrate.saying import write_wav

RATE = 22050
TEXT = "Bijen\nEen bij danst om te vertellen waar de bloemen staan, en de andere kijken toe.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "bijen.txt").write_text(TEXT, "utf-8")
    for name, pitch, seconds in (("intro", 2000, 8), ("outro", 3000, 7)):
        tone = 5000 * np.sin(2 * np.pi * pitch * np.arange(seconds * RATE) / RATE)
        write_wav(tone.astype(np.int16), RATE, tmp_path / f"{name}.wav")
    return tmp_path


def build(run, project: Path, *options: object) -> dict:
    done = run("narrate", "build", project / "bijen.txt", "--library", project / "audio", *options)
    assert done.returncode == 0, done.stderr
    return json.loads((project / "audio" / "bijen" / "episode.json").read_text("utf-8"))


def level(sound: np.ndarray, pitch: float, start: float, end: float) -> float:
    """Decibels of one tone between two seconds, against its loudest possible."""
    part = sound[round(start * RATE) : round(end * RATE)].astype(float)
    part = part * np.exp(-2j * np.pi * pitch * np.arange(len(part)) / RATE)
    return float(20 * np.log10(abs(part.mean()) / 16384 + 1e-9))


def test_music_alone_then_under_the_voice_then_out(run, project: Path):
    plain = build(run, project)
    music = ["--intro", project / "intro.wav", "--outro", project / "outro.wav"]
    manifest = build(run, project, *music)
    first, last = manifest["chapters"][0]["sentences"][0], manifest["chapters"][-1]["sentences"][-1]
    assert first["start"] == pytest.approx(5.0, abs=0.01)
    before = plain["chapters"][0]["sentences"][0]
    assert first["end"] - first["start"] == pytest.approx(before["end"] - before["start"], abs=1e-4)
    sound = np.concatenate(list(ffmpeg.decode(project / "audio/bijen/episode.mp3", RATE)))
    assert len(sound) / RATE == pytest.approx(manifest["duration"], abs=0.001)
    alone, under = level(sound, 2000, 1, 4.5), level(sound, 2000, 5.8, 6.5)
    assert alone - under > 10
    assert level(sound, 2000, 8.5, 9) < alone - 40
    end = last["end"]
    assert level(sound, 3000, end + 1, end + 2) - level(sound, 3000, end - 1.5, end - 0.5) > 8
    assert manifest["loudness"]["integrated_lufs"] == pytest.approx(-16, abs=0.5)


def test_the_same_music_changes_nothing_and_another_does(run, project: Path):
    arguments = ["build", project / "bijen.txt", "--library", project / "audio", "--json"]
    arguments += ["--intro", project / "intro.wav"]
    changed = [json.loads(run("narrate", *arguments).stdout)["changed"] for _ in range(2)]
    (project / "outro.wav").rename(project / "intro.wav")
    changed.append(json.loads(run("narrate", *arguments).stdout)["changed"])
    assert changed == [True, False, True]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(None, "cannot be read"), (b"geen geluid", "could not read it"), ("long", "cut it shorter")],
)
def test_bad_music_is_one_line(run, project: Path, content, complaint: str):
    path = project / "x.wav"
    if content == "long":
        write_wav(np.ones(100 * 8000, np.int16), 8000, path)
    elif content:
        path.write_bytes(content)
    library = project / "audio"
    done = run("narrate", "build", project / "bijen.txt", "--library", library, "--intro", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert complaint in done.stderr.splitlines()[-1]
    assert not (library / "bijen").exists()
