"""An appointment as a file that every calendar reads (iCalendar, RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.http import HttpResponse

from .downloads import attachment

DAY, MOMENT = "%Y%m%d", "%Y%m%dT%H%M%S"
LONGEST = 75  # octets of a line


def on_day(day: date) -> list[str]:
    return [f"DTSTART;VALUE=DATE:{day:{DAY}}"]


def between(begins: datetime, ends: datetime) -> list[str]:
    """Moments with a zone are written in UTC; those without one are hours of the place."""
    return [f"DTSTART:{_moment(begins)}", f"DTEND:{_moment(ends)}"]


def event(
    *, uid: str, when: Sequence[str], title: str, place: str, about: str, now: datetime, name: str
) -> HttpResponse:
    """The file, to be saved under a name. The same ``uid`` again replaces the appointment in the calendar."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SatuAtap//ID", "BEGIN:VEVENT",
        f"UID:{uid}@satuatap", f"DTSTAMP:{_moment(now)}", *when, f"SUMMARY:{_safe(title)}", f"LOCATION:{_safe(place)}",
        f"DESCRIPTION:{_safe(about)}", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    text = "\r\n".join(_folded(line) for line in lines)
    return attachment(text.encode(), f"{name}.ics", "text/calendar; charset=utf-8")


def _moment(at: datetime) -> str:
    return f"{at:{MOMENT}}" if at.tzinfo is None else f"{at.astimezone(UTC):{MOMENT}}Z"


def _safe(text: str) -> str:
    """The text as iCalendar wants it: one line, its own signs escaped."""
    plain = " ".join(text.split()).replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Long lines go on after a line break and a space, which belongs to the break."""
    parts, room = [""], LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append("")
            room = LONGEST - 1
        parts[-1] += letter
        room -= size
    return "\r\n ".join(parts)
