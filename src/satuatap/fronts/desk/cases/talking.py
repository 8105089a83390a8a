"""What is said about a case: with the applicant, among colleagues; and what waits for an answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseHead
from satuatap.fronts.shared import formats, talking
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of
from satuatap.kernel.errors import Conflict, NotFound, Refused

TYPED = ("teks", "catatan", "pertanyaan", "rekan", "pendapat", "key")


@open_to("staff")
@require_safe
def questions(request: Request) -> HttpResponse:
    """What applicants and colleagues wait for an answer to, the oldest first."""
    asked, opinions = queries.questions(request.actor, lang=formats.lang())
    context = {"asked": asked, "opinions": opinions, "base": prefix("desk:case")}
    return render(request, "desk/cases/questions.html", context)


def head_of(request: Request, number: str) -> CaseHead:
    """The head of a case that is not the officer's own application. Raises ``NotFound``."""
    head = queries.head(actor=request.actor, number=number)
    if head.is_own:
        raise NotFound
    return head


@open_to("staff")
def talk(request: Request, number: str) -> HttpResponse:
    """The thread, the notes and the opinions of one case. Writing here is writing to the applicant."""
    if request.method != "POST":
        return show(request, number, {})
    head = head_of(request, number)
    said = talking.written(request)
    return done(
        request, head,
        lambda: actions.write_post(
            case_id=head.id, key=said.key, text=said.text, upload=said.upload, by=request.actor, at=request.now
        ),
    )  # fmt: skip


def done(request: Request, head: CaseHead, act: Callable[[], object]) -> HttpResponse:
    """Back to the page after an act; after a refusal the page with what was typed."""
    try:
        act()
    except Refused as refusal:
        return show(request, head.number, {refusal.field or "": refusal.message}, refusal)
    return redirect("desk:talk", number=head.number)


def show(request: Request, number: str, problems: dict[str, str], refused: Refused | None = None) -> HttpResponse:
    """The page; showing it is a look at the applicant's words, and marks them as read."""
    found = queries.talk(actor=request.actor, number=number, lang=formats.lang())
    head = found.head
    if head.is_own:
        raise NotFound
    record_look(
        by=request.actor, at=request.now, purpose=f"membaca pesan berkas {head.number}", party_id=head.party_id,
        unit_id=head.unit_id, fields=["posts"],
    )  # fmt: skip
    if found.may_write and any(post.is_new for post in found.posts):
        actions.mark_seen(case_id=head.id, by=request.actor, at=request.now)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    context = {"case": head, "files": f"{prefix('desk:case')}{head.number}/pesan/"}
    context |= talking.context(found, problems, typed, refused)
    return render(request, "desk/cases/talk.html", context, status=status_of(refused))


@open_to("staff")
@require_POST
def note(request: Request, number: str) -> HttpResponse:
    """Leave a remark for colleagues."""
    head = head_of(request, number)
    key, text = uuid_of(request.POST.get("key", "")), request.POST.get("catatan", "")
    return done(
        request, head, lambda: actions.note(case_id=head.id, key=key, text=text, by=request.actor, at=request.now)
    )


@open_to("staff")
def ask(request: Request, number: str) -> HttpResponse:
    """Ask a colleague, or whoever holds a role, for an opinion."""
    head = head_of(request, number)
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        try:
            actions.ask_opinion(
                case_id=head.id, key=uuid_of(request.POST.get("key", "")), **chosen(request.POST.get("rekan", "")),
                question=request.POST.get("pertanyaan", ""), by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems, refused = {refusal.field or "": refusal.message}, refusal
        else:
            return redirect("desk:talk", number=head.number)
    record_look(
        by=request.actor, at=request.now, purpose=f"meminta pendapat tentang berkas {head.number}", fields=["name"],
        party_id=head.party_id, unit_id=head.unit_id,
    )  # fmt: skip
    people = queries.colleagues(request.actor, timezone.localdate(request.now), formats.lang())
    typed = {name: request.POST.get(name, "") for name in TYPED}
    context = {
        "case": head,
        "people": people,
        "problems": problems,
        "typed": typed,
        "key": uuid4() if isinstance(refused, Conflict) else typed["key"] or uuid4(),
    }
    return render(request, "desk/cases/ask.html", context, status=status_of(refused))


def chosen(value: str) -> dict[str, Any]:
    """Whom the officer chose: at a unit a role or a person, as ``queries.talk`` offers them. Nobody for anything else."""
    unit, role, account = (*value.split(":"), "", "", "")[:3]
    return {
        "unit_id": uuid_of(unit) if unit else None,
        "role": role,
        "account_id": uuid_of(account) if account else None,
    }


@open_to("staff")
@require_POST
def give_opinion(request: Request, number: str, opinion_id: UUID) -> HttpResponse:
    """Give the opinion one was asked for."""
    head = head_of(request, number)
    answer = request.POST.get("pendapat", "")
    return done(
        request, head,
        lambda: actions.give_opinion(opinion_id=opinion_id, answer=answer, by=request.actor, at=request.now),
    )  # fmt: skip


@open_to("staff")
@require_safe
def post_file(request: Request, number: str, post_id: UUID) -> HttpResponse:
    """The paper that came with a message, as a download."""
    head = head_of(request, number)
    file, data = queries.post_file(actor=request.actor, case_id=head.id, post_id=post_id, at=request.now)
    return attachment(data, file.name, file.media_type)
