"""Everything the skill says, rendered beforehand, so that an answer never waits.

A prompt is sentences in a voice, so it is kept as the narrator's are: takes, in the library's
hidden folder, each under a hash of its words and of all that shaped it. "Hoofdstuk drie." is one
take, whatever chapter follows it.
"""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from narrate.levels import LevelStore
from narrate.lexicon import Lexicon
from narrate.loudness import HOP, HOPS_PER_BLOCK, Levels, measure
from narrate.progress import Report
from narrate.saying import to_be_said
from narrate.sound import Samples, count_samples, to_samples, to_signal
from narrate.takes import Take, Takes
from narrate.timeline import Pauses
from narrate.voice import Voice

LOUDNESS = -18.0
"""LUFS of every sentence, as one mono channel: a little under the narrator's -16."""
PEAK = -1.5
"""dBTP that no sentence passes, though it stay softer for it."""
RECENT = 50
"""Texts whose sound is held in memory: what was said before is said again at once."""


class Prompts:
    """What the skill says, in one voice."""

    def __init__(self, voice: Voice, lexicon: Lexicon, folder: Path) -> None:
        """Keep what is rendered in `folder`, which is made when the first is."""
        self.rate = voice.rate
        """Samples per second."""
        self._lexicon = lexicon
        self._takes = Takes(folder, voice)
        self._levels = LevelStore(folder)
        self._recent: dict[str, tuple[Samples, ...]] = {}

    def sound(self, text: str) -> Samples:
        """All of a text, with a pause between its sentences.

        Raises:
            HoorstukError: nothing in it can be said.
        """
        return np.concatenate(list(self.stream(text)))

    def stream(self, text: str) -> Iterator[Samples]:
        """A text sentence by sentence: the next is synthesised while the first is heard.

        Raises:
            HoorstukError: nothing in it can be said.
        """
        parts = self._recent.pop(text, None)
        if parts is None:
            rendered = []
            for part in self._rendered(text):
                rendered.append(part)
                yield part
            parts = tuple(rendered)
        else:
            yield from parts
        self._recent[text] = parts  # as the last, so that the first is the longest unsaid
        while len(self._recent) > RECENT:
            del self._recent[next(iter(self._recent))]

    def prepare(self, texts: Iterable[str], progress: Report, jobs: int = 1) -> int:
        """Render what is not there yet.

        Args:
            texts: all that may be said.
            progress: told of every sentence.
            jobs: how many are synthesised at the same time.

        Returns:
            How many sentences there are in all.

        Raises:
            HoorstukError: nothing in one of the texts can be said.
        """
        sentences = list(
            dict.fromkeys(s for text in texts for s in to_be_said(text, self._lexicon))
        )
        for done, take in enumerate(self._takes.of(sentences, jobs), start=1):
            self._measured(take)
            progress("prompts", done, len(sentences))
        return len(sentences)

    def _rendered(self, text: str) -> Iterator[Samples]:
        sentences = to_be_said(text, self._lexicon)
        pause = np.zeros(count_samples(Pauses().sentence, self.rate), np.int16)
        for number, take in enumerate(self._takes.of(sentences), start=1):
            levelled = self._levelled(take)
            last = number == len(sentences)
            yield levelled if last else np.concatenate([levelled, pause])

    def _levelled(self, take: Take) -> Samples:
        levels = self._measured(take)
        gain = min(LOUDNESS - levels.integrated_lufs, PEAK - levels.true_peak_dbtp)
        factor = 10 ** (gain / 20) if math.isfinite(gain) else 1.0
        return to_samples(to_signal(take.samples()) * factor)

    def _measured(self, take: Take) -> Levels:
        return self._levels.of(f"said-{take.path.stem}", lambda: self._measure(take))

    def _measure(self, take: Take) -> Levels:
        """The levels of a sentence; of a short one as if it were said over and over.

        A meter of loudness hears nothing in less than 0.4 seconds, and little in not much more.
        """
        samples = take.samples()
        shortest = count_samples(2 * HOPS_PER_BLOCK * HOP, self.rate)
        times = max(1, math.ceil(shortest / max(1, len(samples))))
        return measure([np.tile(samples, times)], self.rate)
