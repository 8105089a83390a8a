"""How far a long step is, told while its transaction is still open."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import connection

STEP = 1_000
Row = TypeVar("Row")


def batched(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows in lists of at most so many."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


class Progress:
    """Counts rows, and says so on a line of its own: nobody else could see it from within the transaction."""

    def __init__(self, batch_id: UUID, total: int) -> None:
        self.batch_id, self.done, self.told = batch_id, 0, 0
        self.beside = connection.copy()
        self._tell(total)

    def add(self, rows: int) -> None:
        self.done += rows
        if self.done - self.told >= STEP:
            self._tell(None)

    def _tell(self, total: int | None) -> None:
        self.told = self.done
        with self.beside.cursor() as cursor:
            cursor.execute(
                "UPDATE residents_importbatch SET done = %s, total = coalesce(%s, total) WHERE id = %s",
                [self.done, total, self.batch_id],
            )
        self.beside.close()
