"""A session: what happens while something slow is done beside it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
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


@pytest.fixture
def talk(voice, lexicon, tmp_path: Path) -> Iterator[tuple[Callable[[Input], None], list[str]]]:
    """Puts in what happens; and all that is shown."""
    inbox: SimpleQueue[Input] = SimpleQueue()
    shown: list[str] = []
    news = iter([AFTER])
    dialogue = Slow(BEFORE)
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
        run = threading.Thread(target=session.run, args=(lambda: next(news, None),))
        run.start()
        yield inbox.put, shown
        Slow.gate.set()
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
