"""What somebody types off a slip on paper: a number, times as the hand writes them, a lane, a counter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.http import uuid_of
from satuatap.kernel.errors import Refused

NAMES = ("slip", "antrean", "loket", "datang", "mulai", "selesai", "pulang")
FIELDS = {"slip": "slip", "came": "datang", "began": "mulai", "ended": "selesai", "counter": "loket", "lane": "antrean"}
"""What the room calls a field of a slip, and its name in a row."""
_NUMBER = re.compile(r"(?:sk[\s.-]*)?0*([1-9][0-9]{0,6})", re.IGNORECASE)
_HOUR = re.compile(r"([0-9]{1,2})[.:]?([0-9]{2})")


@dataclass(slots=True)
class Row:
    """A row of the form: what was typed, what is wrong with it, and in which field."""

    typed: Mapping[str, str]
    problem: str = ""
    at: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing but the number that stood there already."""
        return not any(value.strip() for name, value in self.typed.items() if name != "slip")


def slip_number(text: str, name: str = "slip") -> int:
    """The number that was typed, as ``SK-014``, ``sk14`` or ``14``. Raises ``Refused``."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        raise Refused("slip", _("Tulis nomor slip, misalnya 14 atau SK-014."), field=name)
    return int(found[1])


def hour(text: str, name: str) -> time | None:
    """The time that was typed, as ``0915``, ``915`` or ``09.15``; None for nothing. Raises ``Refused``."""
    if not text.strip():
        return None
    found = _HOUR.fullmatch(text.strip())
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise Refused("hour", _("Tulis jam seperti 0915 atau 09.15."), field=name)


def written(typed: Mapping[str, str], day: date, choices: visits.SlipChoices) -> actions.Written:
    """A row as the room understands it. Raises ``Refused``."""
    number = slip_number(typed["slip"])
    came = hour(typed["datang"], "came")
    if came is None:
        raise Refused("came", _("Isi jam datang."), field="came")
    began, ended = hour(typed["mulai"], "began"), hour(typed["selesai"], "ended")
    counter_id = uuid_of(typed["loket"]) if typed["loket"] else None
    if typed["pulang"]:
        if counter_id or began:
            raise Refused("left", _("Pulang tanpa dilayani? Kosongkan loket dan jam mulai."), field="counter")
    elif counter_id is None:
        raise Refused("counter", _("Pilih loketnya, atau centang pulang tanpa dilayani."), field="counter")
    lane_id = uuid_of(typed["antrean"]) if typed["antrean"] else _only_lane(counter_id, choices)
    return actions.Written(number, day, lane_id, came, began, ended, counter_id)


def _only_lane(counter_id: UUID | None, choices: visits.SlipChoices) -> UUID:
    """The lane of a counter that serves one. Raises ``Refused`` where somebody has to say which."""
    served = next((lanes for known, _name, lanes in choices.counters if known == counter_id), frozenset[UUID]())
    if len(served) != 1:
        raise Refused("lane", _("Pilih antreannya."), field="lane")
    return next(iter(served))
