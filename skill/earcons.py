"""Earcons: short soft tones that say what the skill does, where words would take too long."""

import math
import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from narrate.loudness import HOP, HOPS_PER_BLOCK, measure
from narrate.sound import Samples, Signal, count_samples, to_samples

LOUDNESS = -26.0
"""LUFS: well under the voice."""
PEAK = -12.0
"""dBFS that none passes."""
ATTACK = 0.02
"""Seconds in which a tone comes up; it goes down in the rest of its time."""
DATA = Path(__file__).with_name("data") / "nl" / "earcons.toml"


class Earcons:
    """The earcons by name: `listening`, `done`, `not_understood`, `bookmark`."""

    def __init__(self, rate: int) -> None:
        """Make their sounds, at so many samples per second."""
        data = tomllib.loads(DATA.read_text("utf-8"))
        self._sounds = {name: _sound(entry["tones"], rate) for name, entry in data.items()}

    def sound(self, name: str) -> Samples:
        """Mono PCM of an earcon."""
        return self._sounds[name]


def _sound(tones: Sequence[tuple[float, float]], rate: int) -> Samples:
    """Tones one after the other, each up and down to silence, at `LOUDNESS`."""
    signal = np.concatenate([_tone(pitch, seconds, rate) for pitch, seconds in tones])
    # Too short for a meter, so it is measured as if it went on.
    times = math.ceil(2 * HOPS_PER_BLOCK * HOP * rate / len(signal))
    levels = measure([np.tile(to_samples(0.1 * signal), times)], rate)
    gain = min(LOUDNESS - levels.integrated_lufs, PEAK - levels.true_peak_dbtp)
    return to_samples(0.1 * 10 ** (gain / 20) * signal)


def _tone(pitch: float, seconds: float, rate: int) -> Signal:
    """A sine with a little of its octave, as a marimba has, under a round envelope."""
    count, rising = count_samples(seconds, rate), count_samples(ATTACK, rate)
    turns = 2 * np.pi * pitch * np.arange(count) / rate
    up = 0.5 - 0.5 * np.cos(np.pi * np.arange(rising) / rising)
    down = 0.5 + 0.5 * np.cos(np.pi * np.arange(1, count - rising + 1) / (count - rising))
    shape: Signal = np.concatenate([up, down]) * (np.sin(turns) + 0.2 * np.sin(2 * turns))
    return shape
