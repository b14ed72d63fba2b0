"""Listening on a thread, to the real voice on the real recogniser, by a microphone in memory."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Self

import numpy as np
import pytest
import vosk

from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.saying import say
from narrate.segments import resampled
from narrate.sound import Samples
from skill.commands import Commands
from skill.ears import BLOCK, NOTHING, in_blocks
from skill.listening import (
    AtOnce,
    Attentive,
    Began,
    Deaf,
    Event,
    Listener,
    Lost,
    Nothing,
    Over,
    Said,
    Woken,
    there,
)
from skill.vocabulary import expected_phrases, learn

PATIENCE = 60
"""Seconds; only a test that fails waits that long."""


class Microphone:
    """Gives its sound as fast as it is taken; then goes on with a silent room, if it is open."""

    def __init__(self, *sound: Samples, goes_on: bool = False, breaks: bool = False):
        self.sound, self.goes_on, self.breaks = sound, goes_on, breaks
        self.all_heard, self.closed = threading.Event(), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def blocks(self) -> Iterator[Samples]:
        yield from in_blocks(self.sound)
        self.all_heard.set()
        if self.breaks:
            raise HoorstukError("microphone: it was unplugged; plug it in again")
        while self.goes_on:
            time.sleep(0.01)
            yield room(0.1)


def room(seconds: float) -> Samples:
    return np.random.default_rng(3).normal(0, 20, round(seconds * RATE)).astype(np.int16)


@pytest.fixture(scope="module")
def spoken(voice, lexicon) -> Callable[[str], Samples]:
    def speak(text: str) -> Samples:
        return resampled(say(text, voice, lexicon), voice.rate, RATE)

    return speak


@pytest.fixture(scope="module")
def vocabulary(ears):
    return learn(expected_phrases([]), Commands.load().phrases(), ears.knows)


@pytest.fixture
def listen(ears, vocabulary):
    """Listen to a microphone until its sound is over, or `rest` says so; gives the events."""

    def until(
        microphone: Microphone,
        hands_free: bool,
        rest: bool = False,
        wake: bool = False,
        saying=None,
    ) -> list[Event]:
        events: list[Event] = []
        told = threading.Event()

        def on_event(event: Event) -> None:
            events.append(event)
            if isinstance(event, Said | Nothing) if rest else isinstance(event, Over | Lost):
                told.set()

        attention = ears.attend(vocabulary, hands_free)
        coming = there(Attentive(attention, ears.waking() if wake else None))
        listener = Listener(coming, microphone, on_event, saying)
        listener.listen()
        if rest:
            assert microphone.all_heard.wait(PATIENCE)
            listener.rest()
        assert told.wait(PATIENCE)
        listener.close()
        assert microphone.closed == 1
        return events

    return until


def said(events: list[Event]) -> list[str]:
    return [event.heard.text for event in events if isinstance(event, Said)]


def test_without_a_key_utterances_follow_one_another(listen, spoken):
    sounds = [room(1), spoken("Wat is glutamaat?"), room(2), spoken("volgende hoofdstuk"), room(2)]
    events = listen(Microphone(*sounds), hands_free=True)
    assert [type(event) for event in events] == [Began, Said, Began, Said, Over]
    assert said(events) == ["wat is glutamaat", "volgende hoofdstuk"]
    assert "volgende hoofdstuk" in events[3].heard.commands


def test_the_key_ends_an_utterance_and_a_pause_does_not(listen, spoken):
    sounds = [spoken("Wat is"), room(2.5), spoken("glutamaat?")]
    microphone = Microphone(*sounds, goes_on=True)
    events = listen(microphone, hands_free=False, rest=True)
    assert [type(event) for event in events] == [Began, Said]
    assert said(events) == ["wat is glutamaat"]


@pytest.mark.parametrize("word", ["stop", "pauze"])
def test_stop_and_pause_do_not_wait_and_come_once(listen, spoken, word: str):
    events = listen(Microphone(room(1), spoken(word), room(2)), hands_free=True)
    assert events == [Began(), AtOnce(word), Over()]


def test_stop_as_the_beginning_of_more_waits(listen, spoken):
    events = listen(Microphone(spoken("stop met voorlezen"), room(2)), hands_free=True)
    assert [type(event) for event in events] == [Began, Said, Over]


def test_a_key_pressed_for_nothing(listen):
    events = listen(Microphone(room(1), goes_on=True), hands_free=False, rest=True)
    assert events == [Began(), Nothing()]


@pytest.mark.parametrize("pause", [0.0, 1.5])
def test_only_what_follows_on_the_wake_word_counts(listen, spoken, pause: float):
    other, command = spoken("volgende hoofdstuk"), spoken("vorige hoofdstuk")
    sounds = [other, room(2), spoken("Hoorstuk"), room(pause), command, room(2), other, room(2)]
    events = listen(Microphone(*sounds), hands_free=True, wake=True)
    assert [type(event) for event in events] == [Woken, Began, Said, Over]
    assert "vorige hoofdstuk" in events[2].heard.commands


def test_the_narrator_is_not_obeyed(listen, spoken):
    """It says `stop` and `volgende hoofdstuk`; the listener says `sneller`."""
    narration = "ga daarna naar het volgende hoofdstuk en stop".split()
    sounds = [spoken(word) for word in ("volgende hoofdstuk", "stop", "sneller")]
    microphone = Microphone(*(part for sound in sounds for part in (sound, room(2))))
    asked: list[float] = []

    def saying(seconds: float) -> list[str]:
        asked.append(seconds)
        return narration

    events = listen(microphone, hands_free=True, saying=saying)
    assert said(events) == ["sneller"]
    assert not any(isinstance(event, AtOnce) for event in events)
    assert all(0 < seconds < 5 for seconds in asked)


def test_a_wake_word_after_which_nothing_comes(listen, spoken):
    events = listen(Microphone(spoken("Hoorstuk"), room(8)), hands_free=True, wake=True)
    assert events == [Woken(), Nothing(), Over()]


@pytest.mark.parametrize("nearly", ["Hoogstens drie.", "Hoort stuk speelgoed.", "Hoofdstuk drie."])
def test_what_sounds_nearly_like_the_wake_word_does_not_wake(listen, spoken, nearly: str):
    sounds = [room(0.5), spoken(nearly), room(1)]
    assert listen(Microphone(*sounds), hands_free=True, wake=True) == [Over()]


def test_noise_is_not_even_nothing_without_a_key(listen):
    noise = np.random.default_rng(1).normal(0, 3000, 10 * RATE).astype(np.int16)
    clicks = np.zeros(10 * RATE, np.int16)
    clicks[:: RATE // 2] = 30000
    assert listen(Microphone(noise, clicks), hands_free=True) == [Over()]


def test_a_lost_microphone_is_told_and_can_be_tried_again(ears, vocabulary, spoken):
    events, told = [], threading.Event()

    def on_event(event: Event) -> None:
        events.append(event)
        if isinstance(event, Lost | Over):
            told.set()

    microphone = Microphone(spoken("Wat is glutamaat?"), breaks=True)
    coming = there(Attentive(ears.attend(vocabulary, hands_free=True)))
    listener = Listener(coming, microphone, on_event)
    listener.listen()
    assert told.wait(PATIENCE)
    assert events[-1] == Lost("microphone: it was unplugged; plug it in again")
    told.clear()
    microphone.breaks = False
    listener.listen()
    assert told.wait(PATIENCE)
    listener.close()
    assert said(events) == ["wat is glutamaat"]


def test_what_is_said_before_there_are_ears_is_heard(ears, vocabulary, spoken):
    events: SimpleQueue[Event] = SimpleQueue()
    microphone, coming = Microphone(spoken("Wat is glutamaat?"), goes_on=True), Future()
    listener = Listener(coming, microphone, events.put)
    listener.listen()
    assert microphone.all_heard.wait(PATIENCE)
    listener.rest()
    assert events.empty()
    coming.set_result(Attentive(ears.attend(vocabulary)))
    assert events.get(timeout=PATIENCE) == Began()
    assert said([events.get(timeout=PATIENCE)]) == ["wat is glutamaat"]
    listener.close()


def test_no_ears_are_told_once(spoken):
    events: SimpleQueue[Event] = SimpleQueue()
    coming, error = Future(), HoorstukError("x: is damaged; fetch it again")
    listener = Listener(coming, Microphone(spoken("Wat is glutamaat?")), events.put)
    listener.listen()
    coming.set_exception(error)
    assert events.get(timeout=PATIENCE) == Deaf(error)
    listener.close()
    assert events.empty()


def test_a_conversation_makes_no_new_recognisers_and_does_not_mix_up(ears, vocabulary, spoken):
    def recognisers() -> int:
        gc.collect()
        return sum(type(thing) is vosk.KaldiRecognizer for thing in gc.get_objects())

    sounds = [spoken("Wat is glutamaat?"), spoken("volgende hoofdstuk"), room(1)]
    alone = [ears.hear([sound], vocabulary) for sound in sounds]
    attention = ears.attend(vocabulary)
    before = recognisers()
    for _ in range(3):
        for sound, heard in zip(sounds, alone, strict=True):
            for block in in_blocks([sound]):
                assert len(block) <= BLOCK
                attention.hear(block)
            assert attention.finish() == heard
    assert alone[2] == NOTHING
    assert recognisers() == before
