"""Takes: kept under a hash of all that shaped them."""

from pathlib import Path

import numpy as np
import pytest

from narrate.script import Sentence, Word
from narrate.takes import Takes, trim
from narrate.voice import Spoken


def sentence(*spoken: str) -> Sentence:
    words = tuple(Word(word, word) for word in spoken)
    return Sentence(1, "paragraph", ends_paragraph=True, words=words)


def test_kept_takes_are_not_spoken_again(voice, tmp_path: Path):
    takes = Takes(tmp_path, voice)
    first = list(takes.of([sentence("dag", "wereld"), sentence("goedemorgen")], jobs=2))
    written = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    again = list(takes.of([sentence("dag", "wereld"), sentence("goedemorgen")]))
    assert again == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == written


def test_another_word_is_another_take(voice, tmp_path: Path):
    takes = Takes(tmp_path, voice)
    one, other = takes.of([sentence("dag", "wereld"), sentence("dag", "mensen")])
    assert one.path != other.path


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"x" * 5000])
def test_a_damaged_take_is_spoken_anew(voice, tmp_path: Path, damage: bytes):
    takes = Takes(tmp_path, voice)
    (good,) = takes.of([sentence("dag")])
    samples = good.samples()
    good.path.write_bytes(damage)
    (mended,) = takes.of([sentence("dag")])
    assert mended == good
    assert np.array_equal(mended.samples(), samples)


def test_trim_cuts_silence_and_leaves_no_click():
    rate = 1000
    sound = np.concatenate([np.zeros(200), np.full(300, 9000), np.zeros(100)]).astype(np.int16)
    trimmed = trim(Spoken(sound, "a b", (200, 350)), rate)
    assert len(trimmed.samples) == 300 + 2 * 12
    assert trimmed.word_starts == (12, 162)
    assert trimmed.samples[0] == trimmed.samples[-1] == 0


def test_trim_leaves_pure_silence_alone():
    silent = Spoken(np.zeros(100, np.int16), "", (0,))
    assert trim(silent, 1000) is silent


def test_trim_takes_a_constant_offset_away():
    samples = np.full(4000, 300, np.int16)
    samples[1000:3000] += (6000 * np.sin(np.arange(2000) / 5)).astype(np.int16)
    trimmed = trim(Spoken(samples, "x", (1000,)), 22050)
    assert abs(trimmed.samples.mean()) < 20
