"""Reporting a breach, declaring it or not, telling those whom it reaches and the authority, and closing it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer, publish

from .. import events, policies, ports, rules
from ..models import Breach, BreachPerson, BreachState, Person
from .calling import called_out

LONGEST = {
    "what": 2000,
    "data": 1000,
    "happened": 300,
    "reaches": 1000,
    "handling": 2000,
    "recovery": 2000,
    "reason": 1000,
}
MOST_NUMBERS = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a breach; every field may still be empty in a report but ``what``."""

    what: str
    data: str = ""
    happened: str = ""
    reaches: str = ""
    handling: str = ""
    recovery: str = ""


@transaction.atomic
def report_breach(*, told: Told, known_at: datetime, by: Actor, at: datetime) -> Breach:
    """Any officer reports what looks like a breach; the clock runs from when it was known.

    Raises ``NotFound`` to all who do not work here, ``Refused`` without words and for a moment that is still to come.
    """
    if not by.is_staff:
        raise NotFound
    words = _words(told, ("what",))
    if known_at > at:
        raise Refused("known", _("Waktu ini belum terjadi."), field="known_at")
    row = Breach.objects.create(
        **words, reported_by=by.id, unit_id=min(by.unit_ids()), reported_at=at, known_at=known_at,
        due_at=rules.answer_due(known_at),
    )  # fmt: skip
    record("residents.breach-reported", on=row, by=by, at=at, unit_id=row.unit_id)
    publish(events.BreachReported(breach_id=row.pk))
    return row


@transaction.atomic
def write_breach(*, breach_id: UUID, told: Told, by: Actor, at: datetime) -> Breach:
    """Declare a reported breach, or write on what is known of a declared one; the first time it gets its number.

    Raises ``NotFound`` to all who do not protect data, ``Refused`` without what, which data and whom it reaches.
    """
    row = _open(breach_id, by)
    words = _words(told, ("what", "data", "reaches"))
    for name, value in words.items():
        setattr(row, name, value)
    if row.state == BreachState.REPORTED:
        row.state, row.declared_at, row.number = BreachState.DECLARED, at, _next_number(at)
    row.save(update_fields=[*words, "state", "declared_at", "number"])
    record("residents.breach-declared", on=row, by=by, at=at, fields=sorted(words))
    return row


