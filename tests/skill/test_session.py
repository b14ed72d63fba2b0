"""A session: what happens while something slow is done beside it."""

import threading
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest

from skill import devices
from skill.dialogue import Dialogue, State
from skill.earcons import Earcons
from skill.journal import Journal
from skill.library import Chapter, Episode, Sentence
from skill.listening import Listener
from skill.performing import Performer, Timers
from skill.player import Player
from skill.prompts import Prompts
from skill.session import Input, Session, Typed

PATIENCE = 30
"""Seconds; only a test that fails waits that long."""


def about(*texts: str) -> list[Episode]:
    said = tuple(Sentence(text, float(at), at + 1.0, text) for at, text in enumerate(texts))
    chapter = Chapter("dieren", 1, "Dieren", "chapter", Path("dieren.mp3"), said, len(texts))
    return [Episode("dieren", "Dieren", (chapter,))]


BEFORE = about("Een hond blaft.")
AFTER = about("Een hond blaft.", "Een egel kan geen melk verteren.")


class Slow(Dialogue):
    """A dialogue whose new library is read for as long as a gate is shut."""

    gate = threading.Event()

    def about(self, episodes: Sequence[Episode]) -> Dialogue:
        assert self.gate.wait(PATIENCE)
        return super().about(episodes)


Talk = tuple[Callable[[Input], None], list[str]]
"""Puts in what happens; and all that is shown."""


@pytest.fixture
def talk(talking) -> Iterator[Talk]:
    """About a library that changes."""
    with talking(Slow(BEFORE), [AFTER]) as talk:
        yield talk
        Slow.gate.set()


@pytest.fixture
def talking(voice, lexicon, tmp_path: Path) -> Callable[..., AbstractContextManager[Talk]]:
    """A session with a dialogue, for as long as its `with`."""
    return contextmanager(partial(session_with, voice, lexicon, tmp_path))


def session_with(
    voice, lexicon, tmp_path: Path, dialogue: Dialogue, news: Sequence[list[Episode]] = ()
) -> Iterator[Talk]:
    inbox: SimpleQueue[Input] = SimpleQueue()
    shown: list[str] = []
    changes = iter(news)
    with Player(devices.speaker("null", voice.rate), inbox.put) as player:
        performer = Performer(
            player,
            Prompts(voice, lexicon, tmp_path / "takes"),
            Earcons(voice.rate),
            Journal(tmp_path / "journal.jsonl"),
            shown.append,
            dialogue.known.shelf,
            Timers(),
        )
        listener = Listener(Future(), devices.microphone("null"), inbox.put)
        session = Session(dialogue, State(), performer, listener, inbox)
        run = threading.Thread(target=session.run, args=(lambda: next(changes, None),))
        run.start()
        yield inbox.put, shown
        inbox.put(Typed("stop"))
        run.join(PATIENCE)
        assert not run.is_alive()


def test_no_answer_waits_for_a_library_that_is_read_again(talk):
    put, shown = talk
    time.sleep(3)  # it has looked, and begun to read
    for answer in ("Dat staat niet in de bibliotheek.", "Hoofdstuk één. Dieren."):
        later = time.monotonic() + PATIENCE
        while answer not in shown:
            assert time.monotonic() < later, shown
            put(Typed("kan een egel melk verteren"))
            time.sleep(0.5)
        Slow.gate.set()


def test_a_card_follows_the_passage_and_the_narrator_reads_on(talking, tmp_path: Path):
    (episode,) = about("Een overdosis bijengif is gevaarlijk.", "Bijen wonen samen.", "Dat is het.")
    (chapter,) = episode.chapters
    silence = tmp_path / "dieren.wav"
    with wave.open(str(silence), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 3 * 16_000))
    episode = replace(episode, chapters=(replace(chapter, file=silence),))
    with talking(Dialogue([episode])) as (put, shown):
        put(Typed("wat doet een overdosis bijengif"))
        later = time.monotonic() + PATIENCE
        while not any("hele aflevering" in text for text in shown):
            assert time.monotonic() < later, shown
            time.sleep(0.1)
    told = [text.split(".")[0] for text in shown]
    at = [told.index(text) for text in ("Hoofdstuk één", "Dit was de hele aflevering")]
    (card,) = (number for number, text in enumerate(told) if text.startswith("Gebeurt dit nu"))
    assert at[0] < card < at[1]
