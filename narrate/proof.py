"""Proof-listening: the recogniser hears every sentence, and words that it cannot find are listed.

Each sentence is heard with its own words as the phrase to expect, and other speech beside it. A
word that is spoken well is found; one that was garbled comes out as other speech or not at all.
"""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from narrate import episode, ffmpeg, said
from narrate.episode import Chapter, Sentence
from narrate.errors import HoorstukError
from narrate.hearing import RATE, UNKNOWN, Hearing, hear
from narrate.said import Line

BEFORE, AFTER = 0.10, 0.20
"""Seconds heard around a sentence: a recogniser needs a little silence."""
OTHER_SPEECH = [UNKNOWN] * 3
"""How often other speech is named beside the sentence."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Proof:
    """How a sentence was heard."""

    line: Line
    start: float
    """Seconds of the whole episode."""
    heard: str
    """What it sounds like to a recogniser that expects any words."""
    garbled: tuple[str, ...]
    """Spoken words that were not found in the sound."""
    unknown: tuple[str, ...]
    """Spoken words that the recogniser does not know, so that nothing can be said of them."""


def proofs(folder: Path, hearing: Hearing, jobs: int) -> Iterator[Proof]:
    """Listen to every sentence of the episode in a folder, in order.

    Raises:
        HoorstukError: there is no such episode, or it is not whole.
    """
    manifest = episode.read(folder)
    _, lines = said.read(folder)
    sentences = [(c, sentence) for c in manifest.chapters for sentence in c.sentences]
    if [line.written for line in lines] != [sentence.text for _, sentence in sentences]:
        raise HoorstukError(f"{folder / said.NAME}: does not fit; build the episode again")
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(partial(_proof, folder, hearing), lines, sentences)


def _proof(folder: Path, hearing: Hearing, line: Line, place: tuple[Chapter, Sentence]) -> Proof:
    chapter, sentence = place
    words = _WORD.findall(line.spoken)
    expected = [word if hearing.knows(word) else UNKNOWN for word in words]
    start = max(0.0, sentence.start - BEFORE)
    length = sentence.end + AFTER - start
    sound = ffmpeg.decode(folder / chapter.file, RATE, start, length)
    phrases = [" ".join(expected), *OTHER_SPEECH]
    told, free = hear(sound, [hearing.recogniser(phrases), hearing.recogniser()])
    return Proof(
        line=line,
        start=round(chapter.start + sentence.start, 3),
        heard=free.texts[0],
        garbled=tuple(_missing(expected, told.texts[0].split())),
        unknown=tuple(word for word in words if not hearing.knows(word)),
    )


def _missing(expected: Sequence[str], heard: Sequence[str]) -> Iterator[str]:
    """The expected words that do not stand in their place in what was heard."""
    matcher = SequenceMatcher(None, expected, heard, autojunk=False)
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind != "equal":
            yield from (word for word in expected[start:end] if word != UNKNOWN)
