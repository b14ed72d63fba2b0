"""Listening to a microphone on a thread of its own: what is heard comes out as events."""

import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from narrate.errors import HoorstukError
from narrate.sound import Samples
from skill.devices import Microphone
from skill.ears import NOTHING, Attention, Heard

SURE = 0.2
"""Seconds of pause after "stop" until it is acted upon: it may be the beginning of more."""


@dataclass(frozen=True, slots=True)
class Began:
    """The microphone is open and the talk key down; without a key: someone began to speak."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """One of the few words that do not wait for the end of the utterance, as "stop"."""

    word: str


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance is over."""

    heard: Heard


@dataclass(frozen=True, slots=True)
class Nothing:
    """The talk key came up, or the pause is over, and nothing was said."""


@dataclass(frozen=True, slots=True)
class Lost:
    """The microphone is gone; call `listen` to try again."""

    why: str


@dataclass(frozen=True, slots=True)
class Over:
    """The microphone, being a file or a pipe, has no more sound."""


Event = Began | AtOnce | Said | Nothing | Lost | Over


class Listener:
    """Opens a microphone when told to, and says what it hears.

    Recognition is done as the sound comes in, so that little is left to do when an utterance ends.
    """

    def __init__(
        self,
        attention: Attention,
        microphone: Microphone,
        on_event: Callable[[Event], None],
    ) -> None:
        """Start the thread; nothing is listened to yet.

        Args:
            attention: how utterances end: by a pause when it is `hands_free`, otherwise by `rest`.
            microphone: where sound comes from.
            on_event: called on the thread; the microphone waits while it runs.
        """
        self._attention = attention
        self._microphone = microphone
        self._on_event = on_event
        self._orders: SimpleQueue[threading.Event | None] = SimpleQueue()
        self._at_rest = threading.Event()
        self._acted_on = ""
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def listen(self) -> None:
        """The talk key went down, or listening without a key begins."""
        self._at_rest.set()
        self._at_rest = threading.Event()
        self._orders.put(self._at_rest)

    def rest(self) -> None:
        """The talk key came up: what was said until now is the utterance."""
        self._at_rest.set()

    def close(self) -> None:
        """End the thread, when what was said is told."""
        self.rest()
        self._orders.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (at_rest := self._orders.get()) is not None:
            try:
                with self._microphone:
                    self._listen(self._microphone.blocks(), at_rest)
            except HoorstukError as error:
                self._attention.finish()
                self._on_event(Lost(str(error)))

    def _listen(self, blocks: Iterator[Samples], at_rest: threading.Event) -> None:
        """Hear one utterance; without a key one after another, until told to rest."""
        hands_free, began = self._attention.hands_free, False
        for block in blocks:
            stage = self._attention.hear(block)
            if not began and (stage != "waiting" or not hands_free):
                began = True
                self._on_event(Began())
            self._act_at_once()
            if stage == "ended" or at_rest.is_set():
                self._end(began)
                began = False
                if at_rest.is_set() or not hands_free:
                    return
        self._end(began)
        self._on_event(Over())

    def _act_at_once(self) -> None:
        word = self._attention.so_far()
        if not self._acted_on and word in _at_once() and self._attention.pause >= SURE:
            self._acted_on = word
            self._on_event(AtOnce(word))

    def _end(self, began: bool) -> None:
        heard, acted_on = self._attention.finish(), self._acted_on
        self._acted_on = ""
        if acted_on and (heard == NOTHING or acted_on in (heard.text, *heard.commands)):
            return  # that was all
        if heard != NOTHING:
            self._on_event(Said(heard))
        elif began:
            self._on_event(Nothing())


@cache
def _at_once() -> frozenset[str]:
    data = Path(__file__).with_name("data") / "nl" / "listening.toml"
    return frozenset(tomllib.loads(data.read_text("utf-8"))["at_once"])
