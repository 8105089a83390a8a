"""Books of residents of days gone by: who stood on the cards of a village then, and how their number changed in a month."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record_look, record_looks
from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import PAGE_ROWS, Page

from .. import codes, policies
from . import snapshot
from .booked import LOOKED_AT, OF_CARD, OF_PERSON, Cells, told_person
from .counting import recap

THEN = """
WITH {people}
SELECT people.person_id, people.relation, party.name, {person}, {card}, past.facts, past_card.facts
FROM people_now people
JOIN residents_party party ON party.id = people.person_id
JOIN residents_person person ON person.party_id = people.person_id
JOIN residents_family card ON card.id = people.family_id
LEFT JOIN then_now past ON past.subject = people.person_id
LEFT JOIN then_now past_card ON past_card.subject = people.family_id
ORDER BY card.kk, people.relation, people.person_id
OFFSET %(skip)s LIMIT %(rows)s
"""
NUMBERS = frozenset({"sex", "religion", "marital", "occupation", "education", "citizenship", "blood", "status"})
ENDS = ("awal", "akhir")
CHANGES = ("lahir", "datang", "meninggal", "pindah")


def people_then(
    actor: Actor, area_code: str, on: date, purpose: str, *, at: datetime, cursor: str = "", rows: int = PAGE_ROWS,
    full: bool = False,
) -> Page[Cells]:  # fmt: skip
    """Who stood on a card of a village at the end of a day, and what the register says of them for that day. Every look
    is written down. Raises ``NotFound`` to those who do not keep the register there."""
    policies.require(policies.tells_of(actor, area_code))
    skip = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 8 else 0
    query = THEN.format(
        people=snapshot.snapshot("now", "%(on)s::date", snapshot.AREA),
        person=", ".join(f"person.{name}" for name in OF_PERSON), card=", ".join(f"card.{name}" for name in OF_CARD),
    )  # fmt: skip
    with connection.cursor() as reader:
        reader.execute(query, {"area": f"{area_code}%", "on": on, "skip": skip, "rows": rows + 1})
        found = reader.fetchall()
    if found:
        ids = [row[0] for row in found[:rows]]
        unit_id = policies.counter_of(actor)
        record_looks(party_ids=ids, by=actor, at=at, purpose=purpose, fields=LOOKED_AT, unit_id=unit_id)
    told = tuple(_told(row, full=full) for row in found[:rows])
    return Page(told, str(skip + rows) if len(found) > rows else "", str(max(skip - rows, 0)) if skip else "")


def _told(row: tuple[Any, ...], *, full: bool) -> Cells:
    _id, relation, name, *values = row
    was, card_was = (msgspec.json.decode(told) if told else None for told in values[-2:])
    del values[-2:]
    person = _as_of(dict(zip(OF_PERSON, values, strict=False)), was)
    card = _as_of(dict(zip(OF_CARD, values[len(OF_PERSON) :], strict=True)), card_was)
    return told_person((was or {}).get("name", name), relation, person, card, full=full)


def _as_of(present: Mapping[str, Any], facts: Mapping[str, str] | None) -> dict[str, Any]:
    """What a row said: the present, unless events told since; then what they said until the day, as text."""
    if facts is None:
        return dict(present)
    return {name: _value(name, facts.get(name)) for name in present}


def _value(name: str, text: str | None) -> Any:
    if name in NUMBERS:
        return int(text) if text else None
    return date.fromisoformat(text) if name == "born_on" and text else text or ""


def numbers_then(
    actor: Actor, area_code: str, year: int, month: int, purpose: str, *, at: datetime
) -> tuple[Cells, ...]:
    """How many lived in each hamlet of a village at the beginning and the end of a month, and who came and left between.

    The look is written down. Raises ``NotFound`` to those who do not keep the register there.
    """
    policies.require(policies.tells_of(actor, area_code))
    record_look(by=actor, at=at, purpose=purpose, fields=("counts",), unit_id=policies.counter_of(actor))
    since = date(year, month, 1) - timedelta(days=1)
    on = min(date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1), at.date())
    hamlets: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for what, place, sex, citizenship, number, heads in recap(area_code, since, on, snapshot.HAMLET):
        cells = hamlets[place]
        whose = "wna" if citizenship == codes.FOREIGNER else "wni"
        cells[f"{what}-{whose}-{'l' if sex == codes.MALE else 'p'}"] += number
        cells[f"{what}-kk"] += heads
        cells[f"{what}-jiwa"] += number
    return tuple(_hamlet(place, month, hamlets[place]) for place in sorted(hamlets))


def _hamlet(place: str, month: int, cells: Mapping[str, int]) -> Cells:
    told = {name: str(number) for name, number in cells.items()}
    told |= {f"{end}-anggota": str(cells[f"{end}-jiwa"] - cells[f"{end}-kk"]) for end in ENDS}
    for end in ENDS:
        told |= {f"{end}-{column}": told.get(f"{end}-{column}", "0") for column in ("kk", "jiwa")}
    new = cells["tercatat-jiwa"]
    note = _("%(number)s orang mulai tercatat") % {"number": new} if new else ""
    return told | {"bulan": str(month), "dusun": place or "–", "ket": note}
