"""A small voice activity detector: which parts of a sound are voiced, as vowels are.

A part counts when it is louder than the room and has a pitch. The room is what was quietest in the
last seconds (minimum statistics, R. Martin, "Noise power spectral density estimation based on
optimal smoothing and minimum statistics", IEEE Trans. Speech and Audio Processing 9, 2001). Pitch
is the highest normalised autocorrelation among the periods of voices (P. Boersma, "Accurate
short-term analysis of the fundamental frequency", IFA Proceedings 17, 1993). So a cough, a click, a
rumble, a steady hum and silence are not voiced, whispering neither; music with tones is.
"""

from collections import deque

import numpy as np

from narrate.hearing import RATE
from narrate.sound import Samples, Signal, to_signal

STEP = RATE // 100
"""Samples in a part."""
SECONDS = STEP / RATE
"""The same as time."""
WINDOW = 4 * STEP
"""Samples looked at around a part: two periods of the lowest voice."""
PERIODS = slice(RATE // 400, RATE // 70)
"""Samples in a period of a voice, from the highest to the lowest."""
LOUDER = 9.0
"""Decibels above the room from which a part may be voiced."""
PITCHED = 0.55
"""Normalised autocorrelation from which it has a pitch; that of noise lies about 0.3."""
MEMORY = 300
"""Parts in which the room is looked for: three seconds."""
QUIET_ROOM = -72.0
"""Decibels below full scale: the room until it has been heard, and never taken to be quieter."""

BAND = (200, 4000)
"""Hertz that are listened to: below lie hum and rumble, and the overtones keep a voice's pitch."""

_SIZE = 1 << (2 * WINDOW - 1).bit_length()
_TAPER = np.hanning(WINDOW)
_HERTZ = np.fft.rfftfreq(_SIZE, 1 / RATE)


_WEIGHTS = (abs(_HERTZ - sum(BAND) / 2) <= (BAND[1] - BAND[0]) / 2) * _HERTZ / 1000
"""Of power: three decibels more an octave, so that rumble seems less of a tone."""


def _autocorrelation(frames: Signal, of: Signal | float = 1.0) -> Signal:
    """Of each row, at every lag up to the longest period."""
    power = np.abs(np.fft.rfft(frames, _SIZE)) ** 2
    return np.fft.irfft(power * of, _SIZE)[..., : PERIODS.stop]


_OF_TAPER = _autocorrelation(_TAPER)
_OF_TAPER = _OF_TAPER / _OF_TAPER[0]


class Voicing:
    """Listens to one microphone, block by block."""

    def __init__(self) -> None:
        """Begin in a room not yet heard."""
        self._left: Signal = np.zeros(WINDOW - STEP)
        self._levels: deque[float] = deque(maxlen=MEMORY)

    def parts(self, block: Samples) -> list[bool]:
        """Whether each part of `STEP` samples that has come in whole is voiced.

        Args:
            block: the next mono PCM at `RATE`, of any length; what does not fill a part waits.
        """
        sound = np.concatenate([self._left, to_signal(block)])
        count = (len(sound) - WINDOW) // STEP + 1
        if count <= 0:
            self._left = sound
            return []
        self._left = sound[count * STEP :]
        frames = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[: count * STEP : STEP]
        frames = frames - frames.mean(axis=1, keepdims=True)
        lags = _autocorrelation(frames * _TAPER, _WEIGHTS)
        energy = lags[:, 0]
        levels = 10 * np.log10(energy / (_TAPER @ _TAPER) + 1e-12)
        pitch = (lags / (energy[:, None] + 1e-12) / _OF_TAPER)[:, PERIODS].max(axis=1)
        return [
            self._louder(level) and bool(clear >= PITCHED)
            for level, clear in zip(levels.tolist(), pitch, strict=True)
        ]

    def _louder(self, level: float) -> bool:
        room = max(min(self._levels, default=QUIET_ROOM), QUIET_ROOM)
        if len(self._levels) < MEMORY:
            room = min(room, QUIET_ROOM + 30)
        self._levels.append(level)
        return level >= room + LOUDER
