"""Clicks inside a take: found by what the samples before them do not foretell, and filled in.

After Godsill and Rayner, Digital Audio Restoration (1998), chapter 5: speech is foretold from its
last samples (linear prediction); where it goes far further astray than just before and just after,
no mouth did it. The samples are then put where the prediction errs least (least-squares AR
interpolation, section 5.2). A consonant's burst stays: what follows it is as unforeseen.
"""

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from narrate.sound import Samples, Signal, to_samples, to_signal

ORDER = 32
"""Samples from which the next one is foretold."""
FRAME = 1024
"""Samples from which one set of coefficients is worked out, for the middle half of them."""
BLOCK, NEAR = 32, 5
"""Samples in a block; blocks on either side, the nearest aside, whose median level is the usual."""
THRESHOLD = 13.0
"""Times the usual error: of speech of the embedded voice the highest was 12."""
FLOOR = 1e-3
"""An error that is never a click, of full scale 1.0."""
LONGEST = 2 * BLOCK
"""Samples that can be filled in: what is longer is no click, but a fault to listen to."""


def mended(samples: Samples) -> tuple[Samples, int]:
    """Take the clicks out of mono PCM.

    Returns:
        The sound, and the number of clicks that are still in it: too long, or a jump.
    """
    signal = to_signal(samples)
    clicks = _clicks(signal)
    if not clicks:
        return samples, 0
    for first, last, coefficients in clicks:
        if last - first <= LONGEST:
            _fill(signal, first, last, coefficients)
    return to_samples(signal), len(_clicks(signal))


def _clicks(signal: Signal) -> list[tuple[int, int, Signal]]:
    """Each click: its first sample, the one after its last, and the prediction that holds there."""
    if len(signal) < FRAME:
        return []
    coefficients = _predictions(signal)
    errors = np.abs(_errors(signal, coefficients))
    level = _usual(errors)
    outside = np.flatnonzero(errors > THRESHOLD * level)
    runs = np.split(outside, np.flatnonzero(np.diff(outside) > BLOCK) + 1) if len(outside) else []
    found = []
    for run in runs:
        start, end = max(0, run[0] - BLOCK), run[-1] + BLOCK
        astray = start + np.flatnonzero(errors[start:end] > THRESHOLD / 3 * level[start:end])
        of_frame = coefficients[run[0] // (FRAME // 2)]
        found.append((int(astray[0]), int(astray[-1]) + 1, of_frame))
    return found


def _predictions(signal: Signal) -> npt.NDArray[np.float64]:
    """Coefficients by the autocorrelation method, shape (half frames, ORDER), nearest first."""
    half = FRAME // 2
    count = -(-len(signal) // half)
    padded = np.pad(signal, (half // 2, FRAME + count * half - len(signal)))
    frames = sliding_window_view(padded, FRAME)[::half][:count] * np.hanning(FRAME)
    spectra = np.square(np.abs(np.fft.rfft(frames, 2 * FRAME)))
    likeness = np.fft.irfft(spectra)[:, : ORDER + 1]
    likeness[:, 0] = likeness[:, 0] * (1 + 1e-6) + 1e-6  # silence, too, has an answer
    apart = np.abs(np.subtract.outer(np.arange(ORDER), np.arange(ORDER)))
    solved = np.linalg.solve(likeness[:, apart], likeness[:, 1:, None])
    return np.asarray(solved[:, :, 0], np.float64)


def _errors(signal: Signal, coefficients: npt.NDArray[np.float64]) -> Signal:
    """What each sample is beside what was foretold, shape (n,)."""
    half, count = FRAME // 2, len(coefficients)
    padded = np.pad(signal, (ORDER, count * half - len(signal)))
    contexts = sliding_window_view(padded, half + ORDER)[::half]
    errors = contexts[:, ORDER:].copy()
    for back in range(1, ORDER + 1):
        errors -= coefficients[:, back - 1, None] * contexts[:, ORDER - back : ORDER - back + half]
    return errors.reshape(-1)[: len(signal)]


def _usual(errors: Signal) -> Signal:
    """The level of the errors around each sample, shape (n,): the higher of before and after."""
    count = -(-len(errors) // BLOCK)
    blocks = np.pad(errors, (0, count * BLOCK - len(errors))).reshape(count, BLOCK)
    levels = np.pad(np.sqrt(np.square(blocks).mean(axis=1)), NEAR + 1)
    medians = np.median(sliding_window_view(levels, NEAR), axis=1)
    usual = np.maximum(medians[:count], medians[NEAR + 2 : NEAR + 2 + count]) + FLOOR
    return np.repeat(usual, BLOCK)[: len(errors)]


def _fill(signal: Signal, first: int, last: int, coefficients: Signal) -> None:
    """Put the samples of a click where the prediction errs least, those around it as they are."""
    start, end = max(0, first - ORDER), min(len(signal), last + ORDER)
    errs = np.concatenate([-coefficients[::-1], [1.0]])
    rows = end - start - ORDER
    matrix = np.zeros((rows, end - start))
    for row in range(rows):
        matrix[row, row : row + ORDER + 1] = errs
    unknown = slice(first - start, last - start)
    known = signal[start:end].copy()
    known[unknown] = 0.0
    signal[first:last] = np.linalg.lstsq(matrix[:, unknown], -matrix @ known, rcond=None)[0]
