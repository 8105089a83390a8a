"""Every write of this room: bills, settling them, payments through a gateway, treasuries."""

from ..rules import Line
from .bills import cancel_bill, open_bill
from .payments import ask, close_charge, confirm_notification, start_payment, take_report
from .settlement import settle_cash, settle_outside
from .treasuries import put_treasury, resolve_unmatched

__all__ = [
    "Line",
    "ask",
    "cancel_bill",
    "close_charge",
    "confirm_notification",
    "open_bill",
    "put_treasury",
    "resolve_unmatched",
    "settle_cash",
    "settle_outside",
    "start_payment",
    "take_report",
]
