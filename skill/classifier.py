"""What kind of utterance this is, learnt from tables: for what nobody wrote a pattern of.

Two judges, whose scores for each kind are added. One hears words, pairs of words and pieces of
words; the other what the whole means (`encoder.py`), by a network of two layers. Cries for help
(`safety.py`) and commands (`gist.py`) have a classifier each; `scripts/learn_alarms` and
`scripts/learn_commands` teach them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[Any]

NONE = "none"
"""The kind that calls for nothing; the first of all classifiers."""
PLACES = 1 << 14
"""Weights of a kind: what is seen of an utterance is hashed to one of them."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """The weights of both judges."""

    kinds: tuple[str, ...]
    """What an utterance can be: `NONE`, and others."""
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
    def load(cls, path: Path) -> Self:
        """What a file holds that `arrays` was written to."""
        with np.load(path) as file:
            kinds, *weights = (file[field.name] for field in fields(cls))
        return cls(tuple(kinds.tolist()), *(one.astype(np.float32) for one in weights))

    def arrays(self) -> dict[str, Floats]:
        """What a file holds: the kinds, and the weights in half precision."""
        _, *names = (field.name for field in fields(self))
        weights = {name: getattr(self, name).astype(np.float16) for name in names}
        return {"kinds": np.array(self.kinds), **weights}

    def chances(self, words: Sequence[str], meaning: Floats) -> dict[str, float]:
        """How likely each kind is; together 1.

        Args:
            words: the words of the utterance.
            meaning: (`encoder.SIZE`,), the vector of the utterance.
        """
        at = places(words)
        scores = self.words[at].sum(0) / np.sqrt(len(at)) + self.bias
        scores = scores + np.maximum(meaning @ self.inner + self.inner_bias, 0) @ self.outer
        likely = np.exp(scores + self.outer_bias - (scores + self.outer_bias).max())
        return dict(zip(self.kinds, (likely / likely.sum()).tolist(), strict=True))


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
