"""Learn what cries for help sound like, and measure it on utterances it did not learn from.

usage: scripts/learn_alarms [--write]

From `tests/data/understanding`, `understanding_more` and `asking`, but the rows that are held, and
the tests of the commands. Prints, over five folds, how many cries bring a card and how many other
utterances do; by the patterns alone, by what was learnt alone, and by both; for all and for
`understanding_more` alone, which the patterns were not made from. `--write` learns from all and
writes `skill/data/nl/alarms.npz`.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from narrate.files import write
from skill.alarming import FILE, KINDS, PLACES, Floats, Learnt, places
from skill.encoder import SIZE, encoder
from skill.safety import Safety
from skill.templates import DATA, read_toml
from skill.utterance import normalise

TABLES = Path("tests/data")
FRESH = "understanding_more"
CRY_TABLE = "emergencies"
FOLDERS = ("understanding", FRESH, "asking")
FOLDS = 5
STEPS = 250
"""Of the judge of words."""
RATE = 0.1
PULL = 2e-5
HIDDEN = 32
MEANING_STEPS = 100
MEANING_RATE = 0.01
MEANING_PULL = 1e-3
CRIES = 1.0
"""What all cries together weigh against all other utterances."""
Row = tuple[str, str]
"""An utterance and its kind."""


def rows() -> list[Row]:
    """All utterances that may be learnt from, each once."""
    found: dict[str, str] = {}
    for path in (path for name in FOLDERS for path in sorted((TABLES / name).glob("*.tsv"))):
        for row in _table(path):
            if row["held"] != "yes":
                text, kind, *_ = row.values()
                found[text] = kind.removesuffix("_danger") if path.stem == CRY_TABLE else "none"
    for intent in read_toml(DATA / "commands.toml")["intents"].values():
        for text in intent["tests"]:
            found.setdefault(text, "none")
    return list(found.items())


def _table(path: Path) -> Iterator[dict[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def learn(taught: Sequence[Row], meanings: Floats, read: Callable[[str], list[str]]) -> Learnt:
    """Both judges, each by itself; cries and other utterances weigh the same.

    Args:
        taught: what to learn from.
        meanings: (rows, `encoder.SIZE`), the vectors of the utterances.
        read: the words of an utterance as patterns see them.
    """
    kinds = np.array([KINDS.index(kind) for _, kind in taught])
    weight = np.where(kinds > 0, CRIES / (kinds > 0).sum(), 1 / (kinds == 0).sum())
    wanted = np.eye(len(KINDS), dtype=np.float32)[kinds]
    weight = (weight / weight.sum()).astype(np.float32)[:, None]
    seen = [np.array(places(read(text))) for text, _ in taught]
    return Learnt(*_learn_words(seen, wanted, weight), *_learn_meanings(meanings, wanted, weight))


def _learn_words(seen: Sequence[Floats], wanted: Floats, weight: Floats) -> list[Floats]:
    """Softmax regression: `words` and `bias`."""
    counts = np.array([len(one) for one in seen])
    flat, owner = np.concatenate(seen), np.repeat(np.arange(len(seen)), counts)
    starts, share = np.cumsum(counts) - counts, 1 / np.sqrt(counts, dtype=np.float32)[:, None]

    def slopes(words: Floats, bias: Floats) -> list[Floats]:
        scores = np.add.reduceat(words[flat], starts) * share + bias
        slope = (_chances(scores) - wanted) * weight
        pushed = [np.bincount(flat, one[owner], PLACES) for one in (slope * share).T]
        return [np.stack(pushed, 1) + PULL * words, slope.sum(0)]

    return _descend([np.zeros((PLACES, len(KINDS))), np.zeros(len(KINDS))], slopes, STEPS, RATE)


def _learn_meanings(meanings: Floats, wanted: Floats, weight: Floats) -> list[Floats]:
    """A network of two layers: `inner`, `inner_bias`, `outer` and `outer_bias`."""
    middle, spread = meanings.mean(0), meanings.std()
    plain = (meanings - middle) / spread

    def slopes(inner: Floats, lift: Floats, outer: Floats, bias: Floats) -> list[Floats]:
        hidden = np.maximum(plain @ inner + lift, 0)
        slope = (_chances(hidden @ outer + bias) - wanted) * weight
        back = slope @ outer.T * (hidden > 0)
        return [
            plain.T @ back + MEANING_PULL * inner,
            back.sum(0),
            hidden.T @ slope + MEANING_PULL * outer,
            slope.sum(0),
        ]

    random = np.random.default_rng(0)
    start = [
        random.normal(size=(SIZE, HIDDEN)) * np.sqrt(2 / SIZE),
        np.zeros(HIDDEN),
        random.normal(size=(HIDDEN, len(KINDS))) * np.sqrt(1 / HIDDEN),
        np.zeros(len(KINDS)),
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


def figures(safety: Safety, taught: Sequence[Row], meanings: Floats) -> Iterator[str]:
    """How many cries bring a card, and how many other utterances do, over folds."""
    fold = np.random.default_rng(1).permutation(len(taught)) % FOLDS
    names = ("patterns", "learnt", "both")
    found = {name: np.zeros(len(taught), bool) for name in names}
    patterns = replace(safety, learnt=None)
    for number in range(FOLDS):
        others = np.flatnonzero(fold != number)
        learnt = learn([taught[at] for at in others], meanings[others], safety.read)
        both = replace(safety, learnt=learnt)
        for at in np.flatnonzero(fold == number):
            text = taught[at][0]
            found["patterns"][at] = _alarms(patterns, text)
            found["learnt"][at] = learnt.card(safety.read(text), meanings[at]) is not None
            found["both"][at] = _alarms(both, text)
    cries = np.array([kind != "none" for _, kind in taught])
    tables = sorted((TABLES / FRESH).glob("*.tsv"))
    fresh = {row["utterance"] for path in tables for row in _table(path)}
    for where, these in (("all", cries | True), (FRESH, np.array([t in fresh for t, _ in taught]))):
        heard, quiet = these & cries, these & ~cries
        for name in names:
            yield (
                f"{where}, {name}: {found[name][heard].mean():.3f} of {heard.sum()} cries, "
                f"{found[name][quiet].mean():.4f} of {quiet.sum()} other utterances"
            )


def _alarms(safety: Safety, text: str) -> bool:
    card = safety.check([text])
    return card is not None and card.kind == "emergency"


def main(keep: bool) -> None:
    """Measure over folds, print, and learn from all when asked to."""
    safety, taught = Safety.load(), rows()
    meanings = encoder().questions([normalise(text) for text, _ in taught])
    print("\n".join(figures(safety, taught, meanings)))
    if keep:
        file = io.BytesIO()
        arrays: dict[str, Any] = learn(taught, meanings, safety.read).arrays()
        np.savez_compressed(file, **arrays)
        write(DATA / FILE, file.getvalue())


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(keep=False)
        case ["--write"]:
            main(keep=True)
        case _:
            raise SystemExit(__doc__)
