"""Mastering: one gain for the whole episode, then a limiter that looks between the samples."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from narrate.loudness import REACH, true_peaks
from narrate.sound import Samples, Signal, to_samples, to_signal

BLOCK = 1 << 17
"""Samples worked on at a time."""
LOOKAHEAD = 0.010
"""Seconds over which the limiter's gain goes down and comes up again."""


@dataclass(frozen=True, slots=True)
class Master:
    """What is done to every sample of an episode, so that its chapters keep their balance."""

    gain_db: float
    ceiling_dbtp: float
    """True peak that the limiter leaves."""

    def apply(self, blocks: Iterable[Samples], rate: int) -> Iterator[Samples]:
        """Mono PCM in, mastered PCM out: as many samples, in blocks of another size."""
        gain = 10 ** (self.gain_db / 20)
        ceiling = 10 ** (self.ceiling_dbtp / 20)
        reach = round(LOOKAHEAD * rate)
        for context in _overlapping(blocks, 2 * reach + REACH):
            signal = to_signal(context) * gain
            limited = limiter_gain(true_peaks(signal, ceiling / 2), ceiling, reach)
            margin = (len(signal) - len(limited)) // 2
            yield to_samples(signal[margin : len(signal) - margin] * limited)


def limiter_gain(peaks: Signal, ceiling: float, reach: int) -> Signal:
    """A smooth gain that keeps every peak under the ceiling.

    The lowest gain needed within `reach` samples on either side, averaged over as many with a
    triangular window: the average holds no value above what its own middle needs.

    Args:
        peaks: largest magnitude around each sample, shape (n,).
        ceiling: magnitude that may not be passed.
        reach: samples; the outer `2 * reach` of `peaks` are context alone.

    Returns:
        Shape (n - 4 * reach,).
    """
    if peaks.max(initial=0.0) <= ceiling:
        return np.ones(len(peaks) - 4 * reach)
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling))
    lowest = _sliding_minimum(needed, 2 * reach + 1)
    return _mean(_mean(lowest, reach + 1), reach + 1)


def _mean(values: Signal, width: int) -> Signal:
    """The mean of every `width` neighbours; shape (n - width + 1,). Twice, it is a triangle's."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((sums[width:] - sums[:-width]) / width)


def _sliding_minimum(values: Signal, width: int) -> Signal:
    """The minimum of every `width` neighbours, by doubling; shape (n - width + 1,)."""
    span = 1
    while 2 * span <= width:
        values = np.minimum(values[:-span], values[span:])
        span *= 2
    rest = width - span
    return np.minimum(values[: len(values) - rest], values[rest:])


def _overlapping(blocks: Iterable[Samples], margin: int) -> Iterator[Samples]:
    """Cut PCM into pieces of `BLOCK` samples, each with `margin` of context at both ends."""
    pending = np.zeros(margin, np.int16)
    for block in blocks:
        pending = np.concatenate([pending, block])
        while len(pending) >= BLOCK + 2 * margin:
            yield pending[: BLOCK + 2 * margin]
            pending = pending[BLOCK:]
    if len(pending) > margin:
        yield np.concatenate([pending, np.zeros(margin, np.int16)])
