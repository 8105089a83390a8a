"""Every write of this room: texts, telling people, carrying messages out, paper, what people answer, reading."""

from .delivery import climb, confirm_report, deliver, take_report
from .notices import mark_read, notify, send_code, send_link
from .pushing import forget_browsers, subscribe, subscribe_own, unsubscribe
from .replies import confirm_reply, finish_reply, prefer_sms, settle_reply, take_reply
from .slips import give_slip, print_slip
from .texts import put_messages

__all__ = [
    "climb",
    "confirm_reply",
    "confirm_report",
    "deliver",
    "finish_reply",
    "forget_browsers",
    "give_slip",
    "mark_read",
    "notify",
    "prefer_sms",
    "print_slip",
    "put_messages",
    "send_code",
    "send_link",
    "settle_reply",
    "subscribe",
    "subscribe_own",
    "take_reply",
    "take_report",
    "unsubscribe",
]
