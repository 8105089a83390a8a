"""Every event and everyone who hears it; every job and what is due again and again; which adapter answers which port."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from satuatap.adapters.calls.http import HttpSystem
from satuatap.adapters.centre.http import HttpCentre, Signatures
from satuatap.adapters.hashkeeper.file import FileHashKeeper
from satuatap.adapters.marking.marker import ConfinedMarker
from satuatap.adapters.messaging.http import HttpCarrier
from satuatap.adapters.messaging.mail import MailCarrier
from satuatap.adapters.payment.http import HttpGateway
from satuatap.adapters.pdfcheck.reader import ConfinedReader
from satuatap.adapters.population.http import HttpNationalRegister
from satuatap.adapters.printing.escpos import EscPos
from satuatap.adapters.proving.http import HttpCardReader, HttpDigitalIdentity
from satuatap.adapters.push.http import PushCarrier
from satuatap.adapters.push.naming import key_of, name_of
from satuatap.adapters.scanning.clamd import Clamd
from satuatap.adapters.signing.authority import root_file
from satuatap.adapters.signing.bsre import BsreSigner
from satuatap.adapters.signing.local import LocalSigner
from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.domain.agencies import events as agency_events
from satuatap.domain.appointments import queries as booking_queries
from satuatap.domain.appointments import tasks as appointments
from satuatap.domain.appointments.actions import destroying as old_bookings
from satuatap.domain.audit import ports as audit_ports
from satuatap.domain.audit import tasks as audit
from satuatap.domain.books import events as book_events
from satuatap.domain.books import tasks as books
from satuatap.domain.books.actions import destroying as old_copies
from satuatap.domain.cases import events as case_events
from satuatap.domain.cases import ports as case_ports
from satuatap.domain.cases import queries as case_queries
from satuatap.domain.cases import tasks as cases
from satuatap.domain.cases.actions import destroying as old_cases
from satuatap.domain.correspondence import events as letter_events
from satuatap.domain.correspondence import tasks as correspondence
from satuatap.domain.documents import events as document_events
from satuatap.domain.documents import ports as document_ports
from satuatap.domain.documents import queries as document_queries
from satuatap.domain.documents import tasks as documents
from satuatap.domain.files import ports as file_ports
from satuatap.domain.files import tasks as files
from satuatap.domain.identity import ports as identity_ports
from satuatap.domain.identity import tasks as identity
from satuatap.domain.nodes import ports as node_ports
from satuatap.domain.nodes import tasks as nodes
from satuatap.domain.notifications import events as notification_events
from satuatap.domain.notifications import ports as notification_ports
from satuatap.domain.notifications import tasks as notifications
from satuatap.domain.notifications.actions import destroying as old_messages
from satuatap.domain.outboxes import queries as outbox_queries
from satuatap.domain.outboxes import tasks as outboxes
from satuatap.domain.outboxes.actions import destroying as old_sheets
from satuatap.domain.payments import events as payment_events
from satuatap.domain.payments import ports as payment_ports
from satuatap.domain.payments import queries as bill_queries
from satuatap.domain.payments import tasks as payments
from satuatap.domain.residents import events as resident_events
from satuatap.domain.residents import ports as resident_ports
from satuatap.domain.residents import tasks as residents
from satuatap.domain.residents.actions import destroying as old_files
from satuatap.domain.retention import ports as retention_ports
from satuatap.domain.retention import tasks as retention
from satuatap.domain.visits import events as visit_events
from satuatap.domain.visits import ports as visit_ports
from satuatap.domain.visits import queries as visit_queries
from satuatap.domain.visits import tasks as visits
from satuatap.domain.visits.actions import destroying as old_visits
from satuatap.fronts.shared import breaches, copies, proof, throttle
from satuatap.kernel import events, jobs
from satuatap.kernel.secrets import secret

from . import node

LISTENERS: dict[type[events.Event], list[events.Listener]] = {
    agency_events.CalendarChanged: [cases.count_anew],
    agency_events.OutageChanged: [cases.count_outage_anew, visits.show_outage],
    agency_events.PresenceChanged: [appointments.call_off_away, visits.tell_away],
    payment_events.BillOpened: [cases.tell_bill],
    payment_events.BillSettled: [cases.continue_after_payment, payments.tell_settled],
    document_events.DocumentReady: [outboxes.take_number],
    document_events.DocumentIssued: [cases.continue_after_issue],
    document_events.DocumentFailed: [cases.raise_after_failure],
    document_events.DocumentRevoked: [documents.tell_holder, cases.tell_dependents],
    document_events.CorrectionAsked: [documents.tell_office],
    document_events.CorrectionDeclined: [documents.tell_declined],
    letter_events.LetterCame: [correspondence.tell_came],
    letter_events.LetterDisposed: [correspondence.tell_disposed],
    resident_events.OfficerInvited: [residents.tell_invited],
    resident_events.PowerOffered: [residents.tell_offered],
    resident_events.PowerTaken: [residents.tell_taken],
    resident_events.PowerEnded: [residents.tell_ended],
    resident_events.FactSettled: [residents.tell_settled],
    resident_events.CodeAsked: [residents.send_asked_code],
    resident_events.LookReported: [residents.tell_protectors],
    resident_events.LookAnswered: [residents.tell_answered],
    resident_events.EmergencyOpened: [residents.tell_emergency],
    resident_events.EmergencyWaits: [residents.tell_emergency_waits],
    resident_events.EmergencyReviewed: [residents.tell_emergency_reviewed],
    resident_events.BreachReported: [residents.tell_breach_reported],
    resident_events.BreachWaits: [residents.tell_breach_waits],
    resident_events.BreachTold: [residents.tell_breach_person],
    resident_events.FactReported: [residents.tell_fact_reported],
    resident_events.FactWaits: [residents.tell_fact_waits],
    resident_events.DataAsked: [residents.tell_data_asked],
    resident_events.DataRequestWaits: [residents.tell_data_waits],
    resident_events.DataAnswered: [residents.tell_data_answered],
    book_events.CopyDecided: [books.tell_decided],
    book_events.CopyWaits: [books.tell_waits],
    case_events.CaseSubmitted: [cases.tell_submitted, cases.count_asked, cases.ask_neighbour],
    case_events.CaseReturned: [cases.tell_returned],
    case_events.CaseAccepted: [cases.tell_accepted],
    case_events.CaseDecided: [cases.tell_decided],
    case_events.CaseReferred: [cases.tell_referred],
    case_events.CaseReleased: [cases.tell_released],
    case_events.PromiseMoved: [cases.tell_moved],
    case_events.InspectionPlanned: [cases.tell_inspection],
    case_events.InspectionReported: [cases.write_report],
    case_events.CaseUndone: [cases.tell_undone],
    case_events.CaseReady: [cases.tell_ready, cases.begin_followers],
    case_events.CaseClosed: [cases.tell_closed, cases.begin_followers],
    case_events.CallDiffers: [cases.tell_difference],
    case_events.SilenceNear: [cases.tell_silence_near],
    case_events.SilenceTookEffect: [cases.tell_silence],
    case_events.TaskHanded: [cases.tell_handed],
    case_events.TaskLate: [cases.tell_late],
    case_events.DraftGoes: [cases.tell_forgotten],
    case_events.ReminderDue: [cases.tell_reminder],
    notification_events.ReplyCame: [cases.place_reply],
    case_events.PostWritten: [cases.tell_post],
    case_events.ObjectionAnswered: [cases.tell_objection],
    case_events.OpinionAsked: [cases.tell_opinion],
    visit_events.CounterOpens: [visits.plan_after_opening],
    visit_events.CounterRests: [visits.plan_after_rest],
}

JOBS: dict[str, Callable[..., None]] = {
    "books.make_copy": books.make_copy,
    "cases.ask_outside": cases.ask_outside,
    "cases.count_outage": cases.count_outage,
    "cases.make_export": cases.make_export,
    "cases.recompute_due": cases.recompute_due,
    "cases.seal": cases.seal,
    "cases.sign_line": cases.sign_line,
    "documents.preview": documents.preview,
    "documents.issue": documents.issue,
    "files.rewrap": files.rewrap,
    "nodes.exchange": nodes.exchange,
    "notifications.deliver": notifications.deliver,
    "residents.make_data_copy": residents.make_data_copy,
    "residents.set_breach_paper": residents.set_breach_paper,
    "residents.make_tally": residents.make_tally,
    "residents.work_on_import": residents.work_on_import,
    "payments.close_charge": payments.close_charge,
    "retention.forget_person": retention.forget_person,
    "retention.work": retention.work,
}

SCHEDULE: dict[str, tuple[int, jobs.Regular]] = {
    "appointments.remind": (1, appointments.remind),
    "appointments.close_missed": (1, appointments.close_missed),
    "nodes.forget_phones": (60, nodes.forget_phones),
    "appointments.call_off_closed": (5, appointments.call_off_closed),
    "audit.seal": (1, audit.seal),
    "audit.keep_hash": (24 * 60, audit.keep_hash),
    "cases.mind_the_clock": (1, cases.mind_the_clock),
    "cases.forget_drafts": (60, cases.forget_drafts),
    "documents.take_up": (5, documents.take_up),
    "files.sweep": (60, files.sweep),
    "identity.clear_sessions": (60, identity.clear_sessions),
    "residents.mind_emergencies": (1, residents.mind_emergencies),
    "residents.mind_breaches": (1, residents.mind_breaches),
    "residents.mind_reports": (1, residents.mind_reports),
    "residents.mind_data_requests": (1, residents.mind_data_requests),
    "retention.wake": (60, retention.wake),
    "residents.forget_shown_codes": (60, residents.forget_shown_codes),
    "residents.mind_imports": (5, residents.mind_imports),
    "residents.write_missing_keys": (1, residents.write_missing_keys),
    "shared.forget_expired": (60, throttle.forget_expired),
    "notifications.climb": (1, notifications.climb),
    "notifications.forget_browsers": (60, notifications.forget_browsers),
    "payments.ask_silent": (1, payments.ask_silent),
    "visits.ask_printers": (1, visits.ask_printers),
    "visits.ask_readers": (1, visits.ask_readers),
    "visits.measure": (1, visits.measure),
    "visits.mind_the_hall": (1, visits.mind_the_hall),
    "visits.end_days": (60, visits.end_days),
    "visits.plan_again": (1, visits.plan_again),
}

RETENTION = (old_bookings, old_cases, old_copies, old_files, old_messages, old_sheets, old_visits)
"""Where records go when their time is over."""

AT_A_NODE: dict[str, tuple[int, jobs.Regular]] = {
    "nodes.keep_in_touch": (1, nodes.keep_in_touch),
    "visits.settle_numbers": (1, visits.settle_numbers),
    **{
        name: SCHEDULE[name]
        for name in (
            "audit.seal", "audit.keep_hash", "files.sweep", "identity.clear_sessions", "shared.forget_expired",
            "visits.measure", "visits.end_days", "visits.ask_printers", "visits.plan_again",
        )
    },
}  # fmt: skip
"""What a node does by itself: its own hall. Whatever concerns people elsewhere the centre does."""

ANSWERS = {"population-match": "register", "water-bill": "biller", "water-payment": "biller"}
"""Which outside system answers which call."""


def wire() -> None:
    """Called once in every process that serves pages or runs jobs."""
    events.listen(LISTENERS)
    for name, job in JOBS.items():
        jobs.register(name, job)
    schedule = AT_A_NODE if settings.ROLE == node.SITE else SCHEDULE
    for name, (minutes, function) in schedule.items():
        jobs.every(minutes, name, function)
    audit_ports.hash_keepers["newest"] = FileHashKeeper(settings.HOME / "hashes" / "newest.jsonl")
    document_ports.renderers[:] = [TypstRenderer()]
    document_ports.signers["internal"] = LocalSigner(settings.HOME)
    if settings.BSRE_URL:
        is_test = "localhost" in settings.BSRE_URL or "127.0.0.1" in settings.BSRE_URL
        document_ports.signers["bsre"] = BsreSigner(settings.BSRE_URL, settings.BSRE_ACCESS, is_test=is_test)
    document_ports.readers[:] = [ConfinedReader(root_file(settings.HOME), settings.HOME / "trust")]
    file_ports.markers[:] = [ConfinedMarker()]
    file_ports.scanners[:] = [Clamd(settings.CLAMD)] if settings.CLAMD else []
    node_ports.letters[:] = [Signatures()]
    if settings.ROLE == node.SITE and (centre := node.joined(settings.HOME)):
        node_ports.centres[:] = [HttpCentre(centre.url, centre.node_id, centre.key)]
    carrier = HttpCarrier(settings.OUTSIDE["messaging"], _shared("messaging", "messages-gateway"))
    identity_ports.forget_second_steps[:] = [proof.forget_second_steps]
    notification_ports.gateways.update(whatsapp=carrier, sms=carrier, email=MailCarrier())
    if settings.ROLE != node.SITE:  # what a node has to tell goes to the centre, which tells it
        _wire_push()
    resident_ports.copy_parts.update(
        applications=case_queries.copied, documents=document_queries.copied, originals=document_queries.originals_copied,
        bills=bill_queries.copied, bookings=booking_queries.copied, visits=visit_queries.copied,
        sendings=outbox_queries.copied,
    )  # fmt: skip
    resident_ports.copy_setters[:] = [_set_copy]
    resident_ports.breach_setters[:] = [_set_notice]
    for of_room in RETENTION:
        retention_ports.shelves.update(of_room.SHELVES)
    retention_ports.matters.update(old_cases.MATTERS | old_files.MATTERS)
    retention_ports.finders.update({"case": old_cases.find, "party": old_files.find})
    payment_ports.gateways["bank"] = HttpGateway(settings.OUTSIDE["payment"], _shared("payment", "payment-gateway"))
    if settings.ROLE != node.SITE:  # a node knows nobody of the register
        _wire_readers()
    visit_ports.printers[:] = [EscPos()]
    visit_ports.sandboxes.update({settings.PRINTER_SANDBOX} - {""})
    for name, system in ANSWERS.items():
        address, key = settings.OUTSIDE[system], _shared(system, "outside-systems")
        case_ports.systems[name] = HttpSystem(address, key, name)


def _set_copy(content: Mapping[str, Any], at: datetime) -> bytes:
    """A copy of somebody's data as a PDF, in the words of the pages."""
    return _set("data-copy", copies.paper(content, at), at)


