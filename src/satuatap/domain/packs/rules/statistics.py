"""The grammar of statistics.yaml: which numbers tables of the register leave out."""

from .shapes import SOURCE, Day, Keys, Many, Whole

SMALL_CELLS = Keys({"from": Day(), "under": Whole(2, 100), "source": SOURCE}, needed=("from", "under", "source"))
STATISTICS = Keys({"small_cells": Many(SMALL_CELLS, 1)}, needed=("small_cells",))
