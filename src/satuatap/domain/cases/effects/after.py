"""What follows from steps that have opened or ended, and from the end of a case.

``THEN`` is the closed table of what a service may ask for at its end: names in a pack, never a path.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as document_queries
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import queries as payment_queries
from satuatap.domain.payments.rules import Line
from satuatap.domain.residents import actions as residents
from satuatap.kernel.actors import system
from satuatap.kernel.errors import Refused

from ..lifecycle import ENDS, State
from ..models import Case, Inspection, Reminder
from ..queries import standards
from ..queries.confirming import confirmed_words
from ..queries.sealing import issued_by
from ..queries.wanted import to_pay
from ..rules import engine
from ..rules.flow import Flow, Step
from .calls import drop_calls, open_call
from .sealing import try_soon

ENGINE = system("cases")
ENDING = frozenset({"return", "send-back", "refuse", "withdraw", "lapse"})
"""Verbs after which steps may be gone that nobody has done."""


def after(
    case: Case,
    flow: Flow,
    opened: Sequence[Step],
    now: engine.Snapshot,
    command: engine.Command,
) -> None:
    """Open bills and prepare documents for steps that have begun; clear up what a turn of the case left behind."""
    if command.verb == "send-back" or now.state in ENDS - {State.COMPLETED}:
        _clear_up(case, at=command.at)
    if command.verb == "return" and flow.step(command.step).do == "sign":
        documents.discard_drafts(about=case.pk, by=ENGINE, at=command.at)  # it is written anew from what is corrected
    if command.verb in ENDING:
        drop_calls(case, now)
    if command.verb == "seal":
        _prepare_documents(case, flow, flow.step(command.step), now, command.at)
    for step in opened:
        _begin(case, flow, step, now, command.at)
    if now.state is State.COMPLETED:
        for wish in standards.standard(case.revision_id).then:
            THEN[wish["do"]](case, wish.get("with", {}), now, command.at)


def _begin(case: Case, flow: Flow, step: Step, now: engine.Snapshot, at: datetime) -> None:
    if step.do == "call":
        open_call(case, step, at)
    if step.do == "pay":
        _open_bill(case, step, now, at)
    if step.do == "seal":
        try_soon(case.pk, step.key)
    if step.do == "sign":
        _prepare_documents(case, flow, step, now, at)


def taken_back(
    case: Case, flow: Flow, closed: Sequence[str], opened: Sequence[str], now: engine.Snapshot, at: datetime
) -> None:
    """After an act was taken back: what it had begun ends, what it had ended begins anew."""
    kinds = {flow.step(key).do for key in closed}
    if "pay" in kinds:
        _cancel_bills(case, at)
    if "sign" in kinds:
        documents.discard_drafts(about=case.pk, by=ENGINE, at=at)
    for inspection in Inspection.objects.filter(case=case, task__step__in=opened):
        _withdraw_report(inspection, at)
    drop_calls(case, now)
    for key in opened:
        _begin(case, flow, flow.step(key), now, at)


def _withdraw_report(inspection: Inspection, at: datetime) -> None:
    """The report of a visit was taken back: its sheet holds no longer, or is not made."""
    documents.discard_drafts(about=inspection.pk, by=ENGINE, at=at)
    for sheet in document_queries.of_about(inspection.pk):
        if sheet.state == "issued":
            ground = documents.Ground("Laporannya ditarik kembali oleh pembuatnya.")
            documents.revoke(document_id=sheet.id, ground=ground, by=ENGINE, at=at)


def _open_bill(case: Case, step: Step, now: engine.Snapshot, at: datetime) -> None:
    amount = to_pay(step, now, at, standards.standard(case.revision_id).tables)
    unit_id = agencies.office_id(step.at, case.area_code) if step.at else case.unit_id
    payments.open_bill(
        about=case.pk,
        party_id=case.party_id,
        unit_id=unit_id,
        treasury=step.bill["treasury"],
        lines=[Line(step.bill["label"], Decimal(amount), step.bill.get("law", ""))],
        key=uuid5(case.pk, f"bill:{step.key}:{case.version}"),
        by=ENGINE,
        at=at,
    )


def _prepare_documents(case: Case, flow: Flow, sign: Step, now: engine.Snapshot, at: datetime) -> None:
    """What a signature waits for, or what was just sealed."""
    standard = standards.standard(case.revision_id)
    about = {"number": case.number, "area": case.area_code, "title": case.title}
    scope = engine.scope(now, at, about)
    ground = _ground(sign, now)
    for step in issued_by(flow, sign):
        wish = standard.document(step.document)
        if wish is None:
            raise Refused("no-document", _("Standar layanan tidak memuat dokumen yang akan diterbitkan."))
        documents.prepare(
            type=step.document,
            unit_id=case.unit_id,
            about=case.pk,
            party_id=case.party_id,
            content={name: standards.value(text, scope) for name, text in step.content.items()} | confirmed_words(case),
            title=wish["title"],
            template=wish["template"],
            number=wish["number"],
            valid=wish.get("valid"),
            mode=wish.get("signed", ""),
            key=uuid5(case.pk, f"document:{step.key}:{case.version}"),
            by=ENGINE,
            at=at,
            ground=ground,
        )


def _ground(sign: Step, now: engine.Snapshot) -> documents.SealGround | None:
    """What a seal stands on; None for a person's signature."""
    if sign.do != "seal" or sign.decree is None:
        return None
    return documents.SealGround(now.results[sign.key]["official"], sign.decree.number, sign.decree.on)


def _clear_up(case: Case, *, at: datetime) -> None:
    """Bills nobody should pay and drafts nobody should sign, after a refusal, a withdrawal or a way back."""
    _cancel_bills(case, at)
    documents.discard_drafts(about=case.pk, by=ENGINE, at=at)


def _cancel_bills(case: Case, at: datetime) -> None:
    for bill in payment_queries.bills_about(case.pk):
        if bill.state == "open":
            payments.cancel_bill(bill_id=bill.id, by=ENGINE, at=at)


# -- then ----------------------------------------------------------------------------------------------------------


def _remind_before_expiry(case: Case, wish: Mapping[str, Any], _now: engine.Snapshot, _at: datetime) -> None:
    for document in document_queries.of_about(case.pk):
        if document.valid_until and document.state == "issued":
            due_on = document.valid_until - timedelta(days=int(wish["days"]))
            Reminder.objects.get_or_create(case=case, template="expiry-reminder", defaults={"due_on": due_on})


def _record_event(case: Case, wish: Mapping[str, Any], now: engine.Snapshot, at: datetime) -> None:
    """The civil event that the case led to, in the register; what does not fit is left to the deciding office."""
    scope = engine.scope(now, at, {"number": case.number, "area": case.area_code, "title": case.title})
    facts = {name: standards.value(text, scope) for name, text in wish.items() if name != "event"}
    outside = case.outside_records.order_by("recorded_at").last()
    source = residents.Source(
        document=f"{case.title} {case.number}",
        document_on=timezone.localdate(case.submitted_at or at),
        reference=outside.number if outside else "",
        reference_on=timezone.localdate(outside.recorded_at) if outside else None,
    )
    residents.tell_from_case(
        kind=wish["event"], facts=facts, source=source, about=case.pk, unit_id=case.unit_id, by=ENGINE, at=at
    )


THEN: dict[str, Callable[[Case, Mapping[str, Any], engine.Snapshot, datetime], None]] = {
    "remind-before-expiry": _remind_before_expiry,
    "record-event": _record_event,
}
