"""What the statutory books of a village tell of its people: who stands in the register, and what happened in a year."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from satuatap.domain.audit.actions import record_looks
from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import PAGE_ROWS, Page, page
from satuatap.kernel.privacy import mask_nik

from .. import codes, policies
from ..lifecycle import EventState, Kind
from ..models import EventChange, EventStep, FamilyMember
from . import snapshot

OF_PERSON = (
    "nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education", "citizenship", "blood",
    "father_name", "mother_name", "status",
)  # fmt: skip
OF_CARD = ("kk", "address", "rt", "rw", "hamlet")
LOOKED_AT = ("name", "nik", "sex", "born_on", "marital", "address", "kk", "family")
TOLD = (Kind.BIRTH, Kind.DEATH, Kind.MOVE_IN, Kind.MOVE_OUT)
Cells = Mapping[str, str]


def code_lists() -> dict[str, dict[int, str]]:
    """The lists whose numbers stand in the cells of ``people_told`` (``sex-code``), with the words of each number."""
    return codes.LISTS


def people_told(
    actor: Actor, area_code: str, purpose: str, *, at: datetime, cursor: str = "", rows: int = PAGE_ROWS,
    full: bool = False,
) -> Page[Cells]:  # fmt: skip
    """Who stands on a card of a village now, card by card, as cells of its books; numbers masked unless ``full``. Every
    look is written down. Raises ``NotFound`` to those who do not keep the register there."""
    policies.require(policies.tells_of(actor, area_code))
    members = _members(area_code).values(
        "id", "relation", "person_id", "person__party__name", *(f"person__{name}" for name in OF_PERSON),
        *(f"family__{name}" for name in OF_CARD),
    )  # fmt: skip
    found = page(members, keys=["family__kk", "relation", "id"], cursor=cursor, row=lambda row: row, rows=rows)
    _record(actor, [row["person_id"] for row in found.rows], purpose, at)
    return Page(tuple(_person(row, full=full) for row in found.rows), found.next, found.previous)


def _members(area_code: str) -> QuerySet[FamilyMember]:
    return FamilyMember.objects.filter(to_on=None, family__area_code=area_code, person__status__in=codes.ON_CARD)


def people_number(actor: Actor, area_code: str, on: date | None) -> int:
    """How many ``people_told``, or with a day ``people_then``, would tell of. Raises ``NotFound`` as they do."""
    policies.require(policies.tells_of(actor, area_code))
    if on is None:
        return _members(area_code).count()
    query = f"WITH {snapshot.snapshot('now', '%(on)s::date', snapshot.AREA)} SELECT count(*) FROM people_now"  # noqa: S608
    with connection.cursor() as reader:
        reader.execute(query, {"area": f"{area_code}%", "on": on})
        return int(reader.fetchone()[0])


def changes_number(actor: Actor, area_code: str, year: int) -> int:
    """How many lines ``changes_told`` would have. Raises ``NotFound`` as it does."""
    policies.require(policies.tells_of(actor, area_code))
    return _changes(area_code, year).count()


def _changes(area_code: str, year: int) -> QuerySet[EventChange]:
    cancelled = EventStep.objects.filter(event=OuterRef("event"), state=EventState.CANCELLED)
    moved = Q(event__kind__in=[Kind.DEATH, Kind.MOVE_OUT, Kind.MOVE_IN], facts__has_key="status")
    born = Q(event__kind=Kind.BIRTH, facts__has_key="born_on")
    return EventChange.objects.filter(
        moved | born, ~Exists(cancelled), event__area_code=area_code, event__on__year=year, party__isnull=False
    )


def changes_told(
    actor: Actor, area_code: str, year: int, purpose: str, *, at: datetime, cursor: str = "", rows: int = PAGE_ROWS
) -> Page[Cells]:
    """Births, deaths and moves of a village's people in a year, in order, as cells of its book; what was cancelled is
    left out. Every look is written down. Raises ``NotFound`` to those who do not keep the register there."""
    policies.require(policies.tells_of(actor, area_code))
    changes = _changes(area_code, year).values(
        "id", "event__kind", "event__on", "event__document", "facts", "before", "party_id", "party__name",
        "party__person__birth_place", "party__person__born_on", "party__person__sex", "party__person__citizenship",
    )  # fmt: skip
    found = page(changes, keys=["event__on", "id"], cursor=cursor, row=lambda row: row, rows=rows)
    _record(actor, [row["party_id"] for row in found.rows], purpose, at)
    return Page(tuple(_change(row) for row in found.rows), found.next, found.previous)


def _record(actor: Actor, parties: list[Any], purpose: str, at: datetime) -> None:
    if parties:
        record_looks(
            party_ids=parties, by=actor, at=at, purpose=purpose, fields=LOOKED_AT, unit_id=policies.counter_of(actor)
        )


def _person(row: Mapping[str, Any], *, full: bool) -> Cells:
    person = {name: row[f"person__{name}"] for name in OF_PERSON}
    card = {name: row[f"family__{name}"] for name in OF_CARD}
    return told_person(row["person__party__name"], row["relation"], person, card, full=full)


def told_person(
    name: str, relation: int, person: Mapping[str, Any], card: Mapping[str, str], *, full: bool
) -> Cells:  # fmt: skip
    """Somebody as cells of a book: in words, and for other systems in the numbers of the lists (``sex-code``)."""
    said = {of: codes.label(of, person[of]) for of in codes.LISTS if of in person}
    numbers = {f"{of}-code": "" if person[of] is None else str(person[of]) for of in codes.LISTS if of in person}
    return (
        said
        | numbers
        | {
            "name": name,
            "street": card["address"],
            "hamlet": card["hamlet"],
            "rw": card["rw"],
            "rt": card["rt"],
            "relation-code": str(relation),
            "birth-place": person["birth_place"],
            "born-on": person["born_on"].isoformat(),
            "birth": f"{person['birth_place']}, {person['born_on']:%d-%m-%Y}",
            "address": _address(card),
            "relation": codes.label("relation", relation),
            "nik": (person["nik"] if full else mask_nik(person["nik"])) if person["nik"] else "",
            "kk": card["kk"] if full else mask_nik(card["kk"]),
            "father-name": person["father_name"],
            "mother-name": person["mother_name"],
        }
    )


def _address(card: Mapping[str, str]) -> str:
    parts = [
        card["address"],
        card["hamlet"],
        f"RT {card['rt']}" if card["rt"] else "",
        f"RW {card['rw']}" if card["rw"] else "",
    ]
    return ", ".join(part for part in parts if part)


def _change(row: Mapping[str, Any]) -> Cells:
    kind, on = row["event__kind"], row["event__on"].isoformat()
    cells = {
        "name": row["party__name"],
        "birth-place": row["party__person__birth_place"],
        "born-on": row["party__person__born_on"].isoformat(),
        "sex": codes.label("sex", row["party__person__sex"]),
        "citizenship": codes.label("citizenship", row["party__person__citizenship"]),
        "ket": row["event__document"],
    }
    if kind == Kind.BIRTH:
        return cells | {"came-on": on, "came-from": "lahir"}
    if kind == Kind.MOVE_IN:
        return cells | {"came-on": on, "came-from": row["before"].get("elsewhere", "")}
    if kind == Kind.MOVE_OUT:
        return cells | {"went-on": on, "went-to": row["facts"].get("elsewhere", "")}
    return cells | {"died-on": on}
