"""A session: one listener and one library, from coming in to going out.

Everything that happens comes into one queue and is handled on one thread, in its order; so the
dialogue stays a pure function and nothing needs a lock.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TypeAlias

from narrate.errors import HoorstukError
from skill import listening, player
from skill.dialogue import Dialogue, State, events
from skill.dialogue.actions import Speed, Volume
from skill.ears import Heard
from skill.library import Episode
from skill.listening import Listener
from skill.performing import Performer

KEEPING = 10.0
"""Seconds of reading after which the place is written down anew."""
LOOKING = 2.0
"""Seconds after which it looks again whether the library changed."""
PATIENCE = 0.2
"""Seconds after which a session looks up from waiting."""
RETRY = 2.0
"""Seconds after which a microphone that was lost is tried again."""


@dataclass(frozen=True, slots=True)
class TalkDown:
    """The talk key went down."""


@dataclass(frozen=True, slots=True)
class TalkUp:
    """The talk key came up."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The listener typed what others say."""

    text: str


@dataclass(frozen=True, slots=True)
class Reread:
    """A library that changed was read, and can be talked about."""

    dialogue: "Future[Dialogue]"
    """Done; or it raises what went wrong."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The listener is gone: the terminal or the pipe was closed."""


Input: TypeAlias = listening.Event | player.Event | TalkDown | TalkUp | Typed | Reread | Closed


class Session:
    """Talks with one listener until they stop."""

    def __init__(
        self,
        dialogue: Dialogue,
        state: State,
        performer: Performer,
        listener: Listener,
        inbox: "SimpleQueue[Input]",
    ) -> None:
        """Prepare; player, listener and keys put what happens in `inbox`."""
        self._dialogue, self._state = dialogue, state
        self._performer, self._listener, self._inbox = performer, listener, inbox
        self._kept = self._looked = time.monotonic()
        self._reader = ThreadPoolExecutor(1, "reading")
        self._reading: Future[Dialogue] | None = None
        self._deaf = False

    def run(self, changed: Callable[[], Sequence[Episode] | None] = lambda: None) -> None:
        """Talk until the listener stops, or the microphone's file ends.

        Args:
            changed: gives the episodes as they are now, if the library on disk changed.

        Raises:
            HoorstukError: the journal cannot be written, or there are no ears.
        """
        self._performer.do(Speed(self._state.speed))
        volume = self._state.volume
        self._performer.do(Volume(volume, volume + self._state.voice))
        self._tell(events.Opened())
        with self._reader:
            self._talk(changed)
            self._performer.keep_place()  # before what is still being read is waited for

    def _talk(self, changed: Callable[[], Sequence[Episode] | None]) -> None:
        while not self._performer.over:
            timers = self._performer.timers
            try:
                self._take(self._inbox.get(timeout=min(timers.left(), PATIENCE)))
            except Empty:
                self._look_up(changed)
            for name in timers.rung():
                self._ring(name)

    def _take(self, happened: Input) -> None:
        """Handle one thing that happened."""
        if isinstance(happened, player.Event):
            self._played(happened)
        elif isinstance(happened, listening.Event):
            self._listened(happened)
        elif isinstance(happened, Reread):
            self._dialogue = happened.dialogue.result()
            self._performer.shelf = self._dialogue.known.shelf
            self._tell(events.Changed())
        else:
            self._touched(happened)

    def _touched(self, happened: TalkDown | TalkUp | Typed | Closed) -> None:
        match happened:
            case TalkDown():
                self._performer.player.hush()
                self._tell(events.Listening())
                self._listener.listen()
            case TalkUp():
                self._listener.rest()
                self._tell(events.Released())
            case Typed(text):
                self._performer.player.hush()
                self._tell(events.Listening())
                heard = Heard(text, (text,) if text else ())
                self._performer.show(f"Gehoord: {text or '(niets)'}")
                self._tell(events.Spoken(heard=heard))
            case Closed():
                self._performer.quitting = True

    def _listened(self, happened: listening.Event) -> None:
        match happened:
            case listening.AtOnce(word):
                self._performer.player.hush()
                self._hear(Heard(word, (word,)))
            case listening.Said(heard):
                self._hear(heard)
            case listening.Nothing() if not self._listener.overhears:
                self._tell(events.Unheard())
            case listening.Woken():
                self._performer.player.hush()
                self._tell(events.Listening())
            case listening.Began() if self._deaf:
                self._deaf = False
                self._tell(events.Returned(device="microphone"))
            case listening.Lost(why):
                self._lose_microphone(why)
            case listening.Over():
                self._performer.quitting = True
            case listening.Deaf(why):
                raise why

    def _played(self, happened: player.Event) -> None:
        match happened:
            case player.Ended():
                self._tell(events.Ended())
            case player.SpeakerLost():
                self._tell(events.Lost(device="speaker"))
            case player.SpeakerBack():
                self._tell(events.Returned(device="speaker"))
            case player.Failed(error):
                self._fail(error)

    def _hear(self, heard: Heard) -> None:
        self._performer.show(f"Gehoord: {heard.text or '(niets)'}")
        self._tell(events.Spoken(heard=heard, overheard=self._listener.overhears))

    def _lose_microphone(self, why: str) -> None:
        if not self._deaf:
            self._performer.show(why)
            self._tell(events.Lost(device="microphone"))
        self._deaf = True
        self._performer.timers.set("microphone", RETRY)

    def _ring(self, name: str) -> None:
        if name == "microphone":
            self._listener.listen()
        else:
            self._tell(events.Rang(timer=name))

    def _look_up(self, changed: Callable[[], Sequence[Episode] | None]) -> None:
        """What time brings: the place to keep, a library that changed."""
        now = time.monotonic()
        if now - self._looked < LOOKING:
            return
        self._looked = now
        self._read_again(changed)
        if self._performer.player.playing and now - self._kept >= KEEPING:
            self._kept = now
            self._performer.keep_place()

    def _read_again(self, changed: Callable[[], Sequence[Episode] | None]) -> None:
        """Read a library that changed on a thread of its own, as nobody may wait for it."""
        if self._reading and not self._reading.done():
            return
        if episodes := changed():
            self._reading = self._reader.submit(self._dialogue.about, episodes)
            self._reading.add_done_callback(lambda done: self._inbox.put(Reread(done)))

    def _tell(self, event: events.Event) -> None:
        """Let the dialogue know what happened, and do what it asks."""
        now = replace(event, at=time.monotonic(), place=self._performer.place())
        step = self._dialogue.next(self._state, now)
        self._state = step.state
        try:
            for action in step.actions:
                self._performer.do(action)
        except HoorstukError as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """Say that something cannot be heard; the maintainer reads why."""
        self._performer.show(str(error))
        self._tell(events.Failed())
