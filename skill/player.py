"""The player: what the skill says, and the narrator, mixed for the speaker block by block.

It runs on a thread of its own. Its methods come back at once; what happens is told to `on_event`,
on that thread. The narrator is quiet while something is said, and goes on after it. Everything
comes and goes by a fade, so that nothing clicks.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

import numpy as np

from narrate.errors import HoorstukError
from narrate.sound import Samples, Signal, count_samples, to_samples
from skill.devices import Speaker, Unplugged, wait_until_back
from skill.sources import FADE, FASTEST, SLOWEST, Narration, Ramp, Source, Speech

BLOCK = 0.005
"""Seconds that are mixed at a time."""
HUSH = 0.005
"""Seconds in which everything falls silent when it is hushed."""
BREATH = 0.2
"""Seconds of quiet after each thing that is said or read, before what follows."""
LOWEST, HIGHEST = -40.0, 9.0
"""Decibels of volume."""
KNEE, CEILING = 0.8, 0.98
"""Amplitudes from which loud sound is rounded off, and which it never reaches."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said has come to its end; what was hushed has not."""

    mark: str
    """What it was known by."""
    last: bool
    """Whether nothing waits to be said after it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The narrator has come to the end of a file, or to the second at which to end."""

    file: Path


@dataclass(frozen=True, slots=True)
class Faded:
    """The fade of the sleep timer is over, and the narrator paused."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Something could not be read, synthesised or written; the rest goes on."""

    error: Exception


@dataclass(frozen=True, slots=True)
class SpeakerLost:
    """The speaker stopped; it is waited for, and nothing is lost meanwhile."""


@dataclass(frozen=True, slots=True)
class SpeakerBack:
    """The speaker is there again, and all goes on."""


Event: TypeAlias = Said | Ended | Faded | Failed | SpeakerLost | SpeakerBack


