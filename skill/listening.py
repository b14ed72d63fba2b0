"""Listening to a microphone on a thread of its own: what is heard comes out as events."""

import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.sound import Samples
from skill.devices import Microphone
from skill.ears import NOTHING, Attention, Heard, in_blocks
from skill.echo import without_echo
from skill.waking import Waking

PATIENCE = 6.0
"""Seconds after the wake word in which an utterance must begin."""
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


@dataclass(frozen=True, slots=True)
class Woken:
    """The wake word was said: what follows is listened to."""


@dataclass(frozen=True, slots=True)
class Deaf:
    """There are no ears: nothing will ever be heard."""

    why: BaseException


Event = Woken | Began | AtOnce | Said | Nothing | Lost | Over | Deaf


@dataclass(frozen=True, slots=True)
class Attentive:
    """What listens."""

    attention: Attention
    """Its utterances end by a pause when it is `hands_free`, otherwise by `rest`."""
    waking: Waking | None = None
    """For listening without a key: only the utterance after the wake word counts."""


def there(ears: Attentive) -> "Future[Attentive]":
    """Ears that need not be waited for."""
    coming: Future[Attentive] = Future()
    coming.set_result(ears)
    return coming


class Listener:
    """Opens a microphone when told to, and says what it hears.

    Recognition is done as the sound comes in, so that little is left to do when an utterance ends.
    """

    def __init__(
        self,
        coming: "Future[Attentive]",
        microphone: Microphone,
        on_event: Callable[[Event], None],
        saying: Callable[[float], Sequence[str]] | None = None,
    ) -> None:
        """Start the thread; nothing is listened to yet.

        Args:
            coming: what listens, when it is loaded: what sounds before that is heard then.
            microphone: where sound comes from.
            on_event: called on the thread; the microphone waits while it runs.
            saying: for listening while the narrator speaks: the words that sounded in the last
                seconds, as many as it is given; an utterance that is in them is not told.
        """
        self._coming = coming
        self._microphone = microphone
        self._on_event = on_event
        self._saying = saying
        self._others: SimpleQueue[Attentive] = SimpleQueue()
        """Those to change to, the newest last."""
        self._orders: SimpleQueue[threading.Event | None] = SimpleQueue()
        self._at_rest = threading.Event()
        self._acted_on = ""
        self._began = False
        self._awake = 0.0
        """Seconds left in which an utterance may begin after the wake word."""
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()
        coming.add_done_callback(self._come)

    @property
    def _ears(self) -> Attentive:
        return self._coming.result()

    @property
    def _attention(self) -> Attention:
        return self._ears.attention

    @property
    def _waking(self) -> Waking | None:
        return self._ears.waking

    @property
    def overhears(self) -> bool:
        """Whether it hears what is not meant for the skill as well."""
        return self._attention.hands_free and self._waking is None

    def attend(self, ears: Attentive) -> None:
        """Hear with other ears, from the next utterance on; they listen as the others do."""
        self._others.put(ears)

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
                if self._coming.exception() is None:  # otherwise it is told already
                    self._attention.finish()
                    self._on_event(Lost(str(error)))

    def _come(self, coming: "Future[Attentive]") -> None:
        error = coming.exception()
        if error is not None:
            self._on_event(Deaf(error))

    def _sounds(self, blocks: Iterable[Samples], at_rest: threading.Event) -> Iterator[Samples]:
        """What the microphone gives, held back until there are ears, so that no sound is lost."""
        held: list[Samples] = []
        for block in blocks:
            held.append(block)
            if self._coming.done() or at_rest.is_set():
                self._coming.result()
                yield np.concatenate(held)
                held.clear()
        if held:
            self._coming.result()
            yield np.concatenate(held)

    def _listen(self, blocks: Iterable[Samples], at_rest: threading.Event) -> None:
        """Hear one utterance; without a key one after another, until told to rest."""
        self._awake, self._began = 0.0, False
        for sounds in self._sounds(blocks, at_rest):
            self._change_ears()
            hands_free = self._attention.hands_free
            for sound in self._meant(sounds):
                stage = self._attention.hear(sound)
                if not self._began and (stage != "waiting" or not hands_free):
                    self._began = True
                    self._on_event(Began())
                self._act_at_once()
                if stage == "ended":
                    self._end()
                    if not hands_free:
                        return
            if at_rest.is_set():
                self._end()
                return
        self._end()
        self._on_event(Over())

    def _change_ears(self) -> None:
        """Take other ears that are there, unless somebody is speaking or about to."""
        busy = self._began or self._awake > 0 or not self._attention.idle
        if busy or (self._waking is not None and not self._waking.idle):
            return
        while not self._others.empty():
            other = self._others.get()
            other.attention.succeed(self._attention)
            if other.waking is not None and self._waking is not None:
                other.waking.succeed(self._waking)
            self._coming = there(other)

    def _meant(self, sounds: Samples) -> Iterable[Samples]:
        """What of it is meant for the skill, in blocks: with a wake word, what follows on it."""
        if self._waking is None:
            return in_blocks([sounds])
        if self._awake > 0:
            if not self._began:
                self._awake -= len(sounds) / RATE
                if self._awake <= 0:
                    self._on_event(Nothing())
            return in_blocks([sounds])
        rest = self._waking.hear(sounds)
        if rest is None:
            return []
        self._awake = PATIENCE
        self._on_event(Woken())
        return in_blocks([rest])

    def _act_at_once(self) -> None:
        word = self._attention.so_far()
        sure = word in _at_once() and self._attention.pause >= SURE
        if sure and not self._acted_on and not self._is_echo(word):
            self._acted_on = word
            self._on_event(AtOnce(word))

    def _is_echo(self, word: str) -> bool:
        return self._own(Heard(word, (word,)), self._attention.length) == NOTHING

    def _own(self, heard: Heard, length: float) -> Heard:
        """The listener's own words, of an utterance of so many seconds."""
        if self._saying is None or heard == NOTHING:
            return heard
        return without_echo(heard, self._saying(length))

    def _end(self) -> None:
        length, acted_on, began = self._attention.length, self._acted_on, self._began
        heard = self._own(self._attention.finish(), length)
        self._acted_on, self._awake, self._began = "", 0.0, False
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
