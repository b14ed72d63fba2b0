"""One gain, then a limiter that looks between the samples."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate import mastering
from narrate.loudness import measure
from narrate.mastering import Master, limiter_gain

RATE = 22050


def noise(seed: int, length: int, level: float) -> np.ndarray:
    sound = np.random.default_rng(seed).standard_normal(length) * level
    return np.clip(sound, -32768, 32767).astype(np.int16)


def mastered(master: Master, *blocks: np.ndarray) -> np.ndarray:
    return np.concatenate([np.zeros(0, np.int16), *master.apply(blocks, RATE)])


def test_without_gain_or_peaks_nothing_changes():
    sound = noise(1, 300_000, 1000)
    assert np.array_equal(mastered(Master(0.0, -1.0), sound), sound)


@settings(deadline=None, max_examples=20)
@given(
    length=st.integers(0, 3 * mastering.BLOCK),
    gain=st.floats(-10, 20),
    cuts=st.lists(st.integers(0, 3 * mastering.BLOCK), max_size=4),
)
def test_length_stays_and_the_ceiling_holds(length: int, gain: float, cuts: list[int]):
    sound = noise(length, length, 4000)
    master = Master(gain, -3.0)
    out = mastered(master, *np.array_split(sound, sorted(cuts)))
    assert len(out) == length
    assert np.array_equal(out, mastered(master, sound))
    assert measure([out], RATE).true_peak_dbtp <= -2.95


@given(st.lists(st.floats(0, 4), min_size=20, max_size=200), st.integers(1, 4))
def test_gain_is_smooth_and_never_too_high(peaks: list[float], reach: int):
    gain = limiter_gain(np.array(peaks), 1.0, reach)
    middle = np.array(peaks)[2 * reach : len(peaks) - 2 * reach]
    assert len(gain) == len(middle)
    assert np.all(gain * middle <= 1.0 + 1e-9)
    assert np.all(gain <= 1.0 + 1e-9)
