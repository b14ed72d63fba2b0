"""Loudness and true peak of mono sound, by ITU-R BS.1770-5, measured as it streams by."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from narrate.sound import Samples, Signal, to_signal

HOP = 0.1
"""Seconds between gating blocks: blocks of 400 ms overlap by 75 %."""
HOPS_PER_BLOCK = 4
ABSOLUTE_GATE = -70.0
"""LUFS."""
RELATIVE_GATE = -10.0
"""LU against the mean of what passes the absolute gate."""
FILTER_SECONDS = 0.1
"""Length kept of the K-filter's impulse response: its high-pass is 200 dB down by then."""
TRANSFORM = 8
"""Length of a Fourier transform, in lengths of the filter."""


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud some sound is, as one mono channel."""

    energies: Signal
    """Mean square of the K-weighted sound in every 100 ms: all that gating needs to know."""
    squares: float
    """Sum of the squares of all samples, unweighted."""
    samples: int
    peak: float
    """Largest magnitude, between samples too."""

    @classmethod
    def together(cls, parts: Sequence["Levels"]) -> "Levels":
        """The levels of sounds one after the other.

        The 100 ms of each part begin anew, which moves the loudness by some hundredths of a LU.
        """
        return cls(
            np.concatenate([part.energies for part in parts]),
            sum(part.squares for part in parts),
            sum(part.samples for part in parts),
            max(part.peak for part in parts),
        )

    @property
    def integrated_lufs(self) -> float:
        """Gated loudness (BS.1770-5, equations 3 to 7); -inf when nothing passes the gate."""
        if len(self.energies) < HOPS_PER_BLOCK:
            return -math.inf
        window = np.full(HOPS_PER_BLOCK, 1 / HOPS_PER_BLOCK)
        blocks = np.convolve(self.energies, window, "valid")
        audible = blocks[blocks > _energy(ABSOLUTE_GATE)]
        if len(audible) == 0:
            return -math.inf
        gate = _energy(_lufs(float(audible.mean())) + RELATIVE_GATE)
        return _lufs(float(audible[audible > gate].mean()))

    @property
    def true_peak_dbtp(self) -> float:
        """The highest peak; -inf for digital silence."""
        return _decibels(self.peak)

    @property
    def rms_dbfs(self) -> float:
        """Root mean square of all samples, as ACX measures; -inf for digital silence."""
        return _decibels(math.sqrt(self.squares / self.samples)) if self.samples else -math.inf


def measure(blocks: Iterable[Samples], rate: int) -> Levels:
    """The levels of mono PCM that comes in blocks of any length."""
    meter, peak, squares, samples = _Meter(rate), 0.0, 0.0, 0
    tail = np.zeros(2 * REACH)
    for signal in chain(map(to_signal, blocks), [np.zeros(REACH)]):
        if len(signal) == 0:
            continue
        meter.add(signal)
        squares += float(np.square(signal).sum())
        samples += len(signal)
        context = np.concatenate([tail, signal])
        floor = max(peak, float(np.abs(context).max())) / 2
        peak = max(peak, float(true_peaks(context, floor).max(initial=0.0)))
        tail = context[len(context) - len(tail) :]
    meter.flush()
    return Levels(np.array(meter.energies), squares, samples - REACH, peak)


class _Meter:
    """K-weights sound as it streams by, by overlapping transforms of one size."""

    def __init__(self, rate: int) -> None:
        fir = k_weighting(rate)
        self._hop = round(HOP * rate)
        self._size = TRANSFORM * len(fir)
        self._overlap = len(fir) - 1
        self._response = np.fft.rfft(fir, self._size)
        self._waiting: list[Signal] = [np.zeros(self._overlap)]
        self._length = self._overlap
        self._weighted: Signal = np.zeros(0)
        self.energies: list[float] = []

    def add(self, signal: Signal) -> None:
        self._waiting.append(signal)
        self._length += len(signal)
        if self._length >= self._size:
            self.flush()

    def flush(self) -> None:
        """Weigh what is waiting."""
        sound = np.concatenate(self._waiting)
        step = self._size - self._overlap
        weighted = [self._weighted]
        for start in range(0, len(sound) - self._overlap, step):
            product = np.fft.rfft(sound[start : start + self._size], self._size) * self._response
            end = min(self._size, len(sound) - start)
            weighted.append(np.fft.irfft(product, self._size)[self._overlap : end])
        self._waiting = [sound[len(sound) - self._overlap :]]
        self._length = self._overlap
        self._count(np.concatenate(weighted))

    def _count(self, weighted: Signal) -> None:
        whole = len(weighted) // self._hop * self._hop
        squares = np.square(weighted[:whole]).reshape(-1, self._hop)
        self.energies += squares.mean(axis=1).tolist()
        self._weighted = weighted[whole:]


def k_weighting(rate: int) -> Signal:
    """Impulse response of the K-filter at a sample rate (BS.1770-5, annex 1, figures 1 to 4).

    The standard gives coefficients for 48 kHz alone; these are its two biquads with their
    analogue frequency, gain and Q, carried to other rates by the bilinear transform.
    """
    length = 1 << math.ceil(math.log2(FILTER_SECONDS * rate))
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(2 * length))
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = _biquad(
        (high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k),
        (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k),
        z,
    )
    k, q = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    scale = 1 + k / q + k * k
    high_pass = _biquad((scale, -2 * scale, scale), (scale, 2 * (k * k - 1), 1 - k / q + k * k), z)
    return np.fft.irfft(shelf * high_pass)[:length]


OVERSAMPLING = 8
"""At the 32 kHz and more of delivered files this passes the 192 kHz that BS.1770-5 asks for."""
REACH = 32
"""Samples on either side that the interpolation looks at."""
_BATCH = 512
"""So few that numpy's BLAS multiplies them on this thread: waking others takes ten times longer."""