class Player:
    """Plays through a speaker from entering its `with` to leaving it."""

    def __init__(self, speaker: Speaker, on_event: Callable[[Event], None]) -> None:
        """Make a player; `on_event` is called on its thread, and may call the player."""
        self._speaker = speaker
        self._on_event = on_event
        self._moved = threading.Condition()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="player", daemon=True)
        self._said: deque[Speech] = deque()
        self._breath = 0
        self._narration: Narration | None = None
        self._playing = False
        self._falling = False
        self._speed = 1.0
        self._volumes = {"voice": Ramp(1.0), "narrator": Ramp(1.0)}
        self._leaving: list[Source] = []
        self._gone: list[Source] = []
        self._events: list[Event] = []

    def __enter__(self) -> Self:
        """Open the speaker and start.

        Raises:
            HoorstukError: the speaker cannot be opened.
        """
        self._speaker.__enter__()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fall silent, and close the speaker."""
        self.hush()
        self._closing.set()
        self._changed()
        self._thread.join()
        self._speaker.__exit__(kind, error, trace)

    @property
    def rate(self) -> int:
        """Samples per second of what it is given to say: the speaker's."""
        return self._speaker.rate

    def say(
        self, sound: Samples | Iterable[Samples], mark: str = "", breath: float = BREATH
    ) -> None:
        """Say something after what is being said already; the narrator is quiet meanwhile.

        Args:
            sound: mono PCM at `rate`; or its parts, which may still be being made: each is heard
                when it is there.
            mark: comes back in `Said`.
            breath: seconds of quiet after it, before what follows.
        """
        speech = Speech(mark, self._samples(breath))
        with self._moved:
            self._stop_falling()
            self._said.append(speech)
        if isinstance(sound, np.ndarray):
            self._fetch(speech, [sound])
        else:
            how = (speech, sound)
            threading.Thread(target=self._fetch, args=how, name="saying", daemon=True).start()

    def play(self, file: Path, start: float = 0.0, end: float | None = None) -> None:
        """Let the narrator read on from a second of a file, when what is being said has ended.

        Args:
            file: a chapter's, of any form that ffmpeg reads.
            start: seconds from the start of the file.
            end: the second at which to end; None for the end of the file.
        """
        narration = Narration(file, max(0.0, start), end, self.rate, self._changed)
        with self._moved:
            if self._narration is not None:
                self._dismiss(self._narration, FADE)
            self._narration = narration
            self._playing, self._falling = True, False
            self._moved.notify_all()

    def pause(self) -> None:
        """Let the narrator be quiet, and remember where."""
        with self._moved:
            self._stop_falling()
            self._playing = False

    def hush(self) -> None:
        """Everything falls silent, within 20 ms at the speaker, and the narrator pauses.

        What was being said, or waited to be, is dropped.
        """
        with self._moved:
            if self._said:
                self._dismiss(self._said.popleft(), HUSH)
            self._gone += self._said
            self._said.clear()
            self._breath = 0
            self._playing = self._falling = False
            if self._narration is not None:
                self._narration.presence.to(0.0, self._samples(HUSH))
            self._moved.notify_all()

    def fade(self, seconds: float) -> None:
        """Let the narrator fade away and pause; anything said or played meanwhile undoes it."""
        with self._moved:
            if self._narration is not None and self._playing:
                self._falling = True
                self._narration.presence.to(0.0, max(1, self._samples(seconds)))

    def position(self) -> float | None:
        """The second of the narrator's file that sounds now; None when there is no file."""
        with self._moved:
            if self._narration is None:
                return None
            unheard = 0 if self._narration.presence.silent else self._speaker.waiting
            heard = self._narration.position - unheard * self._speed / self.rate
            return max(heard, self._narration.start)

    @property
    def playing(self) -> bool:
        """Whether the narrator reads, or will when what is being said has ended."""
        return self._playing

    @property
    def saying(self) -> bool:
        """Whether something is being said, or waits to be."""
        return bool(self._said)

    @property
    def speed(self) -> float:
        """Of the narrator, at the same pitch; from 0.5 to 3.0, and held within these."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = min(max(speed, SLOWEST), FASTEST)

    def set_volume(self, *, narrator: float | None = None, voice: float | None = None) -> None:
        """Set how loud the narrator and the skill's voice are, in dB; held from -40 to 9."""
        with self._moved:
            for name, decibels in (("narrator", narrator), ("voice", voice)):
                if decibels is not None:
                    gain = 10 ** (min(max(decibels, LOWEST), HIGHEST) / 20)
                    self._volumes[name].to(gain, self._samples(FADE))

    def _run(self) -> None:
        """Mix and write until it is closed and all is silent; on a thread of its own."""
        try:
            while True:
                with self._moved:
                    while (block := self._block()) is None and not self._news():
                        self._moved.wait()
                    events, self._events = self._events, []
                    gone, self._gone = self._gone, []
                for source in gone:
                    source.close()
                if block is not None:
                    self._write(block)
                elif self._closing.is_set():
                    break
                for event in events:
                    self._on_event(event)
        except HoorstukError as error:
            self._on_event(Failed(error))
        finally:
            if self._narration is not None:
                self._narration.close()

    def _news(self) -> bool:
        return bool(self._events or self._gone or self._closing.is_set())

    def _write(self, block: Samples) -> None:
        try:
            self._speaker.write(block)
        except Unplugged as gone:
            self._on_event(SpeakerLost())
            self._speaker.__exit__(Unplugged, gone, None)
            if wait_until_back(self._speaker, self._closing):
                self._on_event(SpeakerBack())

    def _block(self) -> Samples | None:
        """The next block of all that sounds; None when nothing does."""
        count = self._samples(BLOCK)
        narration = self._steered()
        silent = narration is None or narration.presence.silent
        if silent and not (self._said or self._breath or self._leaving):
            return None
        narrator = np.zeros(count) if narration is None else narration.take(count, self._speed)
        voice = self._voice(count)
        for source in self._leaving:
            part = source.take(count, self._speed)
            if isinstance(source, Narration):
                narrator += part
            else:
                voice += part
        self._gone += [source for source in self._leaving if source.presence.silent]
        self._leaving = [source for source in self._leaving if not source.presence.silent]
        narrator *= self._volumes["narrator"].over(count)
        voice *= self._volumes["voice"].over(count)
        return to_samples(_rounded_off(narrator + voice))

    def _steered(self) -> Narration | None:
        """The narrator, on its way to sounding or to silence, as things are now."""
        narration = self._narration
        if narration is None:
            return None
        if self._playing and narration.ended:
            self._playing = self._falling = False
            self._breath = self._samples(BREATH)
            error = narration.error
            self._events.append(Failed(error) if error else Ended(narration.file))
        elif self._falling and narration.presence.silent:
            self._playing = self._falling = False
            self._events.append(Faded())
        busy = self._said or self._breath or self._leaving
        goal = 1.0 if self._playing and not busy and narration.ready(self._speed) else 0.0
        if narration.presence.goal != goal and not (self._falling and goal):
            narration.presence.to(goal, self._samples(FADE))
        return narration

    def _voice(self, count: int) -> Signal:
        """What is being said, then a breath."""
        if self._breath:
            self._breath = max(0, self._breath - count)
            return np.zeros(count)
        if not self._said:
            return np.zeros(count)
        speech = self._said[0]
        sound = speech.take(count)
        if speech.ended:
            self._said.popleft()
            self._events.append(Said(speech.mark, last=not self._said))
            self._breath = speech.breath
        return sound

    def _fetch(self, speech: Speech, parts: Iterable[Samples]) -> None:
        """Bring the parts of what is said to it."""
        try:
            for part in parts:
                if speech.unwanted.is_set():
                    return
                speech.add(part, self.rate)
                self._changed()
        except (HoorstukError, OSError) as error:
            with self._moved:
                self._events.append(Failed(error))
        finally:
            speech.complete()
            self._changed()

    def _dismiss(self, source: Source, seconds: float) -> None:
        """Let something fade away that is not wanted any more."""
        source.presence.to(0.0, self._samples(seconds))
        self._leaving.append(source)

    def _stop_falling(self) -> None:
        if self._falling and self._narration is not None:
            self._narration.presence.to(1.0, self._samples(FADE))
        self._falling = False

    def _changed(self) -> None:
        with self._moved:
            self._moved.notify_all()

    def _samples(self, seconds: float) -> int:
        return count_samples(seconds, self.rate)


def _rounded_off(signal: Signal) -> Signal:
    """Sound that comes near full scale, bent so that it never reaches it."""
    magnitude = np.abs(signal)
    if magnitude.max(initial=0.0) <= KNEE:
        return signal
    room = CEILING - KNEE
    bent = KNEE + room * np.tanh((magnitude - KNEE) / room)
    return np.where(magnitude > KNEE, np.sign(signal) * bent, signal)
