"""Every read about nodes."""

from .copying import copy_for, officers_of
from .kept import KeptRow, application, kept, waiting_applications
from .keys import node_key
from .states import AsideRow, LineNow, NodeRow, as_of, asides, is_node, line_now, nodes, waiting_facts
from .tables import columns_of, site_in, watched
from .wishes import WishNow, is_waiting, unheard, wish_now, wishes_for, wishes_given, wishes_lapsed

__all__ = [
    "AsideRow",
    "KeptRow",
    "LineNow",
    "NodeRow",
    "WishNow",
    "application",
    "as_of",
    "asides",
    "columns_of",
    "copy_for",
    "is_node",
    "is_waiting",
    "kept",
    "line_now",
    "node_key",
    "nodes",
    "officers_of",
    "site_in",
    "unheard",
    "waiting_applications",
    "waiting_facts",
    "watched",
    "wish_now",
    "wishes_for",
    "wishes_given",
    "wishes_lapsed",
]
