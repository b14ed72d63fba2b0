"""What sound is here: mono PCM as numpy arrays, and time as whole samples."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Samples: TypeAlias = npt.NDArray[np.int16]
"""Mono PCM, shape (samples,), full scale 32768."""
Signal: TypeAlias = npt.NDArray[np.float64]
"""Mono sound while it is being worked on, shape (samples,), full scale 1.0."""


def to_signal(samples: Samples) -> Signal:
    """PCM as a signal of full scale 1.0."""
    return samples.astype(np.float64) / 32768.0


def to_samples(signal: Signal) -> Samples:
    """A signal as PCM, rounded; what lies beyond full scale is held at it."""
    return np.clip(np.rint(signal * 32768.0), -32768, 32767).astype(np.int16)


def count_samples(seconds: float, rate: int) -> int:
    """Length of a time in whole samples."""
    return round(seconds * rate)


def to_seconds(samples: int, rate: int) -> float:
    """A length in samples as seconds, exact to the microsecond."""
    return round(samples / rate, 6)
