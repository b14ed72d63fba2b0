"""Learn what cries for help sound like, and measure it on utterances it did not learn from.

usage: scripts/learn_alarms [--write]

From `tests/data/understanding`, `understanding_more` and `asking`, but the rows that are held, and
the tests of the commands. Prints, over five folds, how many cries bring a card and how many other
utterances do; by the patterns alone, by what was learnt alone, and by both, and how many are asked
whether it happens now; for all and for the cries and harmless sayings of `understanding_more`,
which the patterns were not made from.
`--write` learns from all and writes `skill/data/nl/alarms.npz`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from classifying import FOLDS, TABLES, is_to_write, keep, learn, table

from skill.classifier import NONE, Classifier, Floats
from skill.encoder import encoder
from skill.safety import BAR, CRIES, FILE, Safety
from skill.templates import DATA, read_toml
from skill.utterance import normalise

FRESH = "understanding_more"
CRY_TABLE = "emergencies"
HARD = (CRY_TABLE, "harmless")
FOLDERS = ("understanding", FRESH, "asking")
HIDDEN = 64
Row = tuple[str, str]
"""An utterance and its kind."""


def rows() -> list[Row]:
    """All utterances that may be learnt from, each once."""
    found: dict[str, str] = {}
    for path in (path for name in FOLDERS for path in sorted((TABLES / name).glob("*.tsv"))):
        for row in table(path):
            text, kind, *_ = row.values()
            found[text] = kind.removesuffix("_danger") if path.stem == CRY_TABLE else NONE
    for intent in read_toml(DATA / "commands.toml")["intents"].values():
        for text in intent["tests"]:
            found.setdefault(text, NONE)
    return list(found.items())


def learnt_from(safety: Safety, taught: Sequence[Row], meanings: Floats) -> Classifier:
    """A classifier for which all cries together weigh as much as all other utterances."""
    cries = np.array([kind != NONE for _, kind in taught])
    weight = np.where(cries, 1 / cries.sum(), 1 / (~cries).sum())
    seen = [(safety.read(text), kind) for text, kind in taught]
    return learn((NONE, *CRIES), seen, weight, meanings, HIDDEN)


def figures(safety: Safety, taught: Sequence[Row], meanings: Floats) -> Iterator[str]:
    """How many cries bring a card, and how many other utterances do, over folds."""
    fold = np.random.default_rng(1).permutation(len(taught)) % FOLDS
    names = ("patterns", "learnt", "both", "asked")
    found = {name: np.zeros(len(taught), bool) for name in names}
    patterns = replace(safety, learnt=None)
    for number in range(FOLDS):
        others = np.flatnonzero(fold != number)
        learnt = learnt_from(safety, [taught[at] for at in others], meanings[others])
        both = replace(safety, learnt=learnt)
        for at in np.flatnonzero(fold == number):
            text = taught[at][0]
            found["patterns"][at] = _brings(patterns, text) == "emergency"
            quiet = learnt.chances(safety.read(text), meanings[at])[NONE]
            found["learnt"][at] = 1 - quiet >= BAR
            brings = _brings(both, text)
            found["both"][at], found["asked"][at] = brings == "emergency", brings == "afterwards"
    cries = np.array([kind != NONE for _, kind in taught])
    paths = (TABLES / FRESH / f"{name}.tsv" for name in HARD)
    fresh = {row["utterance"] for path in paths for row in table(path)}
    for where, these in (("all", cries | True), (FRESH, np.array([t in fresh for t, _ in taught]))):
        heard, quiet = these & cries, these & ~cries
        for name in names:
            yield (
                f"{where}, {name}: {found[name][heard].mean():.3f} of {heard.sum()} cries, "
                f"{found[name][quiet].mean():.4f} of {quiet.sum()} other utterances"
            )


def _brings(safety: Safety, text: str) -> str:
    card = safety.check([text])
    return "" if card is None else card.kind


def main(write: bool) -> None:
    """Measure over folds, print, and learn from all when asked to."""
    safety, taught = Safety.load(), rows()
    meanings = encoder().questions([normalise(text) for text, _ in taught])
    print("\n".join(figures(safety, taught, meanings)))
    if write:
        keep(learnt_from(safety, taught, meanings), FILE)


if __name__ == "__main__":
    main(write=is_to_write(__doc__))
