"""What a village filed at other offices for its own people: how far it has come, never what is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from satuatap.domain.audit.actions import record_look
from satuatap.domain.documents import queries as documents
from satuatap.domain.files import queries as files
from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_number
from satuatap.kernel.paging import Page, page

from .. import policies
from ..lifecycle import State, TaskState
from ..models import Case, HandOver, Keeping
from ..rules import engine
from . import standards
from .belongings import Happened, belongings_of, with_belongings
from .collecting import can_be_printed, is_collected_in_village, keeping_of
from .lists import file_row
from .one import decreed_words, defect_views, worded
from .representatives import Word, words_in
from .sheets import Sheet
from .shelf import KeepingView
from .views import CONTENT, DefectView, FileRow

VIEWS = ("running", "returned", "late", "ready", "ended")
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class FiledCounts:
    """Of what a village filed elsewhere: what runs, came back, is late, and waits to be collected."""

    running: int
    returned: int
    late: int
    ready: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened to a case. ``what`` is sent, accepted, returned (then ``reasons``), corrected, approved,
    refused, recorded, issued, ready, shelf, courier, village, collected, withdrawn or lapsed; ``words`` is the ground of
    a refusal, the system that recorded, the shelf, or who collected."""

    at: datetime
    what: str
    words: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FiledView:
    """A case that the village follows. ``defects`` are what it waits for now; ``office`` decides on it."""

    case_id: UUID
    party_id: UUID
    row: FileRow
    office: str
    village: str
    service_code: str
    limit: datetime | None
    moments: tuple[Moment, ...]
    defects: tuple[DefectView, ...]
    keeping: KeepingView | None
    is_collected_here: bool
    may_correct: bool
    may_print: bool
    may_hand_over: bool
    words: tuple[Word, ...]


def filed(
    actor: Actor,
    *,
    now: datetime,
    view: str = "running",
    cursor: str = "",
    lang: str = "id",
    unit_id: UUID | None = None,
) -> Page[FileRow]:
    """What the actor's village offices (or one of them) filed elsewhere, newest first; what is ready, the longest first."""
    cases = _narrowed(Case.objects.filed_from(own_offices(actor, unit_id)), view, now)
    keys = ["ready_at", "id"] if view == "ready" else ["-submitted_at", "-id"]
    rows = cases.select_related("unit", "bundle").defer(*CONTENT)
    return page(rows, keys=keys, cursor=cursor, row=lambda case: file_row(case, now, lang))


def filed_counts(actor: Actor, *, now: datetime, unit_id: UUID | None = None) -> FiledCounts:
    """How many of them; one question over what has not ended."""
    cases = Case.objects.filed_from(own_offices(actor, unit_id)).filter(closed_at=None)
    found = cases.aggregate(
        running=Count("pk"), returned=Count("pk", filter=_returned()), late=Count("pk", filter=_late(now)),
        ready=Count("pk", filter=Q(ready_at__isnull=False)),
    )  # fmt: skip
    return FiledCounts(**found)


def own_offices(actor: Actor, unit_id: UUID | None = None) -> frozenset[UUID]:
    """The village offices of the actor, or that one of them."""
    units = actor.unit_ids(*register.VILLAGE_ROLES)
    return units & {unit_id} if unit_id else units


def _narrowed(cases: QuerySet[Case], view: str, now: datetime) -> QuerySet[Case]:
    if view == "ended":
        return cases.filter(closed_at__isnull=False)
    wanted = {"returned": _returned(), "late": _late(now), "ready": Q(ready_at__isnull=False)}.get(view, Q())
    return cases.filter(wanted, closed_at=None)


def _returned() -> Q:
    return Q(waiting_for=APPLICANT)


def _late(now: datetime) -> Q:
    return Q(waiting_for="", ready_at=None) & (Q(due_at__lt=now) | Q(accepted_at=None, accept_due_at__lt=now))


