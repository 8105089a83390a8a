"""Every write of bookings."""

from .arriving import check_in, miss
from .booking import book, cancel, move_to
from .closing import call_off
from .setting import close_plans, put_plan
from .telling import remind

__all__ = ["book", "call_off", "cancel", "check_in", "close_plans", "miss", "move_to", "put_plan", "remind"]
