"""A referral: the appointment or the pre-check at another office, as an officer or the applicant writes it down."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import msgspec
from django.utils.translation import gettext as _

HOUR = r"^([01]?[0-9]|2[0-3])[.:][0-5][0-9]$"


def fields(number_label: str, number_pattern: str) -> dict[str, Any]:
    """What is asked at a ``refer`` step, in the reader's language."""
    number = {"type": "string", "title": number_label or _("Nomor rujukan atau pendaftaran"), "maxLength": "80"}
    if number_pattern:
        number |= {"pattern": f"^({number_pattern})$", "x-error": _("Nomor tidak sesuai polanya. Periksa lagi.")}
    hour = {"type": "string", "title": _("Jam"), "pattern": HOUR, "x-hint": _("Contoh: 09.30."), "x-privacy": "plain"}
    return {
        "type": "object",
        "required": ["on", "place"],
        "properties": {
            "on": {"format": "date", "title": _("Tanggal"), "x-privacy": "plain"},
            "time": hour | {"x-error": _("Tulis jamnya seperti 09.30.")},
            "place": {"type": "string", "title": _("Tempat"), "maxLength": "160", "x-privacy": "plain"},
            "number": number,
        },
    }


class Referral(msgspec.Struct, frozen=True):
    """Where and when somebody is expected; ``at`` None for a whole day. Hours are those of the place."""

    system: str
    on: date
    at: time | None
    place: str
    number: str


def read(system: str, results: Mapping[str, Any]) -> Referral:
    """The referral in the results of a step that has passed."""
    hour, _dot, minute = str(results.get("time", "")).replace(":", ".").partition(".")
    return Referral(
        system=system,
        on=date.fromisoformat(results["on"]),
        at=time(int(hour), int(minute)) if minute else None,
        place=str(results["place"]),
        number=str(results.get("number", "")),
    )
