"""Learn how people give commands, and measure it on the words of writers it did not learn from.

usage: scripts/learn_commands [--write]

From `tests/data/understanding_more/commands.tsv` and `talk.tsv`, the other tables but the rows that
are held, the tests of the commands, and the lessons. Prints what comes of the first two, over folds
of their writers: how many commands the templates know, how many are obeyed with what was learnt,
how many are taken for another, and how much talk for a command. `--write` learns from all and
writes `skill/data/nl/gist.npz`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from classifying import FOLDS, TABLES, is_to_write, keep, learn, table
from lessons import lessons

from skill.classifier import NONE, Classifier, Floats
from skill.commands import Command, Commands
from skill.encoder import encoder
from skill.gist import BAR, FILE, kind
from skill.turn import printed
from skill.utterance import normalise

WRITTEN = [TABLES / "understanding_more" / f"{name}.tsv" for name in ("commands", "talk")]
ASKED = ("understanding", "asking", "finding", "understanding_more")
HIDDEN = 64
LESSON = 0.3
"""What a question of the lessons counts for."""
BARS = (0.5, 0.7, BAR, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Row:
    """An utterance and what it asks for."""

    said: str
    """As the skill writes it."""
    kind: str
    counts: float = 1.0
    writer: str = ""
    """Whose row it is; empty for what is not measured."""


def rows(commands: Commands) -> list[Row]:
    """All utterances that may be learnt from, each once, those of the writers first."""
    found = [*_written(), *_tables(commands), *_tests(commands), *_lessons()]
    return list({row.said: row for row in reversed(found) if row.said}.values())


def _written() -> Iterator[Row]:
    commands, talk = WRITTEN
    for row in table(commands):
        argument = int(row["argument"]) if row["argument"] else None
        asked = kind(Command(row["command"], argument))
        yield Row(normalise(row["utterance"]), asked, writer=row["writer"])
    for row in table(talk):
        yield Row(normalise(row["utterance"]), NONE, writer=row["writer"])


def _tables(commands: Commands) -> Iterator[Row]:
    """What the other tables hold; a command as the templates know it, for tables know fewer."""
    paths = sorted(path for name in ASKED for path in (TABLES / name).glob("*.tsv"))
    for path in (path for path in paths if path not in WRITTEN):
        for row in table(path):
            text = row.get("utterance") or row["question"]
            command = commands.match(text)
            if path.stem != "commands" and command is None:
                yield Row(normalise(text), NONE)
            elif path.stem == "commands" and command is not None:
                argument = int(row["argument"]) if row["argument"] else None
                if printed(command) == (row["command"], argument):
                    yield Row(normalise(text), kind(command))


def _tests(commands: Commands) -> Iterator[Row]:
    for intent in commands.intents:
        for text, argument in intent.tests.items():
            if not intent.offered:
                yield Row(normalise(text), kind(Command(intent.name, argument)))


def _lessons() -> Iterator[Row]:
    for lesson in (one for some in lessons() for one in some):
        for text in (*(case.question for case in lesson.answered), *lesson.unanswered):
            yield Row(normalise(text), NONE, LESSON)


def learnt_from(taught: Sequence[Row], meanings: Floats) -> Classifier:
    """A classifier of everything that is asked for."""
    kinds = sorted({row.kind for row in taught} - {NONE})
    seen = [(row.said.split(), row.kind) for row in taught]
    return learn((NONE, *kinds), seen, np.array([row.counts for row in taught]), meanings, HIDDEN)


def figures(commands: Commands, taught: Sequence[Row], meanings: Floats) -> Iterator[str]:
    """What comes of the writers' rows, each judged by what was learnt from the other writers."""
    writers = sorted({row.writer for row in taught} - {""})
    fold = np.array([writers.index(one.writer) % FOLDS if one.writer else -1 for one in taught])
    judged: list[tuple[Row, str, float]] = []
    for number in range(FOLDS):
        others = np.flatnonzero(fold != number)
        learnt = learnt_from([taught[at] for at in others], meanings[others])
        for at in np.flatnonzero(fold == number):
            chances = learnt.chances(taught[at].said.split(), meanings[at])
            best = max(chances, key=chances.__getitem__)
            judged.append((taught[at], best, chances[best]))
    known = {row.said: commands.match(row.said) for row, _, _ in judged}
    yield from _counted("templates", [(row, _kind(known[row.said])) for row, _, _ in judged])
    for bar in BARS:
        learnt_ = [(row, best if chance >= bar else NONE) for row, best, chance in judged]
        both = [(row, _kind(known[row.said]) if known[row.said] else one) for row, one in learnt_]
        yield from _counted(f"from {bar}, learnt", learnt_)
        yield from _counted(f"from {bar}, both", both)


def _kind(command: Command | None) -> str:
    return NONE if command is None else kind(command)


def _counted(name: str, told: Sequence[tuple[Row, str]]) -> Iterator[str]:
    asked = [(row.kind, one) for row, one in told if row.kind != NONE]
    talk = [one for row, one in told if row.kind == NONE]
    right = sum(wanted == one for wanted, one in asked) / len(asked)
    other = sum(one not in (wanted, NONE) for wanted, one in asked) / len(asked)
    taken = sum(one != NONE for one in talk) / len(talk)
    yield (
        f"{name}: {right:.3f} of {len(asked)} commands, {other:.3f} taken for another; "
        f"{taken:.4f} of {len(talk)} lines of talk"
    )


def main(write: bool) -> None:
    """Measure over folds, print, and learn from all when asked to."""
    commands = Commands.load()
    taught = rows(commands)
    meanings = encoder().questions([row.said for row in taught])
    print("\n".join(figures(commands, taught, meanings)))
    if write:
        keep(learnt_from(taught, meanings), FILE)


if __name__ == "__main__":
    main(write=is_to_write(__doc__))
