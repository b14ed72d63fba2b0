"""What the player mixes: the narrator's passage and what the skill says, each with its own gain."""

import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import numpy as np

from narrate.sound import Samples, Signal, count_samples, to_signal
from skill.decoding import Decoding
from skill.stretch import Stretch

FADE = 0.015
"""Seconds in which the narrator comes and goes, so that it never clicks."""
SLOWEST, FASTEST = 0.5, 3.0
"""How fast the narrator may read."""
EDGE = 0.003
"""Seconds of fade at both ends of everything that is said."""


class Ramp:
    """A gain that goes to where it is sent in a straight line."""

    def __init__(self, gain: float) -> None:
        """Stand still at a gain (a factor, not dB)."""
        self.gain = gain
        self.goal = gain
        self._left = 0

    @property
    def silent(self) -> bool:
        """Whether it is at nothing, and stays there."""
        return self.gain == self.goal == 0.0

    def to(self, goal: float, samples: int) -> None:
        """Go to a gain in so many samples."""
        self.goal = goal
        self._left = samples

    def over(self, count: int) -> Signal:
        """The gain of each of the next `count` samples."""
        gains = np.full(count, self.goal)
        if self._left > 0:
            slope = (self.goal - self.gain) / self._left
            moving = min(count, self._left)
            gains[:moving] = self.gain + slope * np.arange(1, moving + 1)
            self._left -= moving
            self.gain = self.goal if self._left == 0 else float(gains[moving - 1])
        else:
            self.gain = self.goal
        return gains


class Source(Protocol):
    """Something that sounds."""

    presence: Ramp

    def take(self, count: int, speed: float) -> Signal:
        """The next `count` samples of it, under its gain; zeros where it has none."""
        ...

    def close(self) -> None:
        """Let go of what it holds; it will not be asked for sound again."""
        ...


class Speech:
    """One thing that the skill says; its parts may still be coming while it is heard."""

    def __init__(self, mark: str, breath: int = 0) -> None:
        """Begin without a sound; `mark` is what it is known by, `breath` samples follow it."""
        self.mark = mark
        self.breath = breath
        self.presence = Ramp(1.0)
        self.unwanted = threading.Event()
        """Set when no more parts need to be made."""
        self._parts: deque[Signal] = deque()
        self._complete = False

    @property
    def ended(self) -> bool:
        """Whether all of it was taken."""
        return self._complete and not self._parts

    def add(self, samples: Samples, rate: int) -> None:
        """Add what follows."""
        signal = to_signal(samples)
        edge = np.linspace(0.0, 1.0, min(count_samples(EDGE, rate), len(signal)))
        signal[: len(edge)] *= edge
        signal[len(signal) - len(edge) :] *= edge[::-1]
        self._parts.append(signal)

    def complete(self) -> None:
        """Nothing follows."""
        self._complete = True

    def take(self, count: int, speed: float = 1.0) -> Signal:  # noqa: ARG002 - the narrator's
        """See `Source`; the skill speaks at one speed."""
        sound, filled = np.zeros(count), 0
        while self._parts and filled < count:
            part = self._parts.popleft()
            taken = part[: count - filled]
            sound[filled : filled + len(taken)] = taken
            filled += len(taken)
            if len(taken) < len(part):
                self._parts.appendleft(part[len(taken) :])
        return sound * self.presence.over(count)

    def close(self) -> None:
        """See `Source`."""
        self.unwanted.set()


class Narration:
    """A chapter's file from a second on, at any speed."""

    def __init__(
        self, file: Path, start: float, end: float | None, rate: int, on_sound: Callable[[], None]
    ) -> None:
        """Start to decode it; `on_sound` is called on another thread when there is more."""
        self.file = file
        self.presence = Ramp(0.0)
        self.start = start
        self._end = end
        self._rate = rate
        self._fade = count_samples(FADE, rate)
        self._decoding = Decoding(file, start, rate, on_sound)
        self._stretch = Stretch(rate)

    @property
    def position(self) -> float:
        """The second of the file that comes out next."""
        return self.start + self._stretch.position / self._rate

    @property
    def ended(self) -> bool:
        """Whether it has come to the end of the file, or to the second at which it was to end.

        At other speeds than 1.0 its position leaps, so it may be silent a little before that.
        """
        return self._stretch.ended or (self._is_closing(FASTEST) and self.presence.silent)

    @property
    def error(self) -> Exception | None:
        """What ffmpeg could not read."""
        return self._decoding.error

    def ready(self, speed: float) -> bool:
        """Whether enough is decoded to go on, and to fade out should the rest come late."""
        return not self._is_closing(speed) and not self._wants(2 * self._fade, speed)

    def take(self, count: int, speed: float) -> Signal:
        """See `Source`."""
        if self.presence.silent:
            return np.zeros(count)
        self._wants(count, speed)
        sound = self._stretch.take(count, speed)
        return np.pad(sound, (0, count - len(sound))) * self.presence.over(count)

    def close(self) -> None:
        """See `Source`."""
        self._decoding.close()

    def _is_closing(self, speed: float) -> bool:
        """Whether it is so near its end that it must fade."""
        return self._end is not None and self.position >= self._end - FADE * (speed + 0.5)

    def _wants(self, count: int, speed: float) -> bool:
        """Whether there is less than `count` samples, after fetching what there is."""
        if self._stretch.wants(count, speed):
            complete = self._decoding.complete  # asked first: it may become so any time
            self._stretch.give(self._decoding.take(), complete=complete)
        return self._stretch.wants(count, speed)
