"""Saying that a fact is wrong, and putting it right."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import codes, events, policies, queries, rules
from ..models import FactReport, Family, Origin, Party, Person
from .people import REACHABLE, reachable, set_origin

CORRECTABLE = (
    "name", "nik", "birth_place", "religion", "marital", "occupation", "education", "blood", "phone", "email",
    "status",
)  # fmt: skip
REPORTABLE = (*CORRECTABLE, "sex", "born_on", "citizenship", "address", "kk", "family")
LONGEST_WORDS, LONGEST_FACT = 500, 200
PROOF_OF = "residents.factreport"


@transaction.atomic
def report_fact(
    *,
    party_id: UUID,
    field: str,
    words: str,
    by: Actor,
    at: datetime,
    should_be: str = "",
    about: UUID | None = None,
    upload: tuple[bytes, str] | None = None,
) -> FactReport:
    """Say that something in the register is wrong, in one's own words; an application on its way goes on.

    ``upload`` is a proof (bytes and name). While a report of the same fact is open, that one stands. Raises ``Refused``
    without words, ``NotFound`` to all but the person, those who act for it, and staff.
    """
    policies.require(policies.serves_people(by), party_id in by.parties)
    if field not in REPORTABLE:
        raise Refused("field", _("Pilih data yang salah dari daftar."), field="field")
    text = " ".join(words.split())
    if not text or len(text) > LONGEST_WORDS:
        raise Refused("words", _("Tulis apa yang salah dan bagaimana seharusnya, singkat saja."), field="words")
    right = " ".join(should_be.split())
    if len(right) > LONGEST_FACT:
        raise Refused("should-be", _("Tulis data yang benar saja, paling banyak 200 huruf."), field="should_be")
    if Party.objects.select_for_update().filter(pk=party_id).first() is None:
        raise NotFound
    if standing := FactReport.objects.filter(party=party_id, field=field, settled_at=None).first():
        return standing
    report = FactReport(
        party_id=party_id, field=field, words=text, should_be=right, about=about, reported_at=at, reported_by=by.id
    )
    if upload is not None:
        data, name = upload
        report.file = files.store(data=data, name=name, owner_kind=PROOF_OF, owner_id=report.pk, by=by, at=at)
    report.save(force_insert=True)
    record("residents.fact-reported", on=report, by=by, at=at, party_id=party_id, fields=[field])
    return report


@transaction.atomic
def settle_report(*, report_id: UUID, outcome: str, by: Actor, at: datetime) -> FactReport:
    """Close a report with what came of it, which is told to whoever reported.

    Raises ``Refused`` without words or when it is closed already, ``NotFound`` to all who do not keep the register of
    that person's area.
    """
    queries.require_keeps(by, report_id)
    report = FactReport.objects.select_for_update().get(pk=report_id)
    if report.settled_at is not None:
        raise Refused("settled", _("Laporan ini sudah diselesaikan."))
    if not outcome.strip():
        raise Refused("outcome", _("Tulis apa yang sudah dilakukan."), field="outcome")
    report.settled_at, report.settled_by, report.outcome = at, by.id, outcome.strip()[:LONGEST_WORDS]
    report.save(update_fields=["settled_at", "settled_by", "outcome"])
    record("residents.report-settled", on=report, by=by, at=at, party_id=report.party_id, fields=[report.field])
    publish(events.FactSettled(report_id=report.pk))
    return report


@transaction.atomic
def correct_fact(
    *,
    party_id: UUID,
    field: str,
    value: str | int | None,
    by: Actor,
    at: datetime,
    origin: str = Origin.VILLAGE,
    origin_on: date | None = None,
) -> None:
    """Put one fact of a person right and note where the new one comes from; lists take their code.

    A NIK can be entered where there is none or a provisional one, never changed. Raises ``Refused`` for a value that
    cannot be, ``NotFound`` for unknown people and to those who do not serve the person's area.
    """
    policies.require(policies.serves_people(by))
    person = Person.objects.select_for_update().filter(pk=party_id).first()
    if person is None:
        raise NotFound
    card = Family.objects.filter(members__person=party_id, members__to_on=None).first()
    policies.require(policies.serves_area(by, card.area_code if card else person.area_code))
    if field not in CORRECTABLE:
        raise ValueError(f"{field} is not corrected here")
    if field == "name":
        Party.objects.filter(pk=party_id).update(name=rules.person_name(str(value)))
    else:
        _write(person, field, value)
    set_origin(party_id, field, origin, origin_on or at.date())
    record("residents.fact-corrected", on=person, by=by, at=at, party_id=party_id, fields=[field])


def _write(person: Person, field: str, value: str | int | None) -> None:
    if field == "nik":
        _write_nik(person, str(value))
        return
    if field in codes.LISTS:
        rules.require_codes(**{field: int(value) if value is not None else None})
    elif field in REACHABLE:
        value = reachable(str(value or ""), field)
    setattr(person, field, value)
    person.save(update_fields=[field])


def _write_nik(person: Person, text: str) -> None:
    if person.nik and not person.provisional:
        raise Refused("nik-permanent", _("NIK tidak pernah berubah. Laporkan ke Dukcapil bila salah."), field="nik")
    digits = rules.nik_number(text, provisional=False)
    if digits is None or Person.objects.filter(nik=digits).exists():
        raise Refused("nik-taken", _("NIK ini sudah tercatat. Cari dulu orangnya."), field="nik")
    person.nik, person.provisional = digits, False
    person.save(update_fields=["nik", "provisional"])
