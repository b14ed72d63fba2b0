"""Speed without change of pitch, and where in the sound it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.stretch import Stretch

RATE = 22050
SPEEDS = [0.5, 0.8, 1.25, 1.7, 2.0, 3.0]


def tone(hertz: float, seconds: float) -> np.ndarray:
    times = np.arange(round(seconds * RATE)) / RATE
    return (8000 * np.sin(2 * np.pi * hertz * times)).astype(np.int16)


def stretched(samples: np.ndarray, speed: float) -> np.ndarray:
    stretch, parts = Stretch(RATE), []
    stretch.give(samples, complete=True)
    while not stretch.ended:
        parts.append(stretch.take(110, speed))
    return np.concatenate(parts) * 32768


def test_at_its_own_speed_nothing_is_changed():
    sound = np.random.default_rng(1).integers(-9000, 9000, 3 * RATE).astype(np.int16)
    assert np.abs(stretched(sound, 1.0) - sound).max() < 0.01


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hertz", [90, 200, 441])
def test_another_length_and_the_same_pitch_without_a_click(speed: float, hertz: float):
    sound = stretched(tone(hertz, 3.0), speed)
    assert len(sound) / RATE == pytest.approx(3.0 / speed, rel=0.04)
    loudest = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))).argmax() / len(sound) * RATE
    assert loudest == pytest.approx(hertz, abs=2.5)
    assert np.abs(np.diff(sound)).max() < 1.2 * 8000 * 2 * np.pi * hertz / RATE
    middle = sound[len(sound) // 4 : -len(sound) // 4]
    assert np.sqrt(np.mean(middle**2)) == pytest.approx(8000 / np.sqrt(2), rel=0.05)


@pytest.mark.parametrize("speed", [0.5, 1.0, 1.5, 3.0])
def test_it_knows_where_it_is(speed: float):
    """In a sweep the pitch says which second sounds."""
    seconds = 6.0
    times = np.arange(round(seconds * RATE)) / RATE
    sweep = (8000 * np.sin(2 * np.pi * (200 * times + 100 * times**2))).astype(np.int16)
    stretch = Stretch(RATE)
    stretch.give(sweep, complete=True)
    for _ in range(round(seconds / speed * 0.9 / 0.1)):
        before = stretch.position
        part = stretch.take(round(0.1 * RATE), speed)
        middle = (before + stretch.position) / 2 / RATE
        crossings = np.flatnonzero((part[:-1] < 0) & (part[1:] >= 0))
        pitch = (len(crossings) - 1) / (crossings[-1] - crossings[0]) * RATE
        assert pitch == pytest.approx(200 + 200 * middle, rel=0.04)


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(SPEEDS)), max_size=30))
def test_it_goes_on_as_sound_comes(taken: list[tuple[int, float]]):
    """In whatever pieces it is given and taken, at whatever speeds: ever on, and to the end."""
    stretch, given, before = Stretch(RATE), 0, 0.0
    sound = tone(150, 1.0)
    for count, speed in taken:
        while stretch.wants(count, speed):
            piece = sound[given : given + 1000]
            given += len(piece)
            stretch.give(piece, complete=given == len(sound))
        part = stretch.take(count, speed)
        assert len(part) == count or stretch.ended
        assert before <= stretch.position + 1e-6 <= len(sound) + 1
        before = stretch.position
    stretch.give(sound[given:], complete=True)
    while not stretch.ended:
        assert len(stretch.take(500, 1.5)) > 0


def test_nothing_comes_of_nothing():
    stretch = Stretch(RATE)
    assert len(stretch.take(100, 1.0)) == 0
    stretch.give(np.zeros(0, np.int16), complete=True)
    assert stretch.ended
    assert len(stretch.take(100, 2.0)) == 0
