"""The grammar of what a pack says of the register: what events ask of offices, and which numbers tables leave out."""

from satuatap.domain.residents.lifecycle import Kind, Task

from .shapes import CODE, SOURCE, Choice, Day, Keys, Many, Whole

CONSEQUENCE = Keys(
    {"event": Choice(tuple(Kind.values)), "task": Choice(tuple(Task.values)), "unit": CODE, "source": SOURCE},
    needed=("event", "task", "source"),
)
CONSEQUENCES = Keys({"consequences": Many(CONSEQUENCE)}, needed=("consequences",))
SMALL_CELLS = Keys({"from": Day(), "under": Whole(2, 100), "source": SOURCE}, needed=("from", "under", "source"))
STATISTICS = Keys({"small_cells": Many(SMALL_CELLS, 1)}, needed=("small_cells",))
