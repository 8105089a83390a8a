"""The grammar of what a pack says of the register: what events ask of offices, which numbers tables leave out, and how
files of other systems are laid out."""

from satuatap.domain.residents.lifecycle import IMPORTED, IMPORTED_ALWAYS, Kind, Task

from .shapes import CODE, LINE, SOURCE, Choice, Day, Keys, Many, Text, Whole

LAYOUT = Keys(
    {
        "code": CODE, "name": Text(most=120), "source": SOURCE, "days": Choice(("dmy", "mdy")),
        "columns": Keys(dict.fromkeys(IMPORTED, LINE), needed=tuple(sorted(IMPORTED_ALWAYS))),
    },
    needed=("code", "name", "source", "days", "columns"),
)  # fmt: skip
LAYOUTS = Keys({"layouts": Many(LAYOUT, 1)}, needed=("layouts",))
CONSEQUENCE = Keys(
    {"event": Choice(tuple(Kind.values)), "task": Choice(tuple(Task.values)), "unit": CODE, "source": SOURCE},
    needed=("event", "task", "source"),
)
CONSEQUENCES = Keys({"consequences": Many(CONSEQUENCE)}, needed=("consequences",))
SMALL_CELLS = Keys({"from": Day(), "under": Whole(2, 100), "source": SOURCE}, needed=("from", "under", "source"))
STATISTICS = Keys({"small_cells": Many(SMALL_CELLS, 1)}, needed=("small_cells",))
