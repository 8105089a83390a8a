"""Telling people about the powers they have given, hold or lost, and about their data.

Messages name nobody; the page behind the link does.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils import timezone

from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import system
from satuatap.kernel.secrets import unseal

from . import actions, events, policies, queries, rules
from .models import (
    AccountLink,
    Breach,
    DataRequest,
    EmergencyLook,
    FactReport,
    LookReport,
    Mandate,
    OrganisationOfficer,
    PartyKind,
    Verdict,
)

REGISTER = system("residents")


def write_missing_keys(now: datetime) -> None:
    """Once a minute: people who came without what they are found by."""
    actions.write_missing_keys(by=REGISTER, at=now)


def work_on_import(batch_id: str, account_id: str) -> None:
    """The next step of a file of residents."""
    actions.work_on_import(batch_id=UUID(batch_id), account_id=UUID(account_id), at=timezone.now())


def mind_imports(now: datetime) -> None:
    """Now and then: files of residents whose job was lost."""
    actions.mind_imports(by=REGISTER, at=now)


def make_tally(tally_id: str) -> None:
    """The tables of a wide area that somebody asked for."""
    actions.make_tally(tally_id=UUID(tally_id), by=REGISTER, at=timezone.now())


def tell_offered(event: events.PowerOffered) -> None:
    """The person named, if the register knows one of that number and name. The giver never learns of it.

    For an organisation also the other officers who may give its powers.
    """
    mandate = Mandate.objects.filter(pk=event.mandate_id, revoked_at=None).first()
    if mandate is None:
        return
    if (named := queries.named_by(mandate)) is not None:
        _tell(named, "power-offered", event.mandate_id)
    if mandate.given_by_id is not None:
        for officer_id in set(_givers(mandate)) - {mandate.given_by_id, named}:
            _tell(officer_id, "firm-power-offered", event.mandate_id)


def tell_invited(event: events.OfficerInvited) -> None:
    """The person invited, if the register knows one of that number and name."""
    office = OrganisationOfficer.objects.filter(pk=event.office_id, person=None).first()
    named = queries.invited_by(office) if office else None
    if named is not None:
        _tell(named, "office-offered", event.office_id, path="/akun/organisasi")


def tell_taken(event: events.PowerTaken) -> None:
    mandate = Mandate.objects.select_related("principal").get(pk=event.mandate_id)
    for giver_id in _givers(mandate):
        _tell(giver_id, _of_giver(mandate, "power-taken"), event.mandate_id)


def tell_ended(event: events.PowerEnded) -> None:
    """Both sides: nobody goes on in the belief that it still holds."""
    mandate = Mandate.objects.select_related("principal").get(pk=event.mandate_id)
    if event.was_offered:
        return
    for giver_id in set(_givers(mandate)) - {mandate.agent_id}:
        _tell(giver_id, _of_giver(mandate, "power-ended"), event.mandate_id)
    if mandate.agent_id is not None:
        _tell(mandate.agent_id, "power-ended", event.mandate_id)


def _givers(mandate: Mandate) -> tuple[UUID, ...]:
    return queries.givers(mandate.principal_id, timezone.localdate())


def _of_giver(mandate: Mandate, template: str) -> str:
    """The message for the side that gave: officers read of their organisation, people of themselves."""
    return f"firm-{template}" if mandate.principal.kind == PartyKind.ORGANISATION else template


def send_asked_code(event: events.CodeAsked) -> None:
    """A code for whoever was seen in person under the number typed at a machine; for any other number nothing."""
    asked = msgspec.json.decode(unseal(bytes.fromhex(event.sealed), rules.ASKED), type=rules.AskedCode)
    now = timezone.now()
    found = queries.proven(asked.nik, now)
    if found is None or not found.phone or now > asked.at + rules.CODE_LIFE:
        return
    notifications.send_code(address=found.phone, code=asked.code, by=REGISTER, at=now, language=event.language)


def tell_protectors(event: events.LookReported) -> None:
    """Somebody finds a look suspicious: whoever protects the region's data finds it in the list of their account."""
    _tell_protectors("look-reported", event.report_id, f"/meja/laporan-akses/{event.report_id}")


