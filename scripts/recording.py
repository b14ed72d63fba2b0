"""Sound in memory as a microphone, and what a listener makes of it."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from types import TracebackType
from typing import Self

import numpy as np

from narrate import ffmpeg
from narrate.hearing import RATE
from narrate.sound import Samples
from skill.ears import in_blocks
from skill.library import Chapter
from skill.listening import Attentive, Event, Listener, Lost, Over
from skill.performing import AROUND
from skill.stretch import Stretch


class Recording:
    """A microphone that gives its sound as fast as it is taken."""

    def __init__(self, sound: Iterable[Samples]) -> None:
        self._sound = sound
        self.seconds = 0.0
        """How much of it was taken."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def blocks(self) -> Iterator[Samples]:
        """The sound, at most 100 ms a block."""
        for block in in_blocks(self._sound):
            self.seconds += len(block) / RATE
            yield block


class Narration(Recording):
    """A chapter, read at a speed and heard from the speaker."""

    def __init__(self, chapter: Chapter, speed: float, decibels: float) -> None:
        super().__init__(read(chapter, speed, decibels))
        self._chapter, self._speed = chapter, speed

    def saying(self, seconds: float) -> Sequence[str]:
        """What sounded in the last seconds, as the skill knows it."""
        place = self.seconds * self._speed
        first = place - (seconds + AROUND) * self._speed
        return self._chapter.said_between(first, place + AROUND)


def read(chapter: Chapter, speed: float, decibels: float) -> Iterator[Samples]:
    """The sound of a chapter at a speed, louder by so many decibels."""
    assert chapter.file is not None
    stretch = Stretch(RATE)
    stretch.give(np.concatenate(list(ffmpeg.decode(chapter.file, RATE))), complete=True)
    while not stretch.ended:
        part = stretch.take(RATE, speed) * 10 ** (decibels / 20)
        yield np.round(part * 32767).astype(np.int16)
    yield np.zeros(2 * RATE, np.int16)


def events(recording: Recording, attentive: Attentive) -> Sequence[Event]:
    """What a listener without a key tells of a recording."""
    told: list[Event] = []
    over = threading.Event()

    def on_event(event: Event) -> None:
        told.append(event)
        if isinstance(event, Over | Lost):
            over.set()

    saying = recording.saying if isinstance(recording, Narration) else None
    coming: Future[Attentive] = Future()
    coming.set_result(attentive)
    listener = Listener(coming, recording, on_event, saying)
    listener.listen()
    over.wait()
    listener.close()
    return told
