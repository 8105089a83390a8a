"""Saying that a fact is wrong, and putting it right."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import codes, events, policies, queries, rules
from ..lifecycle import Kind
from ..models import FactReport, Family, Origin, Party, Person
from ..queries.history import plain
from ..rules import Change
from .calling import called_out
from .people import PARENTS, REACHABLE, reachable
from .recording import Source, Telling, write_event

CORRECTABLE = rules.CORRECTABLE
REPORTABLE = (*CORRECTABLE, "address", "kk", "family")
LONGEST_WORDS, LONGEST_FACT = 500, 200
PROOF_OF = "residents.factreport"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the register should say instead, as the page gives it, and the document that shows it."""

    value: str
    document: str
    document_on: date | None


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
        party_id=party_id,
        field=field,
        words=text,
        should_be=right,
        about=about,
        reported_at=at,
        reported_by=by.id,
        due_at=rules.answer_due(at),
        unit_id=queries.owner_of(party_id, field),
    )
    if upload is not None:
        data, name = upload
        report.file = files.store(data=data, name=name, owner_kind=PROOF_OF, owner_id=report.pk, by=by, at=at)
    report.save(force_insert=True)
    record("residents.fact-reported", on=report, by=by, at=at, party_id=party_id, fields=[field])
    publish(events.FactReported(report_id=report.pk))
    return report


@transaction.atomic
def settle_report(
    *, report_id: UUID, outcome: str, by: Actor, at: datetime, correction: Correction | None = None
) -> FactReport:
    """Close a report with what came of it, which is told to whoever reported; a ``correction`` is made at once.

    Raises ``Refused`` without words, when it is closed already, and for a correction that cannot be; ``NotFound`` to
    all who do not keep the register of that person's area.
    """
    queries.require_keeps(by, report_id)
    report = FactReport.objects.select_for_update().get(pk=report_id)
    if report.settled_at is not None:
        raise Refused("settled", _("Laporan ini sudah diselesaikan."))
    if not outcome.strip():
        raise Refused("outcome", _("Tulis apa yang sudah dilakukan."), field="outcome")
    if correction is not None:
        _put_right(report, correction, by=by, at=at)
    report.settled_at, report.settled_by, report.outcome = at, by.id, outcome.strip()[:LONGEST_WORDS]
    report.save(update_fields=["settled_at", "settled_by", "outcome"])
    record("residents.report-settled", on=report, by=by, at=at, party_id=report.party_id, fields=[report.field])
    publish(events.FactSettled(report_id=report.pk))
    return report


@transaction.atomic
def mind_reports(*, by: Actor, at: datetime) -> None:
    """Call out what nobody has settled: once a day before the limit, once when it has passed; from then on civil
    registration may settle it for a village."""
    for report, is_late in called_out(FactReport.objects.filter(settled_at=None), "residents.fact", by=by, at=at):
        publish(events.FactWaits(report_id=report.pk, is_late=is_late))


def _put_right(report: FactReport, correction: Correction, *, by: Actor, at: datetime) -> None:
    document = " ".join(correction.document.split())
    if not document or len(document) > LONGEST_FACT:
        raise Refused("document", _("Sebutkan dokumen sumbernya: jenis dan nomornya."), field="document")
    if correction.document_on is None or correction.document_on > at.date():
        raise Refused("document-on", _("Isi tanggal dokumen itu, paling lambat hari ini."), field="document_on")
    correct_fact(
        party_id=report.party_id, field=report.field, value=rules.fact_value(report.field, correction.value),
        origin=policies.origin_by(by), origin_on=correction.document_on, document=document, report=report, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def correct_fact(
    *,
    party_id: UUID,
    field: str,
    value: rules.FactValue,
    by: Actor,
    at: datetime,
    origin: str = Origin.VILLAGE,
    origin_on: date | None = None,
    document: str = "",
    report: FactReport | None = None,
) -> None:
    """Put one fact of a person right and note where the new one comes from; lists take their code.

    What the register said before is kept, with the ``document`` that showed the mistake and the ``report`` that named
    it. A NIK can be entered where there is none or a provisional one, never changed. Raises ``Refused`` for a value
    that cannot be or is there already, ``NotFound`` for unknown people and to those who do not serve the person's area.
    """
    policies.require(policies.serves_people(by))
    person = Person.objects.select_for_update().select_related("party").filter(pk=party_id).first()
    if person is None:
        raise NotFound
    card = Family.objects.filter(members__person=party_id, members__to_on=None).first()
    area_code = card.area_code if card else person.area_code
    policies.require(policies.serves_area(by, area_code))
    if field not in CORRECTABLE:
        raise ValueError(f"{field} is not corrected here")
    was = rules.fact_text(person.party.name if field == "name" else getattr(person, field))
    facts = _facts(person, field, value, at=at)
    if report is not None and was == rules.fact_text(facts[field]):
        raise Refused("same", _("Itu sudah tertulis di data kami. Tulis data yang benar."), field="value")
    told = Telling(
        kind=Kind.CORRECTION, on=at.date(), changes=[Change(facts, party=party_id)], area_code=area_code,
        source=Source(document, origin_on or at.date(), origin=origin), report=report,
    )  # fmt: skip
    write_event(told, by=by, at=at)
    record("residents.fact-corrected", on=person, by=by, at=at, party_id=party_id, fields=[field])


def _facts(person: Person, field: str, value: rules.FactValue, *, at: datetime) -> dict[str, Any]:
    """What the register is to say, as an event keeps it. Raises ``Refused`` for what cannot be."""
    if field == "nik":
        return {"nik": _new_nik(person, str(value)), "provisional": False}
    if field in ("name", *PARENTS):
        value = rules.person_name(str(value))
    elif field in codes.LISTS:
        value = int(str(value)) if value is not None else None
        rules.require_codes(**{field: value})
    elif field in REACHABLE:
        value = reachable(str(value or ""), field)
    elif field == "born_on" and (not isinstance(value, date) or value > at.date()):
        raise Refused("born-on", _("Isi tanggal lahir seperti di akta, paling lambat hari ini."), field="value")
    return {field: plain(value)}


def _new_nik(person: Person, text: str) -> str:
    if person.nik and not person.provisional:
        raise Refused("nik-permanent", _("NIK tidak pernah berubah. Laporkan ke Dukcapil bila salah."), field="nik")
    digits = rules.nik_number(text, provisional=False)
    if digits is None or Person.objects.filter(nik=digits).exists():
        raise Refused("nik-taken", _("NIK ini sudah tercatat. Cari dulu orangnya."), field="nik")
    return digits
