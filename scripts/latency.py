"""How soon the player is heard, read off the samples of a pipe that runs as fast as sound does.

usage: scripts/latency [EPISODE]     EPISODE: the folder of an episode (default: the example's)

The reply is a real prompt, kept beforehand as it would be; the passage a sentence of the episode,
at four speeds. A figure is the time from handing it over, or from the last sample of the prompt, to
the first sample that is not silent. The wait of the player itself after a prompt is in it.
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
        voice = Voice(catalogue.find("voices", catalogue.EMBEDDED_VOICE))
        self.prompts = Prompts(voice, Lexicon.built_in(), folder)
        self.heard = folder / "heard.raw"
        self.speaker = FileSpeaker(self.heard if paced else None, voice.rate, paced=paced)
        self.told: SimpleQueue[Event] = SimpleQueue()
        self.player = Player(self.speaker, self.told.put)
        self._chapters = chapters

    def turn(self, number: int) -> tuple[float, float, float]:
        """One turn: when it was asked for, handed over, and when the reply had ended."""
        file, chapter = self._chapters[number % len(self._chapters)]
        sentence = chapter.sentences[number % len(chapter.sentences)]
        self.player.speed = SPEEDS[number % len(SPEEDS)]
        asked = time.monotonic()
        sound = self.prompts.sound(REPLY)
        handed = time.monotonic()
        self.player.say(sound)
        self.player.play(file, sentence.start)
        while not isinstance(self.told.get(), Said):
            pass
        return asked, handed, time.monotonic()


def latencies(bench: Bench) -> list[tuple[str, list[float]]]:
    """Seconds of every turn: of the reply, of fetching its sound, and of the passage by speed."""
    bench.prompts.prepare([REPLY], lambda *_: None)
    length = len(bench.prompts.sound(REPLY))
    turns = []
    with bench.player:
        for number in range(TURNS):
            turns.append(bench.turn(number))
            time.sleep(0.6)
            bench.player.hush()
            time.sleep(0.05)
    sound, rate = np.fromfile(bench.heard, dtype="<i2"), bench.prompts.rate
    replies, fetching = [], []
    passages: dict[float, list[float]] = {speed: [] for speed in SPEEDS}
    for number, (asked, handed, _) in enumerate(turns):
        start = round((handed - bench.speaker.opened) * rate)
        first = start + int(np.flatnonzero(sound[start:])[0])
        # The quiet after the prompt: the first of any length near the end of it.
        near = first + round(0.9 * length)
        heard = near + np.flatnonzero(sound[near:])
        gap = int(np.flatnonzero(np.diff(heard) > 0.1 * rate)[0])
        replies.append((first - start) / rate)
        fetching.append(handed - asked)
        passages[SPEEDS[number % len(SPEEDS)]].append(int(heard[gap + 1] - heard[gap]) / rate)
    rows = [("reply", replies), ("its sound, from memory", fetching)]
    return rows + [(f"passage, {speed} x", some) for speed, some in passages.items()]


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
