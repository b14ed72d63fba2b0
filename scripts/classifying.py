"""How a classifier of utterances learns: `skill/classifier.py` from tables of utterances."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from narrate.files import write
from skill.classifier import PLACES, Classifier, Floats, places
from skill.encoder import SIZE
from skill.templates import DATA

TABLES = Path("tests/data")
FOLDS = 5
STEPS = 250
"""Of the judge of words."""
RATE = 0.1
PULL = 2e-5
MEANING_STEPS = 200
MEANING_RATE = 0.01
MEANING_PULL = 1e-3


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table that may be learnt from: none that is held; none where it is missing."""
    if path.exists():
        lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("# "))
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from (row for row in rows if row.get("held") != "yes")


def learn(
    kinds: Sequence[str],
    taught: Sequence[tuple[Sequence[str], str]],
    weight: Floats,
    meanings: Floats,
    hidden: int,
) -> Classifier:
    """Both judges, each by itself.

    Args:
        kinds: what an utterance can be; the first calls for nothing.
        taught: utterances as words, and the kind of each.
        weight: (rows,), how much each counts.
        meanings: (rows, `encoder.SIZE`), their vectors.
        hidden: places between the layers of the judge of meanings.
    """
    wanted = np.eye(len(kinds), dtype=np.float32)[[kinds.index(kind) for _, kind in taught]]
    share = (weight / weight.sum()).astype(np.float32)[:, None]
    seen = [np.array(places(words)) for words, _ in taught]
    judges = *_learn_words(seen, wanted, share), *_learn_meanings(meanings, wanted, share, hidden)
    return Classifier(tuple(kinds), *judges)


def keep(learnt: Classifier, name: str) -> None:
    """Write what was learnt into the package."""
    file = io.BytesIO()
    arrays: dict[str, Any] = learnt.arrays()
    np.savez_compressed(file, **arrays)
    write(DATA / name, file.getvalue())


def is_to_write(usage: str | None) -> bool:
    """Whether the command line says `--write`; shows the usage if it says anything else."""
    if sys.argv[1:] not in ([], ["--write"]):
        raise SystemExit(usage)
    return len(sys.argv) > 1


def _learn_words(seen: Sequence[Floats], wanted: Floats, weight: Floats) -> list[Floats]:
    """Softmax regression: `words` and `bias`."""
    counts = np.array([len(one) for one in seen])
    flat, owner = np.concatenate(seen), np.repeat(np.arange(len(seen)), counts)
    starts, share = np.cumsum(counts) - counts, 1 / np.sqrt(counts, dtype=np.float32)[:, None]
    order = np.argsort(flat, kind="stable")
    used, firsts = np.unique(flat[order], return_index=True)
    by_place = owner[order]
    kinds = wanted.shape[1]

    def slopes(words: Floats, bias: Floats) -> list[Floats]:
        scores = np.add.reduceat(words[flat], starts) * share + bias
        slope = (_chances(scores) - wanted) * weight
        pushed = PULL * words
        pushed[used] += np.add.reduceat((slope * share)[by_place], firsts)
        return [pushed, slope.sum(0)]

    return _descend([np.zeros((PLACES, kinds)), np.zeros(kinds)], slopes, STEPS, RATE)


def _learn_meanings(meanings: Floats, wanted: Floats, weight: Floats, hidden: int) -> list[Floats]:
    """A network of two layers: `inner`, `inner_bias`, `outer` and `outer_bias`."""
    middle, spread = meanings.mean(0), meanings.std()
    plain = (meanings - middle) / spread
    kinds = wanted.shape[1]

    def slopes(inner: Floats, lift: Floats, outer: Floats, bias: Floats) -> list[Floats]:
        thought = np.maximum(plain @ inner + lift, 0)
        slope = (_chances(thought @ outer + bias) - wanted) * weight
        back = slope @ outer.T * (thought > 0)
        return [
            plain.T @ back + MEANING_PULL * inner,
            back.sum(0),
            thought.T @ slope + MEANING_PULL * outer,
            slope.sum(0),
        ]

    random = np.random.default_rng(0)
    start = [
        random.normal(size=(SIZE, hidden)) * np.sqrt(2 / SIZE),
        np.zeros(hidden),
        random.normal(size=(hidden, kinds)) * np.sqrt(1 / hidden),
        np.zeros(kinds),
    ]
    inner, lift, *outer = _descend(start, slopes, MEANING_STEPS, MEANING_RATE)
    inner = inner / spread
    return [inner, lift - middle @ inner, *outer]


def _descend(
    start: Sequence[Floats], slopes: Callable[..., list[Floats]], steps: int, rate: float
) -> list[Floats]:
    """Where Adam comes from `start`, in so many steps."""
    values = [one.astype(np.float32) for one in start]
    firsts = [np.zeros_like(one) for one in values]
    seconds = [np.zeros_like(one) for one in values]
    for step in range(1, steps + 1):
        for at, slope in enumerate(slopes(*values)):
            firsts[at] += 0.1 * (slope - firsts[at])
            seconds[at] += 0.01 * (slope**2 - seconds[at])
            spread = np.sqrt(seconds[at] / (1 - 0.99**step)) + 1e-8
            values[at] -= rate / (1 - 0.9**step) * firsts[at] / spread
    return values


def _chances(scores: Floats) -> Floats:
    """Softmax of each row."""
    found = np.exp(scores - scores.max(1, keepdims=True))
    return found / found.sum(1, keepdims=True)  # type: ignore[no-any-return]
