"""Earcons: short, soft, without a click, and each told in words."""

import numpy as np
import pytest

from narrate.loudness import measure
from skill.dialogue.known import Manners
from skill.dialogue.replies import Replies
from skill.dialogue.shelf import Shelf
from skill.earcons import Earcons

NAMES = ["listening", "done", "not_understood", "bookmark"]


@pytest.mark.parametrize("rate", [16000, 22050, 48000])
@pytest.mark.parametrize("name", NAMES)
def test_length_level_and_no_click(name: str, rate: int):
    sound = Earcons(rate).sound(name)
    assert 0.15 <= len(sound) / rate <= 0.22
    signal = sound.astype(float) / 32768
    assert np.abs(signal).max() <= 10 ** (-12 / 20)
    assert measure([np.tile(sound, 10)], rate).integrated_lufs == pytest.approx(-26, abs=0.5)
    assert np.abs(sound[[0, -1]]).max() <= 40
    attack = np.abs(signal[: round(0.004 * rate)]).max()
    assert attack < 0.15 * np.abs(signal).max()
    spectrum = np.abs(np.fft.rfft(signal)) ** 2
    low = spectrum[: round(4000 / rate * len(signal))]
    assert low.sum() > 0.9999 * spectrum.sum()  # a click has all pitches in it


def halves(name: str) -> list[float]:
    """The pitches of the two halves of an earcon, in hertz."""
    sound = Earcons(48000).sound(name)
    parts = (sound[:4000], sound[-4000:])
    return [float(np.abs(np.fft.rfft(part, 48000)).argmax()) for part in parts]


def test_up_is_up_and_down_is_down():
    assert halves("listening")[0] < halves("listening")[1]
    assert halves("done")[0] > halves("done")[1]
    assert halves("not_understood")[0] == pytest.approx(halves("not_understood")[1], abs=3)


def test_each_is_told_and_is_on_unless_said_otherwise():
    told = Replies(Shelf([])).earcons
    assert set(told) == set(NAMES) == Manners().earcons
    assert all(words.endswith(".") for words in told.values())
