"""Every write of this room: texts, telling people, carrying messages out, reading them."""

from .delivery import climb, confirm_report, deliver, take_report
from .notices import mark_read, notify, send_code
from .texts import put_messages

__all__ = ["climb", "confirm_report", "deliver", "mark_read", "notify", "put_messages", "send_code", "take_report"]
