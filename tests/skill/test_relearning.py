"""What comes in while listening is heard from the next utterance on; nothing else changes."""

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Self

import numpy as np
import pytest

from narrate import catalogue
from narrate.errors import HoorstukError
from narrate.hearing import RATE
from narrate.saying import say
from narrate.segments import resampled
from narrate.sound import Samples
from skill.ears import Attention, Ears, in_blocks
from skill.learning import Learnt
from skill.library import Chapter, Episode, Sentence
from skill.listening import Attentive, Event, Listener, Said, there
from skill.relearning import Relearning, learn_beside

PATIENCE = 60
"""Seconds; only a test that fails waits that long."""
MODEL = catalogue.find("ears", catalogue.EMBEDDED_EARS)
COMMANDS = ["volgende hoofdstuk"]


def of(*sentences: str) -> list[Episode]:
    said = tuple(Sentence(text, None, None, text) for text in sentences)
    return [Episode("dieren", "Dieren", (Chapter("dieren", 1, "Dieren", "chapter", None, said),))]


BEFORE = of("een hond blaft")
AFTER = of("een hond blaft", "een kwabbelaar zwemt in de sloot")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audio")


def learn(library: Path, episodes: list[Episode]) -> Learnt:
    return learn_beside(library, MODEL, episodes, COMMANDS)


@pytest.fixture(scope="module")
def before(library: Path) -> Learnt:
    return learn(library, BEFORE)


@pytest.fixture(scope="module")
def after(library: Path) -> Learnt:
    return learn(library, AFTER)


@pytest.fixture(scope="module")
def asked(voice, lexicon) -> Samples:
    return resampled(say("wat is een kwabbelaar", voice, lexicon), voice.rate, RATE)


class Microphone:
    """Gives each sound when it is let go, and a silent room after it; then ends."""

    def __init__(self, *sounds: Samples) -> None:
        self.sounds = sounds
        self.gates = [threading.Event() for _ in sounds]
        self.given = [threading.Event() for _ in sounds]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def blocks(self) -> Iterator[Samples]:
        for sound, gate, given in zip(self.sounds, self.gates, self.given, strict=True):
            assert gate.wait(PATIENCE)
            yield from in_blocks([sound])
            given.set()


def room(seconds: float) -> Samples:
    return np.random.default_rng(3).normal(0, 20, round(seconds * RATE)).astype(np.int16)


def heard(learnt: Learnt, microphone: Microphone, meanwhile: Callable[[Listener], None]) -> list:
    """What is heard hands-free; `meanwhile` lets the sounds go."""
    events: list[Event] = []
    ears = Ears(learnt.model)
    attentive = Attentive(ears.attend(learnt.vocabulary, True))
    listener = Listener(there(attentive), microphone, events.append)
    listener.listen()
    meanwhile(listener)
    listener.close()
    return [event.heard.text for event in events if isinstance(event, Said)]


def test_a_new_word_is_heard_after_it_was_learnt(
    library: Path, before: Learnt, asked: Samples
) -> None:
    microphone = Microphone(np.concatenate([asked, room(2)]), np.concatenate([asked, room(2)]))
    ready, complaints = threading.Event(), list[str]()

    def meanwhile(listener: Listener) -> None:
        def use(learnt: Learnt) -> None:
            ears = Ears(learnt.model)
            listener.attend(Attentive(ears.attend(learnt.vocabulary, True)))
            ready.set()

        relearning = Relearning(
            lambda episodes: learn(library, list(episodes)), use, complaints.append
        )
        microphone.gates[0].set()
        assert microphone.given[0].wait(PATIENCE)
        relearning.begin(AFTER)
        assert ready.wait(PATIENCE)
        microphone.gates[1].set()
        assert microphone.given[1].wait(PATIENCE)
        relearning.close()

    first, second = heard(before, microphone, meanwhile)
    assert "kwabbelaar" not in first
    assert second == "wat is een kwabbelaar"
    assert complaints == []


def test_who_is_speaking_is_heard_out_by_the_ears_that_began(
    before: Learnt, after: Learnt, asked: Samples
) -> None:
    half = len(asked) // 2
    microphone = Microphone(asked[:half], np.concatenate([asked[half:], room(2), asked, room(2)]))

    def meanwhile(listener: Listener) -> None:
        microphone.gates[0].set()
        assert microphone.given[0].wait(PATIENCE)
        listener.attend(Attentive(Ears(after.model).attend(after.vocabulary, True)))
        microphone.gates[1].set()
        assert microphone.given[1].wait(PATIENCE)

    first, second = heard(before, microphone, meanwhile)
    alone = Ears(before.model).hear([np.concatenate([asked, room(2)])], before.vocabulary)
    assert first == alone.text
    assert second == "wat is een kwabbelaar"


def test_old_ears_are_let_go(before: Learnt, asked: Samples) -> None:
    microphone = Microphone(*[np.concatenate([asked, room(2)])] * 4)
    ears: list[weakref.ref[Attention]] = []
    alive: list[bool] = []

    def attend(listener: Listener) -> None:
        attention = Ears(before.model).attend(before.vocabulary, True)
        ears.append(weakref.ref(attention))
        listener.attend(Attentive(attention))

    def meanwhile(listener: Listener) -> None:
        for gate, given in zip(microphone.gates, microphone.given, strict=True):
            attend(listener)
            gate.set()
            assert given.wait(PATIENCE)
        gc.collect()
        alive.extend(one() is not None for one in ears)

    heard(before, microphone, meanwhile)
    assert alive == [False, False, False, True]


def test_only_the_newest_is_learnt_and_an_error_is_one_line() -> None:
    began, go_on = threading.Event(), threading.Event()
    learnt, told = SimpleQueue[str](), list[str]()

    def slowly(episodes: list[Episode]) -> str:
        began.set()
        assert go_on.wait(PATIENCE)
        name = episodes[0].chapters[0].sentences[0].text
        if name == "kapot":
            raise HoorstukError("the model is damaged; fetch it again")
        return name

    relearning = Relearning(slowly, learnt.put, told.append)
    relearning.begin(of("kapot"))
    assert began.wait(PATIENCE)
    for name in ("een", "twee", "drie"):
        relearning.begin(of(name))
    go_on.set()
    assert learnt.get(timeout=PATIENCE) == "drie"
    relearning.close()
    assert learnt.empty()
    assert told == ["what came in is not learnt yet: the model is damaged; fetch it again"]


def test_a_library_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "audio").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="audio"):
        learn(tmp_path / "audio", AFTER)
