"""Applications that belong together: their forms as one, their papers as one, and how far they have come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..lifecycle import ENDS, State
from ..models import EARLIER, Bundle, Case, Paper
from . import standards
from .again import Again, Asking, again_in
from .badges import badge_of
from .known import Scope, known_scope, labels_of, letters_say, with_known
from .lists import file_row
from .naming import bundle_title
from .places import misplaced
from .requirements import requirement_views
from .views import CaseView, FileRow, PaperView, RequirementView


@dataclass(frozen=True, slots=True)
class BundlePart:
    """One application of a bundle that is being filled in: ``known`` are pointers the register answers, ``later`` those
    that an earlier application of the bundle will, ``silent`` all that is not asked here; ``from_letters`` those of the
    known that a letter of ours gives, attached to it."""

    case_id: UUID
    service_id: UUID
    revision_id: UUID
    number: str
    service_code: str
    title: str
    unit_name: str
    after: str
    form: forms.Form
    answers: dict[str, Any]
    known: frozenset[str]
    later: frozenset[str]
    silent: frozenset[str]
    pages_done: frozenset[str]
    offered: dict[str, tuple[tuple[str, str], ...]]
    lines: tuple[RequirementView, ...]
    from_letters: frozenset[str] = frozenset()

    @property
    def part(self) -> forms.Part:
        return forms.Part(self.form, self.answers, self.known | self.later, self.later)


@dataclass(frozen=True, slots=True)
class BundleFilling:
    """The forms of a bundle on the way to being sent; ``pages`` are (number of the part, key of the page). ``is_own``
    as in ``Filling``: bundles are begun by whoever looks after them."""

    id: UUID
    title: str
    party_id: UUID
    applicant_name: str
    version: int
    is_sent: bool
    is_own_data: bool
    parts: tuple[BundlePart, ...]
    pages: tuple[tuple[int, str], ...]
    is_own: bool = True

    @property
    def from_letters(self) -> frozenset[str]:
        return frozenset().union(*(part.from_letters for part in self.parts))


@dataclass(frozen=True, slots=True)
class SharedLine:
    """One paper of the whole bundle, asked for once: ``part`` keeps its sheets, ``wanted_by`` are the services."""

    part: BundlePart
    line: RequirementView
    wanted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BundleProblem:
    """What still has to be mended before a bundle can be sent; ``about`` is an answer's pointer, or "papers"."""

    part: BundlePart
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class BundleView:
    """How far the applications of a bundle have come. ``after`` names by number what an application waits for."""

    id: UUID
    title: str
    applicant_name: str
    is_sent: bool
    started_at: datetime
    sent_at: datetime | None
    rows: tuple[FileRow, ...]
    after: dict[str, str]
    may_withdraw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another application of the same bundle, as an officer sees it: that it is there and how it stands, no more."""

    number: str
    title: str
    unit_name: str
    badge: str
    may_open: bool


def _found(actor: Actor, bundle_id: UUID) -> tuple[Bundle, list[Case]]:
    """A bundle and those of its applications that the actor looks after. Raises ``NotFound`` where there is none."""
    mine = Case.objects.minded_by(actor).filter(bundle=bundle_id).select_related("bundle", "service", "unit", "follows")
    cases = list(mine.order_by("bundle_place"))
    if not cases or cases[0].bundle is None:
        raise NotFound
    return cases[0].bundle, cases


def bundle_filling(*, actor: Actor, bundle_id: UUID, now: datetime, lang: str = "id") -> BundleFilling:
    """The forms of a bundle as one, for whoever fills them. Raises ``NotFound``."""
    bundle, cases = _found(actor, bundle_id)
    parts = parts_of(cases, known_scope(cases[0], actor), now, lang)
    return BundleFilling(
        id=bundle.pk,
        title=bundle_title(bundle, lang),
        party_id=cases[0].party_id,
        applicant_name=cases[0].applicant_name,
        version=bundle.version,
        is_sent=bundle.sent_at is not None,
        is_own_data=cases[0].party_id == actor.party_id,
        parts=parts,
        pages=tuple(forms.pages([part.part for part in parts])),
    )


def parts_of(cases: Sequence[Case], scope: Scope, now: datetime, lang: str = "id") -> tuple[BundlePart, ...]:
    """The drafts of a bundle with their answers, what is shared given to all of them; one query for all papers,
    and one for each application that takes letters of ours."""
    parts = [_part(case, scope, lang) for case in cases]
    spread = forms.spread([part.part for part in parts])
    parts = [replace(part, answers=answers) for part, answers in zip(parts, spread, strict=True)]
    silent = forms.elsewhere([part.part for part in parts])
    sheets = _sheets(cases)
    return tuple(
        replace(
            part,
            silent=gone | part.later,
            lines=requirement_views(
                case, standards.standard(case.revision_id, lang), part.answers, sheets.get(case.pk, []), now
            ),
        )
        for case, part, gone in zip(cases, parts, silent, strict=True)
    )


def _part(case: Case, scope: Scope, lang: str) -> BundlePart:
    form = standards.form(case.revision_id, lang)
    typed = case.answers if case.draft is None else case.draft
    letters = letters_say(case, form, scope)
    return BundlePart(
        case_id=case.pk,
        service_id=case.service_id,
        revision_id=case.revision_id,
        number=case.number,
        service_code=case.service.code,
        title=standards.title(case, lang),
        unit_name=case.unit.short_name,
        after=standards.title(case.follows, lang) if case.follows else "",
        form=form,
        answers=with_known(form, typed, scope, letters),
        known=frozenset(forms.prefill(form, scope)) | letters.keys(),
        from_letters=frozenset(letters),
        later=later_of(case),
        silent=frozenset(),
        pages_done=frozenset(case.pages_done),
        offered=forms.offered(form, scope),
        lines=(),
    )


def later_of(case: Case) -> frozenset[str]:
    """The answers that are not asked, because they follow from an earlier application or come with its product."""
    handed = {**case.handed.get("sets", {}), **case.handed.get("takes", {})} if case.follows_id else {}
    return frozenset("/" + path.replace(".", "/") for path in handed)


def _sheets(cases: Iterable[Case]) -> dict[UUID, list[PaperView]]:
    found: dict[UUID, list[PaperView]] = {}
    rows = Paper.objects.filter(case__in=list(cases)).select_related("file", "document").order_by("attached_at", "id")
    for row in rows:
        found.setdefault(row.case_id, []).append(
            PaperView(
                id=row.pk, key=row.key, instead=row.instead, file_id=row.file_id, file_name=row.file.name,
                media_type=row.file.media_type, size=row.file.size, attached_at=row.attached_at, current=row.current,
                stamp_serial=row.stamp_serial, document_number=row.document.number if row.document else "",
                document_state=row.document.state if row.document else "",
                document_until=row.document.valid_until if row.document else None,
            )
        )  # fmt: skip
    return found


_FIRST = ("given", "missing", "register", "form", "agency", "optional", "not-needed")
"""Of several services that want one paper, the line that counts: where it is, else where it is asked for."""


def bundle_lines(filling: BundleFilling, lang: str = "id") -> tuple[SharedLine, ...]:
    """Every paper of a bundle that is being filled in once, in the order of the services."""
    groups: dict[tuple[str, str], list[tuple[BundlePart, RequirementView]]] = {}
    for part in filling.parts:
        same = {paper.key: paper.same for paper in standards.standard(part.revision_id, lang).papers}
        for line in part.lines:
            groups.setdefault(("", same[line.key]) if same[line.key] else (part.number, line.key), []).append(
                (part, line)
            )
    return tuple(_line(found) for found in groups.values())


def _line(found: Sequence[tuple[BundlePart, RequirementView]]) -> SharedLine:
    part, line = min(found, key=lambda pair: _FIRST.index(pair[1].state))
    wanted = [other.title for other, theirs in found if theirs.state != "not-needed"]
    return SharedLine(part, line, tuple(wanted or [part.title]))


def bundle_papers_again(
    *, actor: Actor, filling: BundleFilling, today: date
) -> dict[UUID, dict[str, tuple[Again, ...]]]:
    """What the applicant may hand in again in a bundle that is being filled in, by application and requirement."""
    asking = [Asking(part.case_id, part.service_id, standards.standard(part.revision_id)) for part in filling.parts]
    return again_in(actor, filling.party_id, asking, today)


def bundle_labels(part: BundlePart) -> dict[str, str]:
    """Words for the villages and people among the answers of one application."""
    found = {value: name for choices in part.offered.values() for value, name in choices}
    return found | labels_of(part.form, part.answers, {})


def bundle_problems(filling: BundleFilling, lines: Sequence[SharedLine], now: datetime) -> tuple[BundleProblem, ...]:
    """Everything that keeps a bundle from being sent, in the order of its pages, the papers last."""
    found = []
    for part in filling.parts:
        problems = problems_of(part, now)
        found += [BundleProblem(part, pointer, words) for pointer, words in problems.items()]
    found += [BundleProblem(row.part, "papers", row.line.name) for row in lines if row.line.state == "missing"]
    return tuple(found)


def problems_of(part: BundlePart, now: datetime) -> dict[str, str]:
    """What is wrong with what one application asks, by pointer: what is asked elsewhere is told there."""
    answers, today = part.answers, timezone.localdate(now)
    found = misplaced(part.form, answers) | forms.validate(part.form, answers, today=today)
    return {pointer: words for pointer, words in found.items() if pointer not in part.silent}


def bundle(*, actor: Actor, bundle_id: UUID, now: datetime, lang: str = "id") -> BundleView:
    """How far a bundle has come, for whoever looks after it. Raises ``NotFound``."""
    found, cases = _found(actor, bundle_id)
    return BundleView(
        id=found.pk,
        title=bundle_title(found, lang),
        applicant_name=cases[0].applicant_name,
        is_sent=found.sent_at is not None,
        started_at=found.started_at,
        sent_at=found.sent_at,
        rows=tuple(file_row(case, now, lang) for case in cases),
        after={c.number: standards.title(c.follows, lang) for c in cases if c.follows and c.waiting_for == EARLIER},
        may_withdraw=tuple(case.number for case in cases if _may_withdraw(case)),
    )


def _may_withdraw(case: Case) -> bool:
    return State(case.state) not in ENDS | {State.APPROVED}


def siblings(*, actor: Actor, case: CaseView, now: datetime, lang: str = "id") -> tuple[str, tuple[Sibling, ...]]:
    """What a case was sent together with, and the name of the bundle; "" and nothing for one that stands alone."""
    if case.bundle_id is None:
        return "", ()
    others = Case.objects.filter(bundle=case.bundle_id, bundle__sent_at__isnull=False).exclude(pk=case.id)
    units = actor.unit_ids()
    return case.bundle_title, tuple(
        Sibling(
            number=row.number,
            title=standards.title(row, lang),
            unit_name=row.unit.short_name,
            badge=badge_of(row, now),
            may_open=row.state != State.DRAFT and row.unit_id in units,
        )
        for row in others.select_related("unit").order_by("bundle_place")
    )
