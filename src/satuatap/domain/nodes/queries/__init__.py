"""Every read about nodes."""

from .copying import copy_for, officers_of
from .kept import KeptRow, application, kept, waiting_applications
from .keys import node_key
from .states import (
    AsideRow,
    LineNow,
    NodeRow,
    UnsentRow,
    as_of,
    asides,
    line_now,
    nodes,
    reaches_centre,
    unsent,
    waiting_facts,
)
from .tables import columns_of, site_in, watched
from .wishes import WishNow, is_waiting, unheard, wish_now, wishes_for, wishes_given, wishes_lapsed

__all__ = [
    "AsideRow",
    "KeptRow",
    "LineNow",
    "NodeRow",
    "UnsentRow",
    "WishNow",
    "application",
    "as_of",
    "asides",
    "columns_of",
    "copy_for",
    "is_waiting",
    "kept",
    "line_now",
    "node_key",
    "nodes",
    "officers_of",
    "reaches_centre",
    "site_in",
    "unheard",
    "unsent",
    "waiting_applications",
    "waiting_facts",
    "watched",
    "wish_now",
    "wishes_for",
    "wishes_given",
    "wishes_lapsed",
]