def tell_answered(event: events.LookAnswered) -> None:
    """Whoever reported a look is told that there is an answer; it stands behind the link."""
    report = LookReport.objects.get(pk=event.report_id)
    path = f"/akun/data/akses/{report.look_id}"
    _tell(_reporter(report.reported_by) or report.party_id, "look-answered", report.pk, path=path)


def mind_data_requests(now: datetime) -> None:
    """Once a minute: requests about one's own data whose limit is near or has passed."""
    actions.mind_data_requests(by=REGISTER, at=now)


def forget_shown_codes(now: datetime) -> None:
    """Now and then: QR codes that nobody can show any more."""
    actions.forget_shown_codes(by=REGISTER, at=now)


def make_data_copy(request_id: str) -> None:
    """The copy that was granted."""
    actions.make_data_copy(request_id=UUID(request_id), by=REGISTER, at=timezone.now())


def tell_data_asked(event: events.DataAsked) -> None:
    """Whoever protects the region's data learns that a clock runs."""
    _tell_protectors("data-asked", event.request_id, f"/meja/permintaan-data/{event.request_id}")


def tell_data_waits(event: events.DataRequestWaits) -> None:
    """Whoever must answer is told again a day before the limit, and when it has passed."""
    if DataRequest.objects.filter(pk=event.request_id, answered_at=None).exists():
        template = "data-late" if event.is_late else "data-near"
        _tell_protectors(template, event.request_id, f"/meja/permintaan-data/{event.request_id}")


def tell_data_answered(event: events.DataAnswered) -> None:
    """Whoever asked is told that there is an answer; it stands behind the link."""
    asked = DataRequest.objects.get(pk=event.request_id)
    _tell(asked.party_id, "data-answered", asked.pk, path="/akun/data/permintaan")


def mind_emergencies(now: datetime) -> None:
    """Once a minute: data opened in an emergency that nobody has reviewed in time."""
    actions.mind_emergencies(by=REGISTER, at=now)


def tell_emergency(event: events.EmergencyOpened) -> None:
    """Heads of the office, those who protect data, and whose data they are, learn of it at once."""
    opened = EmergencyLook.objects.get(pk=event.emergency_id)
    _tell_protectors("emergency-opened", opened.pk, f"/meja/tinjau-darurat/{opened.pk}")
    _tell_accounts("emergency-by-staff", opened.pk, "/meja/tinjau-darurat", _heads(opened.unit_id))
    if queries.contact(opened.party_id).account_id is not None:
        _tell(opened.party_id, "emergency-own", opened.pk, path="/akun/data/akses")


def tell_emergency_waits(event: events.EmergencyWaits) -> None:
    """Whoever must review is told again a day before the limit, and when it has passed."""
    opened = EmergencyLook.objects.filter(pk=event.emergency_id, reviewed_at=None).first()
    if opened is not None:
        template = "emergency-late" if opened.late_at else "emergency-near"
        _tell_protectors(template, opened.pk, f"/meja/tinjau-darurat/{opened.pk}")


def tell_emergency_reviewed(event: events.EmergencyReviewed) -> None:
    """Whose data they are and whoever opened them; heads of the office when it was misuse."""
    opened = EmergencyLook.objects.get(pk=event.emergency_id)
    if queries.contact(opened.party_id).account_id is not None:
        _tell(opened.party_id, "emergency-own-reviewed", opened.pk, path="/akun/data/akses")
    opener = opened.opened_by.removeprefix("account:")
    _tell_accounts("emergency-reviewed", opened.pk, f"/meja/buka-darurat/{opened.pk}", [UUID(opener)])
    if opened.verdict == Verdict.MISUSE:
        _tell_accounts("emergency-misused", opened.pk, "/meja/tinjau-darurat", _heads(opened.unit_id))


def _heads(unit_id: UUID) -> Iterable[UUID]:
    today = timezone.localdate()
    return {row.account_id for role in policies.HEAD_ROLES for row in identity.holders(unit_id, role, today)}


def _tell_protectors(template: str, about: UUID, path: str) -> None:
    _tell_accounts(template, about, path, identity.holding(policies.PROTECTOR_ROLE, timezone.localdate()))


