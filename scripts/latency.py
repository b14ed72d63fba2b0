"""How soon the player is heard, read off the samples of a pipe that runs as fast as sound does.

usage: scripts/latency [EPISODE]     EPISODE: the folder of an episode (default: the example's)

The reply is a real prompt, kept beforehand as it would be; the passage a sentence of the episode,
at four speeds. A figure is the time from asking for it, or from the last sample of the reply, to
the first sample that is not silent; the breath that the player takes after a reply is in it.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

import numpy as np

from narrate import catalogue
from narrate.episode import Chapter, read
from narrate.lexicon import Lexicon
from narrate.voice import Voice
from skill.pipes import FileSpeaker
from skill.player import Event, Player, Said
from skill.prompts import Prompts

EPISODE = Path("audio/ketamine-en-de-hersenen")
REPLY = "Hoofdstuk drie. Slaap."
TURNS = 100
SPEEDS = (0.5, 1.0, 1.5, 3.0)


class Bench:
    """A player on a file of raw sound, and what it told."""

    def __init__(
        self, folder: Path, chapters: Sequence[tuple[Path, Chapter]], *, paced: bool
    ) -> None:
        self._voice = voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
        self._folder = folder
        self.prompts = self.afresh()
        self.prompts.prepare([REPLY], lambda *_: None)
        self.heard = folder / "heard.raw"
        self.speaker = FileSpeaker(self.heard if paced else None, voice.rate, paced=paced)
        self.told: SimpleQueue[Event] = SimpleQueue()
        self.player = Player(self.speaker, self.told.put)
        self._chapters = chapters

    def afresh(self) -> Prompts:
        """The prompts with nothing in memory."""
        return Prompts(self._voice, Lexicon.built_in(), self._folder)

    def turn(self, number: int) -> float:
        """One turn, to the end of its reply; gives when the reply was handed over."""
        self.player.speed = SPEEDS[number % len(SPEEDS)]
        handed = time.monotonic()
        self.player.say(self.prompts.sound(REPLY))
        self.passage(number)
        while not isinstance(self.told.get(), Said):
            pass
        return handed

    def passage(self, number: int) -> float:
        """A passage, at once; gives when it was asked for."""
        file, chapter = self._chapters[number % len(self._chapters)]
        asked = time.monotonic()
        self.player.play(file, chapter.sentences[number % len(chapter.sentences)].start)
        return asked

    def quiet(self) -> None:
        """Listen for a while, then let all be silent."""
        time.sleep(0.6)
        self.player.hush()
        time.sleep(0.05)


def latencies(bench: Bench) -> list[tuple[str, list[float]]]:
    """Seconds: to a reply, from it to its passage at each speed, to a passage without a reply."""
    turns, alone, from_disk = [], [], []
    with bench.player:
        for number in range(TURNS):
            turns.append(bench.turn(number))
            bench.quiet()
            alone.append(bench.passage(number))
            bench.quiet()
            afresh = bench.afresh()
            begun = time.monotonic()
            next(afresh.stream(REPLY))
            from_disk.append(time.monotonic() - begun)
    sound, rate = np.fromfile(bench.heard, dtype="<i2"), bench.prompts.rate
    length = len(bench.prompts.sound(REPLY))

    def first_after(moment: float) -> tuple[int, float]:
        """The first sample that is not silent, and seconds from a moment to it."""
        start = round((moment - bench.speaker.opened) * rate)
        first = start + int(np.flatnonzero(sound[start:])[0])
        return first, (first - start) / rate

    passages: dict[float, list[float]] = {speed: [] for speed in SPEEDS}
    for number, handed in enumerate(turns):
        # The quiet after the prompt: the first of any length near the end of it.
        near = first_after(handed)[0] + round(0.9 * length)
        heard = near + np.flatnonzero(sound[near:])
        gap = int(np.flatnonzero(np.diff(heard) > 0.1 * rate)[0])
        passages[SPEEDS[number % len(SPEEDS)]].append(int(heard[gap + 1] - heard[gap]) / rate)
    return [
        ("reply", [first_after(handed)[1] for handed in turns]),
        ("its first sentence from disk", from_disk),
        *((f"then the passage, {speed} x", some) for speed, some in passages.items()),
        ("passage without a reply", [first_after(asked)[1] for asked in alone]),
    ]


def memory(episode: Path, turns: int) -> int:
    """Kilobytes that a process holds at most after so many turns."""
    command = [sys.executable, __file__, "--memory", str(turns), str(episode)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(json.loads(done.stdout))


def many_turns(bench: Bench, turns: int) -> None:
    """Turns one after the other, as fast as they can be."""
    with bench.player:
        for number in range(turns):
            bench.turn(number)
    gc.collect()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    """Print a table of figures."""
    options = sys.argv[1:]
    counted = int(options[1]) if options[:1] == ["--memory"] else 0
    rest = options[2:] if counted else options
    episode = Path(rest[0]) if rest else EPISODE
    chapters = [(episode / chapter.file, chapter) for chapter in read(episode).chapters]
    with tempfile.TemporaryDirectory() as folder:
        if counted:
            many_turns(Bench(Path(folder), chapters, paced=False), counted)
            return
        for name, seconds in latencies(Bench(Path(folder), chapters, paced=True)):
            median, late = np.percentile(seconds, [50, 95]) * 1000
            print(f"{name:28}{median:7.1f} ms   95 %: {late:.1f} ms, {len(seconds)} turns")
    few, many = memory(episode, 10), memory(episode, 1000)
    print(f"{'memory, 1000 turns to 10':28}{many / few:7.2f} x    {many / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
