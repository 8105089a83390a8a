"""Filling an application: begin a draft, save a page, attach and remove papers, throw a draft away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Unit
from satuatap.domain.audit.actions import record
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Paper as PaperStandard
from satuatap.domain.catalog.queries import Standard
from satuatap.domain.documents import queries as documents
from satuatap.domain.files import actions as files
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.actions import entrust
from satuatap.domain.residents.queries import Ground
from satuatap.domain.retention import queries as retention
from satuatap.kernel import forms, locks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .. import policies
from ..lifecycle import State
from ..models import DESK, EARLIER, Bundle, Case, Command, Paper
from ..queries import standards
from ..queries.applying import require_may_apply
from ..queries.numbers import next_number
from ..rules.flow import parse
from ..rules.papers import accepted_papers
from . import keys
from .at_hand import hand_in_letters

FILLABLE = frozenset({State.DRAFT, State.RETURNED, State.ACCEPTED})
PAPERS_AT_MOST = 40


@transaction.atomic
def start_draft(
    *,
    service_code: str,
    party_id: UUID,
    channel: str,
    key: UUID,
    by: Actor,
    at: datetime,
    applicant_kind: str = "self",
    mandate_id: UUID | None = None,
    site_code: str = "",
    language: str = "id",
) -> Case:
    """Begin an application for a party. The same ``key`` gives the same draft again.

    Whether for oneself, by a mandate or as an officer of an organisation follows from the register; an officer at a
    desk, who files for somebody, names ``applicant_kind`` and the mandate recorded for it. In one's own name one may
    also be an heir or a reporter. Raises ``Conflict`` when the key began another application, ``Refused`` when the
    standard does not let the party apply or no office serves its area yet, ``NotFound`` to strangers.
    """
    if found := _begun(key, service_code, party_id, by, at):
        return found
    standard, revision_id = _offered(service_code, channel, at)
    ground = _ground(by, party_id, service_code, channel, applicant_kind, mandate_id, at)
    profile = require_may_apply(service_code, party_id, ground.kind, timezone.localdate(at))
    case = Case.objects.create(
        id=key,
        number=next_number(at),
        service_id=catalog.services()[service_code],
        revision_id=revision_id,
        unit_id=_unit_of(standard, profile.area_code, timezone.localdate(at)),
        site=agencies.site(site_code) if site_code else None,
        party_id=party_id,
        mandate_id=ground.mandate_id,
        applicant_kind=ground.kind,
        filed_by=by.id,
        channel=channel,
        filed_unit_id=_village_of(by, channel, profile.area_code),
        language=language,
        title=standard.name,
        applicant_name=profile.name,
        area_code=profile.area_code,
        uses_register=register.may_prefill(by, party_id) and not profile.is_restricted,
        started_at=at,
        goes_at=retention.keep_until("draft", at),
    )
    record("case.started", on=case, by=by, at=at, party_id=party_id, unit_id=case.unit_id)
    hand_in_letters(case, by, at)
    _entrusted(ground, case, by, at)
    return case


def _entrusted(ground: Ground, case: Case, by: Actor, at: datetime) -> None:
    if ground.is_limited and ground.mandate_id:
        entrust(mandate_id=ground.mandate_id, about=case.pk, by=by, at=at)


def _begun(key: UUID, service_code: str, party_id: UUID, by: Actor, at: datetime) -> Case | None:
    """What this key began before. Several presses of one button arrive at once: the second waits here for the first."""
    locks.hold(key)
    found = Case.objects.filter(pk=key).select_related("service").first()
    if found is None:
        return None
    # What was entrusted a moment ago stands in no actor yet: of that, the ground is asked anew.
    is_sender = found.filed_by == by.id and (
        found.filed_unit_id or residents.ground(by, party_id, service_code, timezone.localdate(at))
    )
    if not (policies.may(by, "fill", found) or is_sender):
        raise NotFound
    keys.require_same(is_same=(found.service.code, found.party_id) == (service_code, party_id))
    return found


def _ground(
    by: Actor, party_id: UUID, service_code: str, channel: str, kind: str, mandate_id: UUID | None, at: datetime
) -> Ground:
    """What makes the actor the one to begin this. Raises ``NotFound`` to strangers of the party."""
    if channel == DESK:
        if not register.serves_people(by):
            raise NotFound
        return Ground(party_id, "", kind, mandate_id)
    found = residents.ground(by, party_id, service_code, timezone.localdate(at))
    if found is None:
        raise NotFound
    return replace(found, kind=kind) if found.is_self and kind in residents.OWN_KINDS else found


def _village_of(by: Actor, channel: str, area_code: str) -> UUID | None:
    """The village office of the officer that serves the area; None for a counter elsewhere, and what nobody files."""
    if channel != DESK:
        return None
    units = agencies.units(by.unit_ids(*register.VILLAGE_ROLES)).values()
    return next((unit.pk for unit in units if unit.area and unit.area.code == area_code), None)


def _offered(service_code: str, channel: str, at: datetime) -> tuple[Standard, UUID]:
    standard = catalog.standard(service_code, on=timezone.localdate(at))
    if standard.revision_id is None:
        raise NotFound
    if channel not in standard.channels:
        raise Refused("not-here", _("Layanan ini belum dapat diajukan lewat jalur ini. Datanglah ke tempat pelayanan."))
    return standard, standard.revision_id


def _unit_of(standard: Standard, area_code: str, on: date) -> UUID:
    """The office that the case belongs to: the one named, or the one of its kind where the applicant lives."""
    named = standard.unit_code
    unit = agencies.unit(named) if named else _local_office(standard.unit_kind, area_code, on)
    for step in parse(standard.flow).steps():
        if step.at.startswith(agencies.OF_KIND):
            _local_office(step.at.removeprefix(agencies.OF_KIND), area_code, on)
    return unit.pk


def _local_office(kind: str, area_code: str, on: date) -> Unit:
    """The office of the kind that serves the area. Raises ``Refused("no-office")`` also where nobody is at work in it yet:
    the application would lie there unseen."""
    unit = agencies.local_office(kind, area_code)
    if unit is None or not identity.at_work([unit.pk], on):
        words = _("%(office)s tempat tinggal Anda tidak melayani ini lewat SatuAtap. Tanyakan di kantornya.")
        raise Refused("no-office", words % {"office": catalog.kind_name(kind)})
    return unit


def require_word(case: Case, by: Actor, at: datetime) -> None:
    """Raises ``Refused`` when an officer took a case up for somebody on an earlier day: their word holds for one day."""
    is_theirs = case.taken_up_at is not None and not policies.is_applicant(by, case)
    if is_theirs and timezone.localdate(case.taken_up_at) != timezone.localdate(at):
        raise Refused("word-over", _("Kuasa warga hanya berlaku pada hari itu. Catat lagi kuasanya, lalu lanjutkan."))


def locked_for_filling(case_id: UUID, by: Actor, verb: str, at: datetime) -> Case:
    """The case, locked, if the actor may fill it and its state lets it be filled."""
    try:
        case = Case.objects.select_for_update().get(pk=case_id)
    except Case.DoesNotExist:
        raise NotFound from None
    policies.require(by, verb, case)
    require_word(case, by, at)
    waits = bool(case.place.get("waiting"))
    if case.waiting_for == EARLIER or case.state not in FILLABLE or (case.state == State.ACCEPTED and not waits):
        raise Refused("not-open", _("Permohonan ini sudah dikirim dan sedang tidak menunggu perbaikan."))
    return case


@transaction.atomic
def save_answers(
    *, case_id: UUID, page: str, answers: dict[str, Any], by: Actor, at: datetime, version: int | None = None
) -> Case:
    """Keep what was typed on one page, complete or not; nothing typed is ever lost.

    Of ``answers`` those of this page are taken. Raises ``KeyError`` for a page that the form has not, ``Conflict`` when
    another window has saved in between.
    """
    case = locked_for_filling(case_id, by, "fill", at)
    if version is not None and version != case.version:
        raise Conflict("changed", _("Isian ini baru saja diubah di jendela lain. Periksa sekali lagi, lalu simpan."))
    form = standards.form(case.revision_id)
    case.draft = forms.merge(form, page, being_filled(case), answers)
    case.pages_done = [*(p for p in case.pages_done if p != page), page]
    changed(case, at, "draft", "pages_done")
    record("case.filled", on=case, by=by, at=at, fields=sorted(answers), party_id=case.party_id)
    return case


def being_filled(case: Case) -> dict[str, Any]:
    """Answers on the way: those being typed, or for a correction that has not begun those that were sent."""
    answers: dict[str, Any] = case.answers if case.draft is None else case.draft
    return answers


@transaction.atomic
def attach_paper(
    *, case_id: UUID, paper: str, data: bytes, name: str, by: Actor, at: datetime, instead: str = "", stamp: str = ""
) -> Paper:
    """Hand in one sheet for a requirement, or for the substitute named in ``instead``; ``stamp`` is the serial of the
    *meterai* on it. A file that is a document of ours, byte for byte and of this party, is kept as that document: nobody
    need compare it.

    Raises ``Refused`` for a paper the service does not ask for, too many sheets, a file of a wrong kind or size, and a
    *meterai* that is missing or was used before.
    """
    case = locked_for_filling(case_id, by, "attach", at)
    standard = standards.standard(case.revision_id)
    accepted = accepted_papers(standard)
    if paper not in accepted or (instead and instead not in accepted[paper]):
        raise Refused("unknown-paper", _("Berkas itu tidak diminta oleh layanan ini."), field=paper)
    require_room(case, paper)
    try:
        file = files.store(data=data, name=name, owner_kind="cases.case", owner_id=case.pk, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field=paper) from None
    asked = standard.paper(paper)
    letters = asked.letters if asked else ()
    ours = documents.issued_as(case.party_id, (paper, *letters, *accepted[paper]), data)
    if ours is not None:
        instead = ours.type if ours.type in accepted[paper] else ""
    serial = "" if instead else _stamped(case, asked, stamp, by=by, at=at)
    attached = Paper.objects.create(
        case=case, key=paper, instead=instead, file=file, document=ours, stamp_serial=serial, attached_at=at,
        attached_by=by.id,
    )  # fmt: skip
    changed(case, at)
    record("case.paper-attached", on=case, by=by, at=at, fields=[paper], party_id=case.party_id)
    return attached


def _stamped(case: Case, paper: PaperStandard | None, stamp: str, *, by: Actor, at: datetime) -> str:
    """The serial of the *meterai* on a paper that needs one, "" for others and for further sheets of the same paper."""
    if paper is None or not paper.meterai:
        return ""
    if not stamp.strip():
        if case.papers.filter(key=paper.key, current=True).exclude(stamp_serial="").exists():
            return ""
        words = _("“%(paper)s” memerlukan meterai. Tulis nomor serinya.") % {"paper": paper.name}
        raise Refused("stamp-missing", words, field=paper.key)
    try:
        return files.use_stamp(serial=stamp, owner_kind="cases.case", owner_id=case.pk, part=paper.key, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field=paper.key) from None


@transaction.atomic
def remove_paper(*, case_id: UUID, paper_id: UUID, by: Actor, at: datetime) -> Case:
    """Take a sheet back. One that an officer has already seen stays in the file, no longer current."""
    case = locked_for_filling(case_id, by, "attach", at)
    attached = case.papers.filter(pk=paper_id, current=True).first()
    if attached is None:
        raise NotFound
    attached.current = False
    attached.save(update_fields=["current"])
    changed(case, at)
    record("case.paper-removed", on=case, by=by, at=at, fields=[attached.key], party_id=case.party_id)
    return case


def require_room(case: Case, paper: str) -> None:
    """Raises ``Refused`` when the case has more sheets than anybody can read."""
    if case.papers.count() >= PAPERS_AT_MOST:
        raise Refused("too-many", _("Berkas sudah terlalu banyak. Hapus yang tidak perlu dulu."), field=paper)


def changed(case: Case, at: datetime, *fields: str) -> None:
    """Write down that a draft was touched: it is kept that much longer."""
    case.version += 1
    case.goes_at, case.told_goes_at = retention.keep_until("draft", at), None
    case.save(update_fields=[*fields, "version", "goes_at", "told_goes_at"])


@transaction.atomic
def discard_draft(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away. What was sent is withdrawn instead, and stays."""
    case = locked_for_filling(case_id, by, "fill", at)
    if case.state != State.DRAFT or Command.objects.filter(case=case).exists():
        raise Refused("sent", _("Permohonan yang sudah dikirim tidak dapat dihapus. Anda dapat menariknya."))
    throw_away(case, by=by, at=at)


def own_files(papers: QuerySet[Paper]) -> list[UUID]:
    """The files of papers that were uploaded for them."""
    return list(papers.filter(document=None).values_list("file_id", flat=True).distinct())


def drop_files(file_ids: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """Take away the files that no application has any more."""
    wanted = set(file_ids)
    used = set(Paper.objects.filter(file__in=wanted).values_list("file_id", flat=True))
    for file_id in sorted(wanted - used):
        files.remove(file_id=file_id, by=by, at=at)


def throw_away(case: Case, *, by: Actor, at: datetime) -> None:
    """Delete a locked draft, and its bundle with the last of it; what would have followed it stands alone."""
    record("case.discarded", on=case, by=by, at=at, party_id=case.party_id)
    files.free_stamps(owner_kind="cases.case", owner_id=case.pk, by=by, at=at)
    case.followers.update(follows=None, handed={})
    file_ids = own_files(case.papers.all())
    case.delete()
    drop_files(file_ids, by=by, at=at)
    if case.bundle_id:
        Bundle.objects.filter(pk=case.bundle_id, cases=None).delete()