def _set_notice(facts: Mapping[str, Any], at: datetime) -> bytes:
    """The notice of a breach to the authority as a PDF."""
    return _set("breach-notice", breaches.paper(facts, at), at)


def _set(layout: str, content: Mapping[str, Any], at: datetime) -> bytes:
    try:
        values = {"doc": {"url": settings.SITE_URL}, "content": content}
        return document_ports.renderers[0].render(copies.layout(layout), values, at)
    except (document_ports.Unrenderable, document_ports.OutsideTrouble) as trouble:
        raise resident_ports.NotSet(str(trouble)) from trouble


def _wire_push() -> None:
    key = secret("push-key")
    notification_ports.gateways["push"] = PushCarrier(key, settings.SITE_URL)
    notification_ports.push_names[:] = [name_of(key_of(key))]
    notification_ports.push_sandboxes.update({settings.PUSH_SANDBOX} - {""})


def _wire_readers() -> None:
    register = HttpNationalRegister(settings.OUTSIDE["register"], _shared("register", "outside-systems"))
    resident_ports.national_registers[:] = [register]
    if settings.OUTSIDE_SECRETS["reader"] or settings.READER_SANDBOX:
        resident_ports.card_readers[:] = [HttpCardReader(_shared("reader", "proving"))]
    if settings.IDENTITY_URL:
        key = _shared("identity", "proving")
        resident_ports.digital_identities[:] = [HttpDigitalIdentity(settings.IDENTITY_URL, key)]
    resident_ports.reader_sandboxes.update({settings.READER_SANDBOX} - {""})


def _shared(system: str, of_the_sandbox: str) -> bytes:
    """The secret we share with an outside system: what its operator gave us, or what our sandbox reads too."""
    return settings.OUTSIDE_SECRETS[system].encode() or secret(of_the_sandbox)
