"""A bundle: applications for one life event, filled in as one form and sent at once or not at all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import LifeEventRow, Member
from satuatap.domain.files import actions as files
from satuatap.domain.files import queries as stored
from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms, locks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies
from ..lifecycle import ENDS, State
from ..models import EARLIER, Bundle, Case, OutsideRecord, Paper
from ..queries import standards
from ..queries.bundles import BundlePart, later_of, parts_of, problems_of
from ..queries.known import known_scope
from . import keys
from .drafts import changed, start_draft, throw_away
from .steps import begin_held, locked_case, require_needed, send_draft, withdraw

SERVICES = "layanan"  # the input that names the services


@transaction.atomic
def start_bundle(
    *,
    event: str,
    services: Sequence[str],
    party_id: UUID,
    applicant_kind: str,
    key: UUID,
    by: Actor,
    at: datetime,
    language: str = "id",
) -> Bundle:
    """Begin applications for several services of a life event. The same ``key`` gives the same bundle again.

    Raises ``Refused`` naming the service that the party may not apply for, and where nothing was chosen.
    """
    locks.hold(key)  # the second press of one button waits here for the first
    if found := Bundle.objects.filter(pk=key).first():
        if found.filed_by != by.id:
            raise NotFound
        begun = set(found.cases.values_list("service__code", flat=True))
        keys.require_same(is_same=(found.event, found.party_id) == (event, party_id) and begun <= set(services))
        return found
    told = _event(event)
    chosen = [member for member in told.members if member.card.code in services]
    if not chosen:
        raise Refused("choose", _("Pilih paling sedikit satu layanan."), field=SERVICES)
    bundle = Bundle.objects.create(
        id=key, event=event, title=told.name, party_id=party_id, filed_by=by.id, started_at=at
    )
    cases: dict[str, Case] = {}
    for place, member in enumerate(chosen, start=1):
        case = _draft(member, bundle, applicant_kind, language, by, at)
        case.bundle, case.bundle_place = bundle, place
        _follow(case, member, cases)
        case.save(update_fields=["bundle", "bundle_place", "follows", "handed", "draft"])
        cases[member.card.code] = case
    record("case.bundle-started", on=bundle, by=by, at=at, party_id=party_id)
    return bundle


def _event(code: str) -> LifeEventRow:
    for row in catalog.life_events():
        if row.code == code:
            return row
    raise NotFound


def _draft(member: Member, bundle: Bundle, kind: str, language: str, by: Actor, at: datetime) -> Case:
    code = member.card.code
    allowed = catalog.standard(code, on=timezone.localdate(at)).applicants
    own = [kind, *(residents.OWN_KINDS if kind in residents.OWN_KINDS else ())]
    try:
        return start_draft(
            service_code=code,
            party_id=bundle.party_id,
            applicant_kind=next((one for one in own if one in allowed), kind),
            channel="portal",
            key=uuid5(bundle.pk, code),
            language=language,
            by=by,
            at=at,
        )
    except Refused as refusal:
        raise Refused(refusal.code, f"{member.card.name}: {refusal.message}", field=refusal.field) from None


def _follow(case: Case, member: Member, cases: dict[str, Case]) -> None:
    """What waits for another of the bundle: the answers that follow from that are given at once."""
    case.follows = cases.get(member.after)
    if case.follows is None:
        return
    case.handed = {"sets": member.sets, "takes": member.takes}
    draft: dict[str, Any] = {}
    for path, value in member.sets.items():
        forms.put(draft, "/" + path.replace(".", "/"), value)
    case.draft = draft


def _locked(bundle_id: UUID, by: Actor) -> tuple[Bundle, list[Case]]:
    """An unsent bundle and its drafts, locked. Raises ``NotFound`` to strangers, ``Refused`` once it was sent."""
    try:
        bundle = Bundle.objects.select_for_update().get(pk=bundle_id)
    except Bundle.DoesNotExist:
        raise NotFound from None
    cases = list(
        bundle.cases.select_for_update(of=("self",))
        .select_related("service", "unit", "follows")
        .order_by("bundle_place")
    )
    if not cases or not all(policies.is_applicant(by, case) for case in cases):
        raise NotFound
    return bundle, cases


@transaction.atomic
def save_bundle_page(
    *, bundle_id: UUID, case_id: UUID, page: str, answers: dict[str, Any], by: Actor, at: datetime, version: int | None
) -> Bundle:
    """Keep what was typed on one page; what is shared goes to every application that asks for it.

    Raises ``Conflict`` when another window has saved in between, ``KeyError`` for a page that the form has not.
    """
    bundle, cases = _locked(bundle_id, by)
    if bundle.sent_at:
        raise Refused("not-open", _("Permohonan ini sudah dikirim."))
    if version is not None and version != bundle.version:
        raise Conflict("changed", _("Isian ini baru saja diubah di jendela lain. Periksa sekali lagi, lalu simpan."))
    case = next((one for one in cases if one.pk == case_id), None)
    if case is None:
        raise NotFound
    case.draft = forms.merge(standards.form(case.revision_id), page, case.draft or {}, answers)
    case.pages_done = [*(done for done in case.pages_done if done != page), page]
    for one, part in zip(cases, parts_of(cases, known_scope(case, by), at), strict=True):
        one.draft = part.answers
        changed(one, at, "draft", "pages_done")
    bundle.version += 1
    bundle.save(update_fields=["version"])
    record("case.filled", on=case, by=by, at=at, fields=sorted(answers), party_id=case.party_id)
    return bundle


@transaction.atomic
def hand_in_bundle(*, bundle_id: UUID, by: Actor, at: datetime) -> Bundle:
    """Send all applications of a bundle, or none. What was sent before is left as it is.

    An application that needs the product of another is sent with the rest and begins when that is there. Raises
    ``Refused`` that names every application which cannot be sent.
    """
    bundle, cases = _locked(bundle_id, by)
    if bundle.sent_at:
        return bundle
    scope = known_scope(cases[0], by)
    parts = parts_of(cases, scope, at)
    _share_papers(cases, parts, by, at)
    problems = []
    for case, part in zip(cases, parts, strict=True):
        case.draft, case.uses_register = part.answers, bool(scope)
        try:
            _send_one(case, part, by, at)
        except Refused as refusal:
            problems.append(f"{case.title}: {refusal.message}")
    if problems:
        raise Refused("bundle", " ".join(problems))
    bundle.sent_at = at
    bundle.version += 1
    bundle.save(update_fields=["sent_at", "version"])
    record("case.bundle-sent", on=bundle, by=by, at=at, party_id=bundle.party_id)
    return bundle


def _send_one(case: Case, part: BundlePart, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        if case.follows_id is None:
            send_draft(case, key=uuid5(case.pk, "bundle"), by=by, at=at)
            return
        if problems := problems_of(part, at):
            raise Refused("answers", next(iter(problems.values())))
        require_needed(case, part.answers, at)
        case.waiting_for = EARLIER
        case.goes_at = None  # nobody touches it while it waits, and it is not forgotten
        case.version += 1
        case.save(update_fields=["draft", "uses_register", "waiting_for", "goes_at", "version"])
        record("case.held", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)


def _share_papers(cases: Sequence[Case], parts: Sequence[BundlePart], by: Actor, at: datetime) -> None:
    """Give every application its own copy of a paper that was handed in once and that it needs too."""
    given: dict[str, list[Paper]] = {}
    names = [{paper.key: paper.same for paper in standards.standard(case.revision_id).papers} for case in cases]
    for case, same in zip(cases, names, strict=True):
        for sheet in case.papers.filter(current=True).select_related("file").order_by("attached_at", "id"):
            if same.get(sheet.key):
                given.setdefault(same[sheet.key], []).append(sheet)
    for case, part, same in zip(cases, parts, names, strict=True):
        for line in part.lines:
            sheets = [one for one in given.get(same[line.key], ()) if one.case_id != case.pk]
            if line.state == "missing" and sheets:
                _copy(sheets, case, line.key, by, at)


def _copy(sheets: Sequence[Paper], case: Case, key: str, by: Actor, at: datetime) -> None:
    for sheet in sheets:
        if sheet.document_id or sheet.is_again:  # used before, by reference: so it is here
            Paper.objects.create(
                case=case, key=key, instead=sheet.instead, file_id=sheet.file_id, document_id=sheet.document_id,
                is_again=sheet.is_again, attached_at=at, attached_by=by.id,
            )  # fmt: skip
            continue
        data, name = stored.contents(sheet.file), sheet.file.name
        file = files.store(data=data, name=name, owner_kind="cases.case", owner_id=case.pk, by=by, at=at)
        Paper.objects.create(case=case, key=key, instead=sheet.instead, file=file, attached_at=at, attached_by=by.id)


@transaction.atomic
def withdraw_bundle(*, bundle_id: UUID, by: Actor, at: datetime, reason: str = "") -> Bundle | None:
    """Take back everything that has not been decided; a bundle that was never sent is thrown away (None)."""
    bundle, cases = _locked(bundle_id, by)
    if bundle.sent_at is None:
        record("case.bundle-discarded", on=bundle, by=by, at=at, party_id=bundle.party_id)
        for case in reversed(cases):  # who follows goes before who is followed
            throw_away(case, by=by, at=at)
        return None
    for case in reversed(cases):
        if State(case.state) not in ENDS | {State.APPROVED}:
            withdraw(case_id=case.pk, key=uuid5(case.pk, "withdrawn-together"), reason=reason, by=by, at=at)
    record("case.bundle-withdrawn", on=bundle, by=by, at=at, party_id=bundle.party_id)
    return bundle


@transaction.atomic
def begin_followers(*, case_id: UUID, by: Actor, at: datetime) -> int:
    """What waits for the product of a case begins with it, or is given back to its applicant where it will never be.

    Returns how many were moved; told twice, it moves none.
    """
    earlier = locked_case(case_id)
    held = earlier.followers.select_for_update().filter(state=State.DRAFT, waiting_for=EARLIER)
    moved = 0
    for case in held:
        if earlier.ready_at:
            _hand_over(earlier, case)
            moved += _begin(case, by, at)
        elif earlier.state in ENDS:
            _give_back(case, by, at)
            moved += 1
    return moved


def _hand_over(earlier: Case, case: Case) -> None:
    """The facts of the product move, not the person: its number is written where it is asked for."""
    last = OutsideRecord.objects.filter(case=earlier).order_by("-recorded_at").first()
    brought = {"number": last.number if last else ""}
    draft = dict(case.draft or {})
    for path, what in case.handed.get("takes", {}).items():
        forms.put(draft, "/" + path.replace(".", "/"), brought[what] or None)
    case.draft = draft


def _begin(case: Case, by: Actor, at: datetime) -> int:
    try:
        with transaction.atomic():
            begin_held(case, key=uuid5(case.pk, "bundle"), by=by, at=at)
    except Refused:  # what the product brought does not fit: the applicant sees what to do and sends it again
        _give_back(case, by, at)
    return 1


def _give_back(case: Case, by: Actor, at: datetime) -> None:
    """A draft again, in which everything is asked, to be sent or thrown away by its applicant."""
    draft = dict(case.draft or {})
    for pointer in later_of(case):
        forms.put(draft, pointer, None)
    case.draft, case.waiting_for, case.follows, case.handed = draft, "", None, {}
    changed(case, at, "draft", "waiting_for", "follows", "handed")
    record("case.released", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
    publish(events.CaseReleased(case_id=case.pk))
