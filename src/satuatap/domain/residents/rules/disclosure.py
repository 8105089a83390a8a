"""Tables of counts that tell of nobody: small numbers are left out, and so is whatever they could be worked out from.

A table has rows, a few columns beside each other (men, women), and a total of every row and of every column. Whoever
subtracts what is shown from a total must be left with at least two numbers left out that together are not small.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Counts = Mapping[str, Sequence[int]]
"""Numbers of one row by its key, one for each column."""
Cell = int | None
"""None where the number is left out."""


@dataclass(frozen=True, slots=True)
class Row:
    """``total`` is that of the row; with one column there is only that."""

    key: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` in the order given, ``totals`` of the columns, ``total`` of everything. ``left_out`` numbers are not told."""

    rows: tuple[Row, ...]
    totals: tuple[Cell, ...]
    total: Cell
    left_out: int


def disclosed(counts: Counts, under: int) -> Table:
    """The table without numbers from 1 to below ``under``, and without as many others as it takes to hide those."""
    grid = [_with_total(cells) for cells in counts.values()]
    width = len(grid[0]) if grid else 0
    grid.append([sum(line[at] for line in grid) for at in range(width)])
    hidden = {(at, to) for at, line in enumerate(grid) for to, number in enumerate(line) if 0 < number < under}
    while True:
        more = _exposed(grid, hidden, under)
        if not more:
            break
        hidden |= more
    shown = [
        tuple(None if (at, to) in hidden else number for to, number in enumerate(line)) for at, line in enumerate(grid)
    ]
    rows = tuple(_row(key, cells) for key, cells in zip(counts, shown, strict=False))
    last = _row("", shown[-1]) if width else Row("", (), 0)
    return Table(rows, last.cells, last.total, len(hidden))


def _with_total(cells: Sequence[int]) -> list[int]:
    return [*cells, sum(cells)] if len(cells) > 1 else list(cells)


def _row(key: str, cells: tuple[Cell, ...]) -> Row:
    return Row(key, cells[:-1], cells[-1])


def _exposed(grid: Sequence[Sequence[int]], hidden: set[tuple[int, int]], under: int) -> set[tuple[int, int]]:
    """One number more to leave out, of the first row or column whose total gives a hidden one away; none when all is
    well."""
    height, width = len(grid) - 1, len(grid[-1])
    for to in range(width):
        if (height, to) in hidden:
            continue
        column = [(at, to) for at in range(height)]
        gone = [cell for cell in column if cell in hidden]
        is_told = len(gone) == 1 or sum(grid[at][to] for at, to in gone) < under
        if gone and is_told and (found := _smallest(grid, [cell for cell in column if cell not in hidden])):
            return found
    if width == 1:
        return set()
    for at in range(height + 1):
        line = [(at, to) for to in range(width)]
        if sum(cell in hidden for cell in line) == 1:
            return _smallest(grid, [cell for cell in line[:-1] if cell not in hidden] or line[-1:])
    return set()


def _smallest(grid: Sequence[Sequence[int]], cells: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The smallest number that is something, or else a nought."""
    return set(sorted(cells, key=lambda cell: (grid[cell[0]][cell[1]] == 0, grid[cell[0]][cell[1]], cell))[:1])