def _tell_accounts(template: str, about: UUID, path: str, account_ids: Iterable[UUID]) -> None:
    for account_id in account_ids:
        notifications.notify(
            template=template, key=f"{template}:{about}:{account_id}", account_id=account_id, path=path, by=REGISTER,
            at=timezone.now(),
        )  # fmt: skip


def mind_reports(now: datetime) -> None:
    """Once a minute: facts said to be wrong whose limit is near or has passed."""
    actions.mind_reports(by=REGISTER, at=now)


def tell_fact_reported(event: events.FactReported) -> None:
    """Whoever answers for the fact learns that a clock runs."""
    report = FactReport.objects.get(pk=event.report_id)
    _tell_accounts("fact-reported", report.pk, f"/meja/data-keliru/{report.pk}", _answering(report))


def tell_fact_waits(event: events.FactWaits) -> None:
    """The same people a day before the limit. When it has passed also civil registration, which may settle it now, and
    those who protect data."""
    report = FactReport.objects.filter(pk=event.report_id, settled_at=None).first()
    if report is None:
        return
    path, told = f"/meja/data-keliru/{report.pk}", set(_answering(report))
    if event.is_late:
        _tell_protectors("fact-late-elsewhere", report.pk, "/meja/permintaan-data")
        told |= set(identity.holding(policies.CIVIL_ROLE, timezone.localdate()))
    _tell_accounts("fact-late" if event.is_late else "fact-near", report.pk, path, told)


def _answering(report: FactReport) -> Iterable[UUID]:
    today = timezone.localdate()
    if report.unit_id is None:
        return identity.holding(policies.CIVIL_ROLE, today)
    return {row.account_id for role in policies.VILLAGE_ROLES for row in identity.holders(report.unit_id, role, today)}


def tell_settled(event: events.FactSettled) -> None:
    """Whoever said that a fact is wrong is told that there is an outcome; it stands behind the link."""
    report = FactReport.objects.get(pk=event.report_id)
    _tell(_reporter(report.reported_by) or report.party_id, "fact-settled", report.pk, path="/akun/data/keliru")


def _reporter(by: str) -> UUID | None:
    """The person behind an actor's id."""
    if not by.startswith("account:"):
        return None
    link = AccountLink.objects.filter(account=UUID(by.removeprefix("account:")), ended_at=None).first()
    return link.party_id if link else None


def _tell(party_id: UUID, template: str, about: UUID, path: str = "") -> None:
    contact = queries.contact(party_id)
    notifications.notify(
        template=template, key=f"{template}:{about}:{party_id}", account_id=contact.account_id, party_id=party_id,
        path=path or f"/akun/kuasa/{about}", channels=contact.channels, language=contact.language or "id", by=REGISTER,
        at=timezone.now(),
    )  # fmt: skip


def tell_breach_reported(event: events.BreachReported) -> None:
    """Whoever protects the region's data learns that the law's hours run."""
    _tell_protectors("breach-reported", event.breach_id, f"/meja/kebocoran/{event.breach_id}")


def tell_breach_waits(event: events.BreachWaits) -> None:
    """The same people a day before the limit, and when it has passed."""
    template = "breach-late" if event.is_late else "breach-near"
    _tell_protectors(template, event.breach_id, f"/meja/kebocoran/{event.breach_id}")


def tell_breach_person(event: events.BreachTold) -> None:
    """Somebody whom a breach reaches: the message names nothing of it, the page behind the link does. For whom no telephone
    is known a slip waits at the office that reported it."""
    breach = Breach.objects.defer("paper").get(pk=event.breach_id)
    contact = queries.contact(event.party_id)
    notifications.notify(
        template="breach-notice", key=f"breach-notice:{breach.pk}:{event.party_id}", account_id=contact.account_id,
        party_id=event.party_id, path="/akun/data/kebocoran", channels=contact.channels,
        language=contact.language or "id", unit_id=breach.unit_id, by=REGISTER, at=timezone.now(),
    )  # fmt: skip


def set_breach_paper(breach_id: str) -> None:
    """The notice of a breach to the authority."""
    actions.set_breach_paper(breach_id=UUID(breach_id), by=REGISTER, at=timezone.now())


def mind_breaches(now: datetime) -> None:
    """Once a minute: breaches whose limit is near or has passed."""
    actions.mind_breaches(by=REGISTER, at=now)