def true_peaks(signal: Signal, floor: float) -> Signal:
    """The largest magnitude at and around each sample, between samples included.

    By interpolation, as in BS.1770-5, annex 2. Where no sample reaches `floor` the magnitude of
    the sample itself stands, which saves nearly all of the work.

    Args:
        signal: shape (n,); the outer `REACH` samples are context alone.
        floor: magnitude from which the exact figure matters, about half of what may be reached.

    Returns:
        Shape (n - 2 * REACH,).
    """
    magnitude = np.abs(signal)
    peaks = magnitude[REACH : len(signal) - REACH].copy()
    near = np.maximum(magnitude[:-1], magnitude[1:])[REACH - 1 : len(signal) - REACH]
    gaps = np.flatnonzero(near >= floor)
    contexts = sliding_window_view(signal.astype(np.float32), 2 * REACH)
    for some in np.array_split(gaps, range(_BATCH, len(gaps), _BATCH)):
        between = np.abs(contexts[some] @ _INTERPOLATION).max(axis=1)
        np.maximum.at(peaks, np.maximum(some - 1, 0), between)
        np.maximum.at(peaks, np.minimum(some, len(peaks) - 1), between)
    return peaks


def _interpolation() -> npt.NDArray[np.float32]:
    """Kaiser-windowed sinc from 64 samples to the points between the middle two.

    Shape (2 * REACH, OVERSAMPLING - 1).
    """
    taps = np.arange(-REACH, REACH)[:, None] + 1
    offsets = taps - np.arange(1, OVERSAMPLING)[None, :] / OVERSAMPLING
    window = np.i0(8.0 * np.sqrt(1 - np.square(offsets / REACH))) / np.i0(8.0)
    return np.asarray(np.sinc(offsets) * window, np.float32)


_INTERPOLATION = _interpolation()


def _biquad(
    b: tuple[float, float, float], a: tuple[float, float, float], z: npt.NDArray[np.complex128]
) -> npt.NDArray[np.complex128]:
    """Frequency response of a second-order section; `z` holds z to the power -1."""
    response: npt.NDArray[np.complex128] = (b[0] + b[1] * z + b[2] * z * z) / (
        a[0] + a[1] * z + a[2] * z * z
    )
    return response


def _lufs(energy: float) -> float:
    return -0.691 + 10 * math.log10(energy)


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def _decibels(amplitude: float) -> float:
    return 20 * math.log10(amplitude) if amplitude > 0 else -math.inf
