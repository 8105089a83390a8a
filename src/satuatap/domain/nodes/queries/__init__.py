"""Every read about nodes."""

from .copying import copy_for, officers_of
from .kept import KeptRow, application, kept, waiting_applications
from .keys import node_key
from .states import AsideRow, LineNow, NodeRow, as_of, asides, line_now, nodes, waiting_facts
from .tables import columns_of, site_in, watched

__all__ = [
    "AsideRow",
    "KeptRow",
    "LineNow",
    "NodeRow",
    "application",
    "as_of",
    "asides",
    "columns_of",
    "copy_for",
    "kept",
    "line_now",
    "node_key",
    "nodes",
    "officers_of",
    "site_in",
    "waiting_applications",
    "waiting_facts",
    "watched",
]
