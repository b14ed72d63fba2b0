"""What an utterance sounds like, learnt from the tables: for cries that no pattern has words for.

A softmax over the cards, linear in the words, pairs of words and pieces of words that are in the
utterance. `scripts/learn_alarms` learns it; `data/nl/alarms.npz` holds it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    """The weights of each kind."""

    weights: Floats
    """(kinds, `PLACES`)."""
    bias: Floats
    """(kinds,)."""

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """What was learnt; see `scripts/learn_alarms`."""
        with np.load(folder / FILE) as file:
            return cls(file["weights"].astype(np.float32), file["bias"])

    def card(self, words: Sequence[str]) -> str | None:
        """The card that an utterance most likely calls for, or None: under `BAR`."""
        at = places(words)
        scores = self.weights[:, at].sum(1) / np.sqrt(len(at)) + self.bias
        odds = np.log(np.exp(scores[1:] - scores[0]).sum())
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
