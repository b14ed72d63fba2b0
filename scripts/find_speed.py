"""How long a large library takes to index, to load and to ask.

usage: scripts/find_speed [CHAPTERS]

The library (10,000 chapters) is made up: twelve sentences a chapter, of common Dutch words and of
words of its own. Prints seconds of processor time to make and to load its index, what it takes on
disk, and how long a question takes on the clock and of both cores: the first, which reads the
tables, the median and the 95th percentile of the others.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from skill.find import opened
from skill.find.kept import FOLDER
from skill.find.words import is_stop_word, word_table
from skill.library import Chapter, Sentence

CHAPTERS = 10_000
SENTENCES = 12
WORDS = 14
"""Words of a sentence."""
OWN = 0.15
"""The share of them that are words of the library's own."""
EPISODE = 8
"""Chapters of an episode."""
QUESTIONS = 500
ASKED = (3, 6)
"""Telling words of a question, from and up to."""
OPENINGS = ("wat is", "wie zei iets over", "wanneer kwam", "hoeveel", "waarom is er", "hoe werkt")


def made_up(count: int, random: np.random.Generator) -> Iterator[Chapter]:
    """Chapters whose words are about as common as in running Dutch."""
    common = np.array(list(word_table()))
    share = np.array(list(word_table().values()))
    own = np.array([f"{one}{other}" for one, other in random.choice(common, (20_000, 2))])
    for number in range(count):
        words = random.choice(common, (SENTENCES, WORDS), p=share / share.sum())
        subject = random.choice(own, 30)
        here = random.random(words.shape) < OWN
        words = words.astype(object)
        words[here] = random.choice(subject, here.sum())
        sentences = (Sentence(f"{' '.join(line).capitalize()}.", None, None) for line in words)
        yield Chapter(
            f"aflevering-{number // EPISODE}",
            number % EPISODE + 1,
            f"Over {subject[0]}",
            "chapter",
            None,
            tuple(sentences),
        )


def questions(chapters: list[Chapter], random: np.random.Generator) -> Iterator[str]:
    """Questions about sentences of the library."""
    for _ in range(QUESTIONS):
        chapter = chapters[random.integers(len(chapters))]
        sentence = chapter.sentences[random.integers(SENTENCES)].text[:-1].lower()
        telling = [word for word in sentence.split() if not is_stop_word(word)]
        words = random.permutation(telling)[: random.integers(*ASKED)]
        yield f"{random.choice(OPENINGS)} {' '.join(words)}?"


def main(count: int) -> None:
    """Make the library, and print."""
    random = np.random.default_rng(1)
    chapters = list(made_up(count, random))
    asked = list(questions(chapters, random))
    with TemporaryDirectory() as folder:
        path = Path(folder)
        start = time.process_time()
        opened(chapters, path)
        made = time.process_time() - start
        size = sum(file.stat().st_size for file in (path / FOLDER).iterdir())
        start = time.process_time()
        index = opened(chapters, path)
        loaded = time.process_time() - start
        clock, cores = [], []
        for question in asked:
            start, worked = time.perf_counter(), time.process_time()
            index.find([question])
            clock.append(1e3 * (time.perf_counter() - start))
            cores.append(1e3 * (time.process_time() - worked))
    print(f"{count} chapters: {made:.1f} s to make, {loaded:.2f} s to load, {size / 1e6:.0f} MB")
    for name, took in (("on the clock", clock), ("of both cores", cores)):
        middle, most = np.percentile(took[1:], (50, 95))
        print(
            f"a question, {name}: median {middle:.1f} ms, 95 % {most:.1f} ms, first {took[0]:.0f}"
        )


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(CHAPTERS)
        case [count] if count.isdigit():
            main(int(count))
        case _:
            raise SystemExit(__doc__)
