"""Every write of this room."""

from .destroying import destroy_some, forget_person
from .holding import end_hold, set_hold
from .listing import decide_list, make_list, submit_list
from .schedule import TermEntry, count, put_schedule

__all__ = [
    "TermEntry",
    "count",
    "decide_list",
    "destroy_some",
    "end_hold",
    "forget_person",
    "make_list",
    "put_schedule",
    "set_hold",
    "submit_list",
]
