"""Learn how likely it is that what was overheard was meant for the skill.

usage: scripts/learn_overhearing MEANT TALK... [--write]

MEANT is what `scripts/listen_figures said` kept of tables of utterances, TALK what
`scripts/listen_figures hour` kept of sound that was not meant. A third of both is held apart: the
figures are of that third, by weights that never saw it. `--write` learns from all, and writes
`skill/data/overhearing.toml`.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from keeping import read_kept, unkept
from numpy.typing import NDArray

from narrate.files import write
from skill.overhearing import COMMAND, CRY, KINDS, QUESTION, Kind, signals
from skill.weighing import Evidence

Floats = NDArray[np.float64]
TABLES: dict[Kind, str] = {"command": "commands", "cry": "emergencies", "question": "questions"}
BARS: dict[Kind, float] = {"command": COMMAND, "cry": CRY, "question": QUESTION}
HELD = 3
"""Every so many of either kind is held apart."""
PULL = 0.1
"""How much weights are pulled to nothing: the square of each, so much against one example."""
OUT = Path(__file__).parents[1] / "skill" / "data" / "overhearing.toml"
HEAD = "# Learnt by scripts/learn_overhearing; skill/overhearing.py says what each signal is.\n"


def examples(kept: Path, table: str | None = None) -> Iterator[Evidence]:
    """What was kept; of tables only one."""
    for name, data in read_kept(kept).items():
        if data and (table is None or name.startswith(f"{table}|")):
            yield unkept(data)


def logistic(values: Floats, meant: Floats) -> Floats:
    """Weights, the first without a signal, by Newton's method; both kinds count as much."""
    shares = np.where(meant, 0.5 / meant.mean(), 0.5 / (1 - meant.mean()))
    pull = np.diag([0.0, *[PULL] * values.shape[1]])
    inputs = np.hstack([np.ones((len(values), 1)), values])
    used = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ used))
        slope = inputs.T @ (shares * (chance - meant)) + pull @ used
        bend = (inputs * (shares * chance * (1 - chance))[:, None]).T @ inputs + pull
        used = used - np.linalg.solve(bend + 1e-6 * np.eye(len(bend)), slope)
    return np.asarray(used)


def learn(kind: Kind, meant: Sequence[Evidence], talk: Sequence[Evidence]) -> dict[str, float]:
    """Print how well a kind is told on what is held apart; gives weights learnt from all."""
    found = [signals(kind, evidence) for evidence in (*meant, *talk)]
    names = ["bias", *found[0]]
    values = np.array([list(one.values()) for one in found])
    labels = np.array([1.0] * len(meant) + [0.0] * len(talk))
    held = np.arange(len(labels)) % HELD == 0
    used = logistic(values[~held], labels[~held])
    taken = 1 / (1 + np.exp(-used[0] - values[held] @ used[1:])) >= BARS[kind]
    right, wrong = (taken[labels[held] == one] for one in (1.0, 0.0))
    print(
        f"{kind}, held apart: {right.sum()} of {len(right)} taken that were meant, "
        f"{wrong.sum()} of {len(wrong)} that were not"
    )
    return dict(zip(names, logistic(values, labels).round(3).tolist(), strict=True))


def main() -> None:
    """Learn all kinds."""
    said, *hours = (Path(name) for name in sys.argv[1:] if name != "--write")
    talk = [evidence for kept in hours for evidence in examples(kept)]
    tables = []
    for kind in KINDS:
        used = learn(kind, list(examples(said, TABLES[kind])), talk)
        lines = [f"{name} = {value}\n" for name, value in used.items()]
        tables.append(f"\n[{kind}]\n{''.join(lines)}")
    text = HEAD + "".join(tables)
    if "--write" in sys.argv:
        write(OUT, text.encode())
    else:
        print(text)


if __name__ == "__main__":
    main()