@transaction.atomic
def dismiss_breach(*, breach_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """It was no breach of personal data, and why. Raises ``NotFound`` to others, ``Refused`` without a reason and for one
    that was declared, or that oneself has reported."""
    row = _open(breach_id, by)
    words = reason.strip()[: LONGEST["reason"]]
    if row.state != BreachState.REPORTED:
        raise Refused("declared", _("Kebocoran ini sudah dinyatakan."), field="reason")
    if not words:
        raise Refused("reason", _("Tulis mengapa ini bukan kebocoran data."), field="reason")
    row.state, row.reason, row.ended_at = BreachState.DISMISSED, words, at
    row.save(update_fields=["state", "reason", "ended_at"])
    record("residents.breach-dismissed", on=row, by=by, at=at)


@transaction.atomic
def add_breach_persons(*, breach_id: UUID, numbers: str, by: Actor, at: datetime) -> tuple[int, int]:
    """Name those whom a declared breach reaches by their NIK; how many were found, and how many numbers led to nobody.

    Raises ``NotFound`` to others, ``Refused`` before it is declared and for more numbers than are taken at once.
    """
    row = _declared(breach_id, by)
    niks = set(re.findall(r"\b\d{16}\b", numbers))
    if not niks or len(niks) > MOST_NUMBERS:
        raise Refused("numbers", _("Tulis NIK, satu di setiap baris, paling banyak 500 sekali kirim."), field="numbers")
    found = list(Person.objects.filter(nik__in=niks).values_list("party_id", flat=True))
    rows = [BreachPerson(breach=row, party_id=party_id, added_at=at) for party_id in found]
    BreachPerson.objects.bulk_create(rows, ignore_conflicts=True)
    for party_id in found:
        record("residents.breach-person", on=row, by=by, at=at, party_id=party_id)
    return len(found), len(niks) - len(found)


@transaction.atomic
def tell_breach_persons(*, breach_id: UUID, by: Actor, at: datetime) -> int:
    """Tell everybody whom it reaches and who was not told yet; how many. Without anybody by name it is noted that there is
    nobody to tell so. Raises ``NotFound`` to others, ``Refused`` without what is being done about it."""
    row = _declared(breach_id, by)
    _require_whole(row)
    waiting = list(BreachPerson.objects.select_for_update().filter(breach=row, told_at=None))
    for person in waiting:
        publish(events.BreachTold(breach_id=row.pk, party_id=person.party_id))
        record("residents.breach-person-told", on=row, by=by, at=at, party_id=person.party_id)
    BreachPerson.objects.filter(pk__in=[person.pk for person in waiting]).update(told_at=at)
    if row.persons_at is None:
        row.persons_at = at
        row.save(update_fields=["persons_at"])
    record("residents.breach-persons-told", on=row, by=by, at=at)
    return len(waiting)


@transaction.atomic
def ask_breach_paper(*, breach_id: UUID, by: Actor, at: datetime) -> None:
    """Have the notice to the authority set by the worker, as the breach is written now. Raises as ``tell_breach_persons``."""
    row = _declared(breach_id, by)
    _require_whole(row)
    defer("residents.set_breach_paper", breach_id=str(row.pk))
    record("residents.breach-paper-asked", on=row, by=by, at=at)


@transaction.atomic
def set_breach_paper(*, breach_id: UUID, by: Actor, at: datetime) -> None:
    """Set the notice; for the worker alone. Raises ``NotSet`` where it cannot be set now, to be tried again."""
    policies.require(by.is_system)
    row = Breach.objects.select_for_update().filter(pk=breach_id, number__isnull=False).first()
    if row is None or not ports.breach_setters:
        return
    row.paper = ports.breach_setters[0](_notice(row), at)
    row.save(update_fields=["paper"])
    record("residents.breach-paper-set", on=row, by=by, at=at)


@transaction.atomic
def note_authority(*, breach_id: UUID, reference: str, by: Actor, at: datetime) -> None:
    """The authority was told, and by what that is known: number of the letter, mail, receipt. Raises ``Refused`` without."""
    row = _declared(breach_id, by)
    _require_whole(row)
    words = " ".join(reference.split())[:160]
    if not words:
        raise Refused(
            "reference", _("Tulis lewat apa otoritas diberi tahu: nomor surat atau tanda terima."), field="reference"
        )
    row.authority_at, row.authority_ref = row.authority_at or at, words
    row.save(update_fields=["authority_at", "authority_ref"])
    record("residents.breach-authority-told", on=row, by=by, at=at)


@transaction.atomic
def close_breach(*, breach_id: UUID, by: Actor, at: datetime) -> None:
    """It is over. Raises ``Refused`` before persons and authority were told and it is written how it was recovered."""
    row = _declared(breach_id, by)
    if row.persons_at is None or row.authority_at is None or not row.recovery:
        words = _("Tutup setelah warga dan otoritas diberi tahu dan pemulihannya ditulis.")
        raise Refused("open", words, field="recovery")
    row.state, row.ended_at = BreachState.CLOSED, at
    row.save(update_fields=["state", "ended_at"])
    record("residents.breach-closed", on=row, by=by, at=at)


@transaction.atomic
def mind_breaches(*, by: Actor, at: datetime) -> None:
    """Call out breaches of which not everybody was told: once a day before the limit, once when it has passed."""
    policies.require(by.is_system)
    waiting = Breach.objects.filter(state__in=[BreachState.REPORTED, BreachState.DECLARED])
    waiting = waiting.exclude(persons_at__isnull=False, authority_at__isnull=False).defer("paper")
    for row, is_late in called_out(waiting, "residents.breach", by=by, at=at):
        publish(events.BreachWaits(breach_id=row.pk, is_late=is_late))


def _words(told: Told, needed: Sequence[str]) -> dict[str, str]:
    given = {name: str(getattr(told, name)).strip() for name in Told.__slots__}
    for name, words in given.items():
        if len(words) > LONGEST[name]:
            raise Refused("long", _("Terlalu panjang. Tulis lebih singkat."), field=name)
        if name in needed and not words:
            raise Refused("empty", _("Tulis ini dulu; yang belum diketahui ditulis “belum diketahui”."), field=name)
    return given


def _open(breach_id: UUID, by: Actor) -> Breach:
    policies.require(policies.protects_data(by))
    row = Breach.objects.select_for_update().filter(pk=breach_id).first()
    if row is None:
        raise NotFound
    if row.state in (BreachState.CLOSED, BreachState.DISMISSED):
        raise Refused("ended", _("Kebocoran ini sudah ditutup."))
    return row


def _declared(breach_id: UUID, by: Actor) -> Breach:
    row = _open(breach_id, by)
    if row.state != BreachState.DECLARED:
        raise Refused("reported", _("Nyatakan dulu sebagai kebocoran data."))
    return row


def _require_whole(row: Breach) -> None:
    """The law wants which data, when and how, and what is done about it in the notice."""
    if not (row.data and row.happened and row.handling):
        words = _("Lengkapi dulu: data apa, kapan dan bagaimana terjadi, dan apa yang sudah dilakukan.")
        raise Refused("incomplete", words, field="handling")


def _notice(row: Breach) -> dict[str, Any]:
    names = (*Told.__slots__, "number", "known_at", "due_at", "declared_at", "persons_at")
    return {name: getattr(row, name) for name in names} | {"persons": row.persons.count()}


def _next_number(at: datetime) -> str:
    """The next of the year, gapless: whoever declares waits for the one before."""
    year = timezone.localtime(at).year
    last = Breach.objects.select_for_update().filter(number__startswith=f"KD-{year}-").order_by("-number").first()
    serial = int(last.number.rpartition("-")[2]) + 1 if last and last.number else 1
    return f"KD-{year}-{serial:03}"
