"""How soon a spoken question is answered, how soon a session is ready, and what memory it keeps.

usage: scripts/turns [LIBRARY]

A real session on pipes that run as fast as sound does. The voice asks; the talk key comes up at the
last sample of the question, cut where it is last voiced. A figure is the time from there to the
first sample of the reply (the short sounds are off, or they would be first).
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Queue, SimpleQueue
from typing import Self

import numpy as np

from narrate import catalogue, progress
from narrate.hearing import RATE
from narrate.lexicon import Lexicon
from narrate.library import TAKES
from narrate.saying import say
from narrate.segments import resampled
from narrate.sound import Samples
from narrate.voice import Voice
from skill import library
from skill.commands import Commands
from skill.dialogue import Dialogue, State
from skill.dialogue.foreseen import foreseen
from skill.earcons import Earcons
from skill.ears import BLOCK, Ears
from skill.find import opened
from skill.journal import Journal
from skill.learning import learn_library
from skill.listening import Attentive, Listener, there
from skill.performing import Performer, Timers
from skill.pipes import FileSpeaker
from skill.player import Player
from skill.prompts import Prompts
from skill.session import Closed, Input, Session, TalkDown, TalkUp, Typed
from skill.voicing import STEP, Voicing

SAID = [
    "Wat is een NMDA-receptor?", "Wat is tolerantie?", "Hoe snel werkt ketamine?",
    "Wat is synaptische plasticiteit?", "Volgende hoofdstuk.", "Waar ben ik?", "Sneller.",
    "Een halve minuut terug.", "Welke hoofdstukken zijn er?", "Hoofdstuk drie.",
]  # fmt: skip
TURNS = 100
"""Of both kinds together; half of them questions or more."""


class Pipe:
    """A microphone that hears what is put into it, as fast as it would be spoken."""

    def __init__(self) -> None:
        self.sounds: Queue[Samples] = Queue()
        self.over = threading.Event()

    def __enter__(self) -> Self:
        self.over.clear()
        return self

    def __exit__(self, *_: object) -> None:
        """It has nothing to close."""

    def blocks(self) -> Iterator[Samples]:
        """The sound that was put in, then a quiet room."""
        sound = self.sounds.get()
        begun = time.monotonic()
        for start in range(0, len(sound), BLOCK):
            block = sound[start : start + BLOCK]
            time.sleep(max(0.0, begun + (start + len(block)) / RATE - time.monotonic()))
            if start + BLOCK >= len(sound):
                self.over.set()
            yield block
        while True:
            yield np.zeros(BLOCK // 10, np.int16)
            time.sleep(0.01)


class Bench:
    """A session about a library, in a folder of its own."""

    def __init__(self, folder: Path, *, paced: bool) -> None:
        self.voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
        episodes = library.of_episodes(folder)
        chapters = library.chapters_of(episodes)
        dialogue = Dialogue(episodes, index=opened(chapters, folder))
        model = catalogue.find("ears", catalogue.EMBEDDED_EARS)
        with progress.hidden() as report:
            learnt = learn_library(folder, model, episodes, Commands.load().phrases(), report)
            prompts = Prompts(self.voice, Lexicon.of_library(folder), folder / TAKES)
            prompts.prepare(foreseen(dialogue.known), report, jobs=2)
        self.inbox: SimpleQueue[Input] = SimpleQueue()
        self.heard = Path(tempfile.mkdtemp()) / "heard.raw"
        self.speaker = FileSpeaker(self.heard if paced else None, self.voice.rate, paced=paced)
        self.player = Player(self.speaker, self.inbox.put)
        self.pipe = Pipe()
        ears = there(Attentive(Ears(learnt.model).attend(learnt.vocabulary)))
        self.listener = Listener(ears, self.pipe, self.inbox.put)
        self.shown: SimpleQueue[str] = SimpleQueue()
        journal = Journal(self.heard.with_name("journal"))
        earcons = Earcons(self.voice.rate)
        shelf = dialogue.known.shelf
        performer = Performer(
            self.player, prompts, earcons, journal, self.shown.put, shelf, Timers()
        )
        state = State(introduced=True, sounds=False, place=shelf.start)
        self.session = Session(dialogue, state, performer, self.listener, self.inbox)

    def run(self, turns: Iterator[None]) -> None:
        """Run the session beside some turns."""
        with self.player:
            thread = threading.Thread(target=self.session.run)
            thread.start()
            for _ in turns:
                pass
            self.inbox.put(Closed())
            thread.join()
        self.listener.close()


def spoken(text: str, voice: Voice) -> Samples:
    """A question at the rate of the ears, a third of a second of room before it, cut at its end."""
    sound = say(text, voice, Lexicon.built_in())
    samples = resampled(sound, voice.rate, RATE)
    parts = Voicing().parts(samples)
    last = max(n for n, voiced in enumerate(parts) if voiced) + 1
    room = np.random.default_rng(1).normal(0, 20, RATE // 3).astype(np.int16)
    return np.concatenate([room, samples[: last * STEP + RATE // 10]])


def latencies(bench: Bench) -> list[float]:
    """Seconds from the last voiced sample to the first sample of the reply, of each turn."""
    sounds = [spoken(text, bench.voice) for text in SAID]
    ends: list[float] = []

    def turns() -> Iterator[None]:
        time.sleep(4.0)
        for number in range(TURNS):
            bench.inbox.put(TalkDown())
            bench.pipe.sounds.put(sounds[number % len(sounds)])
            bench.pipe.over.wait()
            bench.inbox.put(TalkUp())
            # The sound goes on for a tenth of a second after its last voiced part.
            ends.append(time.monotonic() - 0.1)
            time.sleep(1.2)
            yield

    bench.run(turns())
    sound, rate = np.fromfile(bench.heard, dtype="<i2"), bench.voice.rate
    waits = []
    for end in ends:
        first = round((end - bench.speaker.opened) * rate)
        waits.append(float(np.flatnonzero(sound[first : first + 3 * rate])[0]) / rate)
    return waits


def memory(folder: Path, turns: int) -> int:
    """Kilobytes that a process holds at most after so many typed turns."""
    command = [sys.executable, __file__, "--memory", str(turns), str(folder)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def many_turns(bench: Bench, turns: int) -> None:
    """Typed turns, one after the other."""

    def typed() -> Iterator[None]:
        for number in range(turns):
            bench.inbox.put(Typed(SAID[number % len(SAID)]))
            while not bench.shown.get().startswith("Gehoord"):
                pass
            yield

    bench.run(typed())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def ready(folder: Path) -> float:
    """Seconds from starting `skill listen` to its first words."""
    skill = Path(sys.executable).with_name("skill")
    command = [skill, "listen", "--library", folder, "--speaker", "null", "--microphone", "null"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    environment = os.environ | {"HOORSTUK_LISTENERS": tempfile.mkdtemp()}
    begun = time.monotonic()
    with subprocess.Popen(command, env=environment, **pipes) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        seconds = time.monotonic() - begun
        process.kill()
    return seconds


def main() -> None:
    """Print a table of figures."""
    options = sys.argv[1:]
    if options[:1] == ["--memory"]:
        many_turns(Bench(Path(options[2]), paced=False), int(options[1]))
        return
    folder = Path(options[0] if options else "audio")
    # First, while this process is small: a child's peak counts what its parent held.
    few, many = memory(folder, 10), memory(folder, 1000)
    waits = latencies(Bench(folder, paced=True))
    median, late = np.percentile(waits, [50, 95]) * 1000
    print(f"last voiced sample to reply {median:7.0f} ms   95 %: {late:.0f} ms, {len(waits)} turns")
    starts = sorted(ready(folder) for _ in range(5))
    print(f"start to ready              {starts[2]:7.2f} s    worst of five: {starts[-1]:.2f} s")
    print(f"memory, 1000 turns to 10    {many / few:7.2f} x    {many / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
