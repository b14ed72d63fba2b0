"""Learn what cries for help sound like, and measure it on utterances it did not learn from.

usage: scripts/learn_alarms [--write]

From `tests/data/understanding`, the rows of `tests/data/asking` that are not held, and the tests of
the commands. Prints, over
five folds, how many cries bring a card and how many other utterances do; by the patterns alone, and
by both. `--write` learns from all and writes `skill/data/nl/alarms.npz`.
"""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from narrate.files import write
from skill.alarming import FILE, KINDS, PLACES, Learnt, places
from skill.safety import Safety
from skill.templates import DATA, read_toml

TABLES = Path("tests/data")
FOLDS = 5
STEPS = 250
RATE = 0.1
PULL = 2e-5
CRIES = 1.0
"""What all cries together weigh against all other utterances."""
Row = tuple[str, str]
"""An utterance and its kind."""


def rows() -> list[Row]:
    """All utterances that may be learnt from, each once."""
    found: dict[str, str] = {}
    for folder in ("understanding", "asking"):
        for path in sorted((TABLES / folder).glob("*.tsv")):
            for row in _table(path):
                if folder == "understanding" or row["held"] != "yes":
                    text, kind, *_ = row.values()
                    cry = kind.removesuffix("_danger") if path.stem == "emergencies" else "none"
                    found[text] = cry
    for intent in read_toml(DATA / "commands.toml")["intents"].values():
        for text in intent["tests"]:
            found.setdefault(text, "none")
    return list(found.items())


def _table(path: Path) -> Iterator[dict[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def learn(taught: Sequence[Row], read: Callable[[str], list[str]]) -> Learnt:
    """Softmax regression by Adam; cries and other utterances weigh the same."""
    seen = [np.array(places(read(text))) for text, _ in taught]
    kinds = np.array([KINDS.index(kind) for _, kind in taught])
    counts = np.array([len(one) for one in seen])
    flat, owner = np.concatenate(seen), np.repeat(np.arange(len(seen)), counts)
    share = 1 / np.sqrt(counts)[owner]
    weight = np.where(kinds > 0, CRIES / (kinds > 0).sum(), 1 / (kinds == 0).sum())
    weight /= weight.sum()
    wanted = np.eye(len(KINDS))[kinds]
    weights, first, second = (np.zeros((len(KINDS), PLACES)) for _ in range(3))
    bias = np.zeros(len(KINDS))
    for step in range(1, STEPS + 1):
        scores = np.stack([np.bincount(owner, one[flat] * share, len(seen)) for one in weights], 1)
        scores += bias
        chance = np.exp(scores - scores.max(1, keepdims=True))
        chance /= chance.sum(1, keepdims=True)
        slope = (chance - wanted) * weight[:, None]
        bias -= 2 * slope.sum(0)
        pushed = np.stack([np.bincount(flat, share * one[owner], PLACES) for one in slope.T])
        pushed += PULL * weights
        first = 0.9 * first + 0.1 * pushed
        second = 0.99 * second + 0.01 * pushed**2
        weights -= RATE * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return Learnt(weights.astype(np.float32), bias)


def figures(safety: Safety, taught: Sequence[Row]) -> Iterator[str]:
    """How many cries bring a card, and how many other utterances do, over folds."""
    fold = np.random.default_rng(1).permutation(len(taught)) % FOLDS
    by_patterns, by_both, learnt_alone = (np.zeros(len(taught), bool) for _ in range(3))
    patterns = replace(safety, learnt=None)
    for number in range(FOLDS):
        learnt = learn([taught[at] for at in np.flatnonzero(fold != number)], safety.read)
        both = replace(safety, learnt=learnt)
        for at in np.flatnonzero(fold == number):
            text = taught[at][0]
            by_patterns[at] = _alarms(patterns, text)
            by_both[at] = _alarms(both, text)
            learnt_alone[at] = learnt.card(safety.read(text)) is not None
    cries = np.array([kind != "none" for _, kind in taught])
    for name, found in (("patterns", by_patterns), ("learnt", learnt_alone), ("both", by_both)):
        yield (
            f"{name}: {found[cries].mean():.3f} of {cries.sum()} cries, "
            f"{found[~cries].mean():.4f} of {(~cries).sum()} other utterances"
        )


def _alarms(safety: Safety, text: str) -> bool:
    card = safety.check([text])
    return card is not None and card.kind == "emergency"


def main(keep: bool) -> None:
    """Measure over folds, print, and learn from all when asked to."""
    safety, taught = Safety.load(), rows()
    print("\n".join(figures(safety, taught)))
    if keep:
        learnt = learn(taught, safety.read)
        file = io.BytesIO()
        np.savez_compressed(file, weights=learnt.weights.astype(np.float16), bias=learnt.bias)
        write(DATA / FILE, file.getvalue())


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(keep=False)
        case ["--write"]:
            main(keep=True)
        case _:
            raise SystemExit(__doc__)
