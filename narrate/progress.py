"""How far a command is: a bar on a terminal, plain lines elsewhere, always on standard error."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

Report = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@contextmanager
def shown(title: str) -> Iterator[Report]:
    """Show the progress of one piece of work."""
    if sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task(title, total=None)

            def on_bar(step: str, done: int, total: int) -> None:
                bar.update(task, description=f"{title}: {step}", completed=done, total=total)

            yield on_bar
    else:
        yield _lines(title)


@contextmanager
def hidden() -> Iterator[Report]:
    """Show nothing."""
    yield untold


def untold(_step: str, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def _bar() -> "Progress":
    # Here, not above: rich is slow to import, and only a terminal needs it.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _lines(title: str) -> Report:
    """A line when a step begins and at each tenth of it: few enough for a screen reader."""
    said: set[tuple[str, int]] = set()

    def on_line(step: str, done: int, total: int) -> None:
        tenth = done * 10 // total
        if (step, tenth) not in said:
            said.add((step, tenth))
            print(f"{title}: {step} {done}/{total}", file=sys.stderr, flush=True)

    return on_line
