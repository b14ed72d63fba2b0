"""Speech faster or slower at the same pitch.

WSOLA: W. Verhelst and M. Roelands, "An overlap-add technique based on waveform similarity (WSOLA)
for high quality time-scale modification of speech", ICASSP 1993. Each hop fades from what would
follow the last one naturally to the piece, near where the clock asks for it, that looks most like
it. At speed 1.0 that is what follows, so the sound comes out as it went in. Our own, since a filter
of ffmpeg's would have to be started anew at each change of speed, and could not say where it is.
"""

import numpy as np

from narrate.sound import Samples, Signal, count_samples, to_signal

HOP = 0.012
"""Seconds in which one piece fades into the next: about two periods of a low voice."""
REACH = 0.008
"""Seconds on either side in which the piece is looked for: more than one such period in all."""


class Stretch:
    """Sound goes in as it comes; out of it comes speech at the speed asked for."""

    def __init__(self, rate: int) -> None:
        """Begin at the first sample that will be given."""
        self._hop = count_samples(HOP, rate)
        self._reach = count_samples(REACH, rate)
        self._rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(self._hop) + 0.5) / self._hop)
        self._sound: Signal = np.zeros(0)
        self._first = 0  # number of the sample with which _sound begins
        self._complete = False
        self._next = 0  # the sample that would follow naturally
        self._ideal = 0.0  # the sample that the clock asks for
        self._made: Signal = np.zeros(0)  # the last hop, as far as it was not taken
        self._from = 0  # what _next was before the last hop

    @property
    def position(self) -> float:
        """The sample, of those given, that comes out next."""
        made = len(self._made) / self._hop
        return self._next - (self._next - self._from) * made

    @property
    def ended(self) -> bool:
        """Whether all has come out."""
        return self._complete and len(self._made) == 0 and self._next >= self._end

    def give(self, samples: Samples, *, complete: bool) -> None:
        """Add what follows; `complete` when nothing more will."""
        if len(samples):
            self._sound = np.concatenate([self._sound, to_signal(samples)])
        self._complete = complete

    def wants(self, count: int, speed: float) -> bool:
        """Whether more must be given before `count` samples can be taken at a speed."""
        hops = -(-(count - len(self._made)) // self._hop)
        furthest = max(self._ideal, self._next) + hops * self._hop * max(speed, 1.0)
        return not self._complete and furthest + self._reach + 2 * self._hop > self._end

    def take(self, count: int, speed: float) -> Signal:
        """The next `count` samples at a speed; fewer where what was given does not reach."""
        parts: list[Signal] = []
        missing = count
        while missing > 0:
            if len(self._made) == 0 and not self._step(speed):
                break
            parts.append(self._made[:missing])
            self._made = self._made[missing:]
            missing -= len(parts[-1])
        return np.concatenate(parts) if parts else np.zeros(0)

    @property
    def _end(self) -> int:
        """Number of the sample after the last that was given."""
        return self._first + len(self._sound)

    def _step(self, speed: float) -> bool:
        """Make the next hop; False where what was given does not reach."""
        if max(int(self._ideal) + self._reach, self._next) + self._hop > self._end:
            return self._complete and self._rest()
        start = self._similar(speed)
        follows, similar = self._piece(self._next), self._piece(start)
        self._made = follows + self._rise * (similar - follows)
        self._from, self._next = self._next, start + self._hop
        self._ideal += speed * self._hop
        self._forget()
        return True

    def _rest(self) -> bool:
        """What is left, less than a hop beyond the reach, follows as it is."""
        left = self._end - self._next
        if left <= 0:
            return False
        # position counts in hops: the rest comes a hop at a time too, the last of them shorter.
        self._made = self._sound[self._next - self._first :][: self._hop]
        self._next += len(self._made)
        self._from = self._next - self._hop
        return True

    def _similar(self, speed: float) -> int:
        """Start of the piece nearest to what would follow, by normalised cross-correlation."""
        ideal = int(self._ideal)
        if speed == 1.0 and abs(self._next - ideal) <= self._reach:
            return self._next
        low = max(ideal - self._reach, self._first)
        region = self._sound[low - self._first : ideal + self._reach + self._hop - self._first]
        follows = self._piece(self._next)
        energies = np.convolve(region * region, np.ones(self._hop), "valid")
        likeness = np.correlate(region, follows, "valid") / np.sqrt(energies + 1e-9)
        best = int(likeness.argmax())
        return low + best if likeness[best] > 1e-3 else ideal  # in silence nothing is alike

    def _piece(self, start: int) -> Signal:
        return self._sound[start - self._first :][: self._hop]

    def _forget(self) -> None:
        """Drop the sound that no later hop can need, now and then."""
        unneeded = min(self._next, int(self._ideal) - self._reach) - self._first
        if unneeded > len(self._sound) // 2:
            self._sound = self._sound[unneeded:]
            self._first += unneeded
