"""Every read about nodes."""

from .copying import copy_for
from .keys import node_key
from .states import AsideRow, LineNow, NodeRow, as_of, asides, line_now, nodes, waiting_facts
from .tables import columns_of, site_in, watched

__all__ = [
    "AsideRow",
    "LineNow",
    "NodeRow",
    "as_of",
    "asides",
    "columns_of",
    "copy_for",
    "line_now",
    "node_key",
    "nodes",
    "site_in",
    "waiting_facts",
    "watched",
]
