"""What an utterance sounds like, learnt from the tables: for cries that no pattern has words for.

Two judges, whose scores for each card are added. One hears words, pairs of words and pieces of
words; the other what the whole means (`encoder.py`), by a network of two layers.
`scripts/learn_alarms` teaches them; `data/nl/alarms.npz` holds them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from skill.templates import DATA

Floats = NDArray[Any]

KINDS = ("none", "danger", "suicide", "poisoning", "lost")
PLACES = 1 << 14
"""Weights of a kind: what is seen of an utterance is hashed to one of them."""
BAR = 1.0
"""Log odds against `none` from which a cry is heard."""
FILE = "alarms.npz"


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights of both judges; a score for each of `KINDS` comes out."""

    words: Floats
    """(`PLACES`, kinds)."""
    bias: Floats
    """(kinds,)."""
    inner: Floats
    """(`encoder.SIZE`, hidden)."""
    inner_bias: Floats
    """(hidden,)."""
    outer: Floats
    """(hidden, kinds)."""
    outer_bias: Floats
    """(kinds,)."""

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """What was learnt; see `scripts/learn_alarms`."""
        with np.load(folder / FILE) as file:
            return cls(**{name: file[name].astype(np.float32) for name in file.files})

    def arrays(self) -> dict[str, Floats]:
        """What the file holds, in half precision."""
        return {name: array.astype(np.float16) for name, array in asdict(self).items()}

    def card(self, words: Sequence[str], meaning: Floats) -> str | None:
        """The card that an utterance most likely calls for, or None: under `BAR`.

        Args:
            words: as patterns see them.
            meaning: (`encoder.SIZE`,), the vector of the utterance.
        """
        at = places(words)
        scores = self.words[at].sum(0) / np.sqrt(len(at)) + self.bias
        scores = scores + np.maximum(meaning @ self.inner + self.inner_bias, 0) @ self.outer
        scores = scores + self.outer_bias
        odds = np.logaddexp.reduce(scores[1:]) - scores[0]
        return KINDS[1 + int(scores[1:].argmax())] if odds > BAR else None


def places(words: Sequence[str]) -> list[int]:
    """Where the weights of an utterance stand, each once, ascending."""
    return sorted({_place(seen) for seen in _seen(words)})


@cache
def _place(seen: str) -> int:
    return crc32(seen.encode()) % PLACES


def _seen(words: Sequence[str]) -> Iterator[str]:
    """The words, pairs of them side by side or one or two apart, and pieces of four letters."""
    line = ["<", *words, ">"]
    yield from line
    yield from (f"{one} {two}" for one, two in pairwise(line))
    yield from (f"{one}..{two}" for at, one in enumerate(line) for two in line[at + 2 : at + 4])
    for word in words:
        whole = f"^{word}$"
        for length in (4, 5):
            yield from (whole[at : at + length] for at in range(len(whole) - length + 1))
