"""The grammar of protection.yaml: how long what is kept, and which copies need a second person."""

from satuatap.domain.retention import queries as retention
from satuatap.domain.retention.lifecycle import Basis, Fate

from .shapes import LINE, SOURCE, YES, Choice, Day, Keys, Many, Text, Whole

TERM = Keys(
    {
        "class": Choice(retention.CLASSES),
        "kept": Text(most=20, pattern=retention.SPAN, like="30 days, 2 years, permanent, own-end or unknown"),
        "does": Choice(tuple(Fate.values)), "from": Day(), "basis": Choice(tuple(Basis.values)), "law": LINE,
        "source": SOURCE, "decision": YES,
    },
    needed=("class", "kept", "does", "from", "basis"),
)  # fmt: skip
COPIES = Keys({"from": Day(), "above": Whole(0, 100_000), "source": SOURCE}, needed=("from", "above", "source"))
PROTECTION = Keys({"retention": Many(TERM), "copies": Many(COPIES)})
