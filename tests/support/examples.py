"""How many examples a property is tried with."""

import os


def examples(full: int) -> int:
    """So many; a sixth of them, at least five, where only the database is another one (``FEW_EXAMPLES=1``)."""
    return max(5, full // 6) if "FEW_EXAMPLES" in os.environ else full
