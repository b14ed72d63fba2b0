"""Longer pauses at the commas of a sentence that was already spoken."""

from collections.abc import Sequence

import numpy as np

from narrate.sound import Samples

QUIET = 0.010
"""Seconds over which the quietest place of a gap is sought."""
FADE = 0.004
"""Seconds of fade at both sides of a cut, so that it never clicks."""


def lengthened(
    samples: Samples, gaps: Sequence[tuple[int, int]], silence: int, rate: int
) -> tuple[Samples, list[int]]:
    """Put silence into the quietest place of each gap.

    Args:
        samples: one sentence, mono PCM.
        gaps: for each pause, where it begins and ends in `samples`; in order, none overlap.
        silence: samples to put into each.
        rate: samples per second.

    Returns:
        The longer sound, and for each gap the sample of `samples` before which the silence went.
    """
    cuts = [_quietest(samples, start, end, round(QUIET * rate)) for start, end in gaps]
    parts: list[Samples] = []
    for number, part in enumerate(np.split(samples, cuts)):
        faded = part.astype(np.float64)
        ramp = np.linspace(0.0, 1.0, min(round(FADE * rate), len(faded) // 2))
        if number > 0:
            parts.append(np.zeros(silence, np.int16))
            faded[: len(ramp)] *= ramp
        if number < len(cuts):
            faded[len(faded) - len(ramp) :] *= ramp[::-1]
        parts.append(np.rint(faded).astype(np.int16))
    return np.concatenate(parts), cuts


def _quietest(samples: Samples, start: int, end: int, width: int) -> int:
    """The middle of the quietest `width` samples between two places."""
    gap = samples[start:end].astype(np.float64)
    if len(gap) <= width:
        return (start + end) // 2
    power = np.convolve(gap * gap, np.ones(width), "valid")
    return start + int(power.argmin()) + width // 2
