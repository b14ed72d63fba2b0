"""Recordings of every kind and in every state, through the real command line."""

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from narrate.hearing import RATE
from narrate.saying import say
from narrate.segments import AudioSegment

pytestmark = pytest.mark.whole

ARTICLE = "Bijen\n\nHoe bijen praten\n\nEen bij danst in het donker.\n"


@pytest.fixture(scope="module")
def ask(run, tmp_path_factory):
    articles = tmp_path_factory.mktemp("artikelen")
    (articles / "bijen.txt").write_text(ARTICLE, "utf-8")

    def ask(*wavs: Path):
        named = [part for wav in wavs for part in ("--wav", wav)]
        library = articles / "audio"
        done = run("skill", "ask", "--json", "--library", library, "--articles", articles, *named)
        assert list(articles.iterdir()) == [articles / "bijen.txt"]  # no library is made
        return done

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HOORSTUK_MODELS", str(tmp_path_factory.mktemp("models")))
        yield ask


@pytest.fixture(scope="module")
def command(voice, lexicon) -> AudioSegment:
    """The command `volgende hoofdstuk`, spoken."""
    sound = say("volgende hoofdstuk", voice, lexicon)
    return AudioSegment(sound.tobytes(), frame_rate=voice.rate, sample_width=2, channels=1)


def written(path: Path, sound: AudioSegment) -> Path:
    sound.export(str(path), format="wav").close()
    return path


def write(path: Path, frames: bytes, rate: int = RATE, width: int = 2, channels: int = 1) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setframerate(rate)
        file.setsampwidth(width)
        file.writeframes(frames)
    return path


def test_any_rate_width_and_number_of_channels(ask, command, tmp_path: Path):
    shapes = [(8000, 1, 1), (11025, 2, 2), (16000, 2, 1), (44100, 2, 2), (48000, 4, 1)]
    wavs = []
    for number, (rate, width, channels) in enumerate(shapes):
        sound = command.set_frame_rate(rate).set_sample_width(width).set_channels(channels)
        assert (sound.frame_rate, sound.sample_width, sound.channels) == (rate, width, channels)
        wavs.append(written(tmp_path / f"{number}.wav", sound))
    six = command.set_frame_rate(96000)
    wide = np.repeat(np.array(six.get_array_of_samples(), "<i4") << 8, 6).view(np.uint8)
    frames = wide.reshape(-1, 4)[:, :3].tobytes()
    wavs.append(write(tmp_path / "six.wav", frames, 96000, 3, channels=6))
    done = ask(*wavs)
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["command"] for line in done.stdout.splitlines()] == ["next"] * 6


def test_what_is_damaged_but_can_be_heard(ask, command, tmp_path: Path):
    """Cut off in the middle of a sample, clipped, and amid minutes of silence."""
    whole = written(tmp_path / "whole.wav", command).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[:-1001])
    clipped = written(tmp_path / "clipped.wav", command + 25)
    silence = AudioSegment.silent(1000, 8000).set_sample_width(1)
    late = silence * 100 + command.set_frame_rate(8000).set_sample_width(1) + silence * 300
    done = ask(tmp_path / "cut.wav", clipped, written(tmp_path / "late.wav", late))
    assert (done.returncode, done.stderr) == (0, "")
    assert [json.loads(line)["command"] for line in done.stdout.splitlines()] == ["next"] * 3


def test_what_holds_no_speech(ask, tmp_path: Path):
    random = np.random.default_rng(8)
    second = np.arange(RATE) / RATE
    sounds = {
        "silence": np.zeros(300 * RATE),
        "noise": random.normal(0, 3000, 60 * RATE),
        "full": np.sign(random.normal(size=20 * RATE)) * 32767,
        "hum": np.tile(8000 * np.sin(2 * np.pi * 50 * second), 20),
        "one": np.ones(1),
    }
    wavs = [write(tmp_path / name, s.astype("<i2").tobytes()) for name, s in sounds.items()]
    done = ask(*wavs)
    assert (done.returncode, done.stderr) == (0, "")
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(turn["heard"], turn["kind"]) for turn in turns] == [("", "unclear")] * len(sounds)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "could not read it"),
        (b"dit is geen geluid\n" * 50, "could not read it"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "could not read it"),
        (b"header", "holds no sound"),
    ],
)
def test_what_is_no_recording(ask, tmp_path: Path, content: bytes, complaint: str):
    path = tmp_path / "vraag.wav"
    if content == b"header":
        write(path, b"")
    else:
        path.write_bytes(content)
    done = ask(path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"skill: {path}: ")
    assert complaint in done.stderr
    assert len(done.stderr.splitlines()) == 1
