"""What was said about a case, for each side of it; and what waits for an answer at the desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from satuatap.domain.audit.actions import record_look
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_number

from .. import policies
from ..lifecycle import ENDS, State
from ..models import Case, Opinion, Post, Task
from . import standards
from .one import head_of
from .views import CONTENT, CaseHead

MOST = 200
"""Posts and notes shown of one case; more were never said, and a page has an end."""

MANY = 50
UNREAD = tuple(name for name in CONTENT if name != "place")


@dataclass(frozen=True, slots=True)
class PostRow:
    """``who`` is "" where an officer wrote and the applicant reads: the office wrote. ``is_new`` to the reader."""

    id: UUID
    is_own: bool
    is_from_applicant: bool
    who: str
    channel: str
    text: str
    at: datetime
    is_new: bool
    file_name: str
    answered_by: str
    answered_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class NoteRow:
    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """``asked`` is the name of a person, or of a role."""

    id: UUID
    asked: str
    question: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    may_answer: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The thread and, for officers only, what stands beside it."""

    head: CaseHead
    posts: tuple[PostRow, ...]
    may_write: bool
    is_closed: bool
    notes: tuple[NoteRow, ...] = ()
    opinions: tuple[OpinionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question of an applicant, or (``opinion_id``) of a colleague, that waits for an answer."""

    number: str
    title: str
    applicant_name: str
    at: datetime
    count: int
    asked_by: str = ""


def talk(*, actor: Actor, number: str, lang: str = "id") -> Talk:
    """What was said about a case, for its applicant or an officer who may see it. Raises ``NotFound``."""
    cases = Case.objects.visible_to(actor).exclude(state=State.DRAFT).select_related("service").defer(*UNREAD)
    case = cases.filter(number=tidy_number(number) or "-").first()
    if case is None:
        raise NotFound
    head, is_closed = head_of(case, actor), case.state in ENDS
    posts = list(case.posts.select_related("file").order_by("at", "id")[:MOST])
    if head.is_own:
        return Talk(head, _posts(posts, for_applicant=True), may_write=not is_closed, is_closed=is_closed)
    notes = list(case.notes.order_by("at", "id")[:MOST])
    opinions = list(case.opinions.select_related("account").order_by("asked_at", "id")[:MOST])
    roles = catalog.role_names(lang) if any(one.role for one in opinions) else {}
    return Talk(
        head,
        posts=_posts(posts, for_applicant=False),
        may_write=not is_closed and policies.works_on(actor, case),
        is_closed=is_closed,
        notes=tuple(NoteRow(note.by_name, note.text, note.at) for note in notes),
        opinions=tuple(_opinion(one, case, actor, roles) for one in opinions),
    )


def _posts(posts: Iterable[Post], *, for_applicant: bool) -> tuple[PostRow, ...]:
    return tuple(
        PostRow(
            id=post.pk,
            is_own=post.is_from_applicant is for_applicant,
            is_from_applicant=post.is_from_applicant,
            who=post.by_name if post.is_from_applicant or not for_applicant else "",
            channel=post.channel,
            text=post.text,
            at=post.at,
            is_new=post.is_from_applicant is not for_applicant and post.read_at is None,
            file_name=post.file.name if post.file else "",
            answered_by="" if for_applicant else post.answered_by_name,
            answered_at=post.answered_at,
            read_at=post.read_at,
        )
        for post in posts
    )


def _opinion(one: Opinion, case: Case, actor: Actor, roles: Mapping[str, str]) -> OpinionRow:
    one.case = case
    return OpinionRow(
        id=one.pk,
        asked=one.account.name if one.account else roles.get(one.role, one.role),
        question=one.question,
        asked_by=one.asked_by_name,
        asked_at=one.asked_at,
        answer=one.answer,
        answered_by=one.answered_by_name,
        answered_at=one.answered_at,
        may_answer=policies.may_give_opinion(actor, one),
    )


def colleagues(actor: Actor, on: date, lang: str = "id") -> tuple[tuple[str, str], ...]:
    """Whom the actor may ask for an opinion, as (value, name): each role at the own units, then each person by name."""
    roles = catalog.role_names(lang)
    staff = [one for one in identity.staff_of(actor.unit_ids(), on) if one.account_id != actor.account_id]
    by_role = {f"{one.unit_id}:{one.role}:": roles.get(one.role, one.role) for one in staff}
    by_name = {f"{one.unit_id}::{one.account_id}": one.name for one in staff}
    return (*sorted(by_role.items(), key=lambda row: row[1]), *sorted(by_name.items(), key=lambda row: row[1]))


def _own(actor: Actor) -> QuerySet[Case]:
    """What an actor sees as applicant, however well they know the officers' side."""
    return Case.objects.minded_by(actor)


def questions(actor: Actor, *, lang: str = "id") -> tuple[tuple[QuestionRow, ...], tuple[QuestionRow, ...]]:
    """What waits for an answer of the actor: applicants' questions at the own steps, and opinions asked; oldest first."""
    if not actor.holdings or actor.account_id is None:
        return (), ()
    theirs = Q(pk=None)
    for holding in actor.holdings:
        theirs |= Q(role=holding.role, unit_id=holding.unit_id)
    open_here = Task.objects.filter(theirs, case_id=OuterRef("case_id")).exclude(state="closed")
    posts = Post.objects.filter(Exists(open_here), is_from_applicant=True, answered_at=None)
    posts = posts.exclude(case__in=_own(actor)).exclude(case__state__in=ENDS)
    rows: dict[UUID, list[Post]] = {}
    for post in _with_head(posts).order_by("at")[:MANY]:
        rows.setdefault(post.case_id, []).append(post)
    asked = list(_with_head(_asked(actor)).order_by("asked_at")[:MANY])
    return (
        tuple(_question(of[0].case, of[0].at, len(of), lang) for of in rows.values()),
        tuple(_question(one.case, one.asked_at, 1, lang, one.asked_by_name) for one in asked),
    )


def _asked(actor: Actor) -> QuerySet[Opinion]:
    mine = Q(account=actor.account_id, unit_id__in=actor.unit_ids())
    for holding in actor.holdings:
        mine |= Q(role=holding.role, unit_id=holding.unit_id) & ~Q(asked_by=actor.id)
    return Opinion.objects.filter(mine, answered_at=None).exclude(case__in=_own(actor))


def _with_head(rows: QuerySet) -> QuerySet:
    return rows.select_related("case").defer(*(f"case__{name}" for name in CONTENT))


def _question(case: Case, at: datetime, count: int, lang: str, asked_by: str = "") -> QuestionRow:
    return QuestionRow(case.number, standards.title(case, lang), case.applicant_name, at, count, asked_by)


def post_file(*, actor: Actor, case_id: UUID, post_id: UUID, at: datetime) -> tuple[StoredFile, bytes]:
    """The paper that came with a post. Raises ``NotFound`` to strangers and where there is none."""
    case = Case.objects.visible_to(actor).filter(pk=case_id).first()
    post = Post.objects.select_related("file").filter(case=case, pk=post_id).first() if case else None
    if case is None or post is None or post.file is None:
        raise NotFound
    if not policies.is_applicant(actor, case):
        record_look(
            on=case, by=actor, at=at, purpose=f"membuka lampiran berkas {case.number}", fields=["post"],
            party_id=case.party_id, unit_id=case.unit_id,
        )  # fmt: skip
    return post.file, files.contents(post.file)