def filed_case(actor: Actor, number: str, *, now: datetime, lang: str = "id") -> FiledView:
    """One of them with all that happened to it. Raises ``NotFound`` to other offices and the applicant's own page."""
    case = _followed(actor, number)
    happened = belongings_of(case)
    decreed = decreed_words(case, lang)
    standard, form = standards.standard(case.revision_id, lang), standards.form(case.revision_id, lang)
    found = defect_views(happened.defects, form, standard.papers, decreed)
    task = case.tasks.filter(kind="hand-over", state=TaskState.OPEN).exists()
    here = is_collected_in_village(case, now)
    is_there = bool(task) and here
    keeping = keeping_of(case)
    prints = is_there and can_be_printed(case)
    row = file_row(case, now, lang)
    return FiledView(
        case_id=case.pk, party_id=case.party_id, row=row, office=case.unit.name,
        village=case.filed_unit.name if case.filed_unit else "", service_code=case.service.code,
        limit=case.due_at if case.accepted_at else case.accept_due_at,
        moments=tuple(sorted(_moments(case, happened.happened, found, decreed), key=lambda one: one.at)),
        defects=tuple(one for one in found if one.is_open) if case.waiting_for == APPLICANT else (),
        keeping=keeping if case.ready_at and not case.closed_at else None, is_collected_here=here,
        may_correct=case.waiting_for == APPLICANT, may_print=prints,
        may_hand_over=is_there and (prints or (keeping is not None and keeping.place == "village")),
        words=words_in(case.party_id, case.pk, [case.mandate_id]),
    )  # fmt: skip


def follows(actor: Actor, number: str) -> bool:
    """Whether the actor's village filed the case of this number elsewhere."""
    tidy = tidy_number(number)
    return bool(tidy) and Case.objects.filed_from(own_offices(actor)).filter(number=tidy).exists()


def _followed(actor: Actor, number: str) -> Any:
    tidy = tidy_number(number)
    cases = Case.objects.filed_from(own_offices(actor)).select_related(
        "unit", "service", "bundle", "filed_unit", "hand_over"
    )
    case = with_belongings(cases).filter(number=tidy).first() if tidy else None
    if case is None or policies.is_applicant(actor, case):
        raise NotFound
    return case


def _moments(
    case: Case, happened: tuple[Happened, ...], defects: tuple[DefectView, ...], decreed: dict[str, str]
) -> Iterator[Moment]:
    """What stands of what was done, without who did it and what officers told each other."""
    for one in _standing(happened):
        if one.verb == "return":
            told = tuple(f"{d.label}: {d.text}" if d.label else d.text for d in defects if d.found_at == one.at)
            yield Moment(one.at, "returned", reasons=told)
        elif one.verb == "record":
            yield Moment(one.at, "recorded", standards.flow(case.revision_id).step(one.step).system)
        elif one.verb in PLAIN:
            yield Moment(one.at, PLAIN[one.verb])
    if case.accepted_at:
        yield Moment(case.accepted_at, "accepted")
    if case.state == State.REFUSED and case.decided_at:
        ground = f"{worded(case.refusal, decreed)} ({case.refusal_law})"
        yield Moment(case.decided_at, "refused", ground)
    elif case.decided_at and any(step.do == "decide" for step in standards.flow(case.revision_id).steps()):
        yield Moment(case.decided_at, "approved")
    if case.ready_at:
        yield Moment(case.ready_at, "ready")
        yield from (Moment(kept.at, kept.place, kept.note) for kept in Keeping.objects.filter(case=case))
    taken: HandOver | None = getattr(case, "hand_over", None)
    if taken is not None:
        yield Moment(taken.at, "collected", taken.collector if taken.how == "village" else "")


PLAIN = {"submit": "sent", "correct": "corrected", "issued": "issued", "withdraw": "withdrawn", "lapse": "lapsed"}


def _standing(newest_first: tuple[Happened, ...]) -> list[Happened]:
    """The commands that were not taken back, in order."""
    found: list[Happened] = []
    for one in reversed(newest_first):
        if one.verb == engine.UNDO:
            found.pop()
        else:
            found.append(one)
    return found


def filed_document(actor: Actor, number: str, *, at: datetime) -> Sheet:
    """The finished document, unchanged, for the village that hands it over; the look is kept for its owner to read.

    Raises ``NotFound`` to other offices, before it is ready, and after it was collected.
    """
    case = _followed(actor, number)
    is_open = case.tasks.filter(kind="hand-over", state=TaskState.OPEN).exists()
    if not is_open or not is_collected_in_village(case, at):
        raise NotFound
    record_look(
        on=case, by=actor, at=at, purpose=f"mencetak dokumen berkas {case.number} untuk diserahkan", fields=["document"],
        party_id=case.party_id, unit_id=case.filed_unit_id,
    )  # fmt: skip
    outside = case.outside_records.filter(file__isnull=False).select_related("file").order_by("-recorded_at").first()
    if outside is not None:
        return Sheet(outside.file.name, outside.file.media_type, files.contents(outside.file))
    if (ours := documents.sheet_about(case.pk)) is None:
        raise NotFound
    return Sheet(ours[0], "application/pdf", ours[1])
