"""The grid of a table: which cell stands in which column, also where cells cover several rows."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from narrate.article import Cell


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in one row of the grid."""

    cell: Cell
    column: int
    """The first that it covers, from 0."""
    again: bool
    """Whether it began in a row above this one."""


def laid_out(rows: Iterable[Iterable[Cell]]) -> Iterator[list[Placed]]:
    """Give the cells of each row from left to right, those that reach down from above too."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        placed = _row(deque(row), reaching)
        reaching = {
            p.column: (p.cell, left - 1)
            for p in placed
            if (left := reaching[p.column][1] if p.again else p.cell.rows) > 1
        }
        yield placed


def _row(own: deque[Cell], reaching: dict[int, tuple[Cell, int]]) -> list[Placed]:
    """Place a row's own cells in the columns that no cell from above takes."""
    placed = []
    column = 0
    while own or any(other >= column for other in reaching):
        if column in reaching:
            cell, again = reaching[column][0], True
        elif own:
            cell, again = own.popleft(), False
        else:
            column += 1
            continue
        placed.append(Placed(cell, column, again))
        column += cell.columns
    return placed
