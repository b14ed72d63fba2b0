"""Decoding from a second on: to the sample, in every form that chapters have."""

import random
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from narrate import ffmpeg
from narrate.delivery import m4b, mp3, opus, wav
from narrate.delivery.mp3 import Tags
from narrate.saying import say
from skill.decoding import AHEAD, CHUNK, Decoding

TEXT = (
    "Glutamaat is de belangrijkste boodschapper van de hersenen. Ketamine remt de receptor. "
    "Dat merkt u binnen een minuut. Daarna komt een golf van activiteit op gang."
)


@pytest.fixture(scope="module")
def folder(voice, lexicon, tmp_path_factory) -> Path:
    """The same speech as MP3, M4B, Opus and WAV."""
    path = tmp_path_factory.mktemp("decoding")
    speech = say(TEXT, voice, lexicon)
    for form in (mp3, m4b, opus, wav):
        name = f"een.{form.__name__.rpartition('.')[2]}"
        form.write([speech], voice.rate, path / name, Tags("t", "a", "n"))
    return path


def decoded(path: Path, start: float, rate: int) -> np.ndarray:
    """All from a second on, as the player would take it."""
    moved = threading.Semaphore(0)
    decoding = Decoding(path, start, rate, moved.release)
    parts = []
    while True:
        complete = decoding.complete
        parts.append(decoding.take())
        if complete:
            break
        moved.acquire(timeout=0.05)
    decoding.close()
    assert decoding.error is None
    return np.concatenate(parts)


# An encoder of AAC leaves noise to the decoder, which makes it anew each time.
@pytest.mark.parametrize(
    ("name", "noise"), [("een.mp3", 0.01), ("een.m4b", 0.25), ("een.opus", 0.01), ("een.wav", 0.01)]
)
@pytest.mark.parametrize("rate", [22050, 48000])
def test_it_begins_on_the_sample(folder: Path, name: str, noise: float, rate: int):
    whole = np.concatenate(list(ffmpeg.decode(folder / name, rate))).astype(float)
    chance = random.Random(4)
    length = len(whole) / rate
    for start in [0.0, 0.1, 0.35, *(chance.uniform(0, length - 1.5) for _ in range(5))]:
        first = round(start * rate)
        got = decoded(folder / name, start, rate)
        assert len(got) == pytest.approx(len(whole) - first, abs=2)
        differs = {
            shift: np.sqrt(np.mean((got[2:rate] - whole[first + 2 + shift :][: rate - 2]) ** 2))
            for shift in (-2, -1, 0, 1, 2)
        }
        assert min(differs, key=differs.__getitem__) == 0, start
        assert differs[0] < noise * np.sqrt(np.mean(whole**2)), start


@pytest.mark.parametrize("content", [None, b"", b"no sound at all" * 100])
def test_what_cannot_be_read_is_said(tmp_path: Path, content: bytes | None):
    path = tmp_path / "x.mp3"
    if content is not None:
        path.write_bytes(content)
    ended = threading.Event()
    decoding = Decoding(path, 3.0, 22050, ended.set)
    assert ended.wait(20)
    assert decoding.complete
    assert str(decoding.error).startswith(f"{path}: ffmpeg could not read it (")
    decoding.close()


def test_it_stays_a_little_ahead_and_stops_when_closed(folder: Path):
    decoding = Decoding(folder / "een.wav", 0.0, 22050, lambda: None)
    while decoding.ready < AHEAD * 22050:
        time.sleep(0.01)
    time.sleep(0.1)
    assert decoding.ready <= AHEAD * 22050 + CHUNK
    assert not decoding.complete
    decoding.close()
    assert decoding.complete
    assert decoding.error is None
