"""What a pack says about the statutory registers of villages."""

from datetime import datetime

from satuatap.domain.books import actions as books
from satuatap.kernel.actors import Actor

from ..queries import Pack
from ..rules.shapes import UNKNOWN


def put_books(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter or change every book; returns how many are new or different."""
    entries = []
    for told in pack.section("books.yaml", "books") or ():
        facts = {name: value for name, value in told.items() if name != "source"}
        facts["law"] = "" if told["law"] == UNKNOWN else told["law"]
        entries.append(books.BookEntry(**facts))
    return books.put_books(entries=entries, by=by, at=at)
