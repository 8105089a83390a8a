"""Writing with the office about an application."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import formats, talking
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, prefix, render, status_of
from satuatap.kernel.errors import NotFound, Refused


@open_to("resident")
def talk(request: Request, number: str) -> HttpResponse:
    """Everything that was written between applicant and office, and the place to write; looking marks it as read."""
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        said = talking.written(request)
        head = queries.head(actor=request.actor, number=number)
        if not head.is_own:
            raise NotFound
        try:
            actions.write_post(
                case_id=head.id, key=said.key, text=said.text, upload=said.upload, by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems, refused = {refusal.field or "": refusal.message}, refusal
        else:
            return redirect("portal:case_talk", number=number)
    found = queries.talk(actor=request.actor, number=number, lang=formats.lang())
    head = found.head
    if not head.is_own:
        raise NotFound
    if any(post.is_new for post in found.posts):
        actions.mark_seen(case_id=head.id, by=request.actor, at=request.now)
    typed = {name: request.POST.get(name, "") for name in ("teks", "key")}
    context = {"number": head.number, "files": f"{prefix('portal:case')}{head.number}/pesan/"} | talking.context(
        found, problems, typed, refused
    )
    return render(request, "portal/cases/talk.html", context, status=status_of(refused))


@open_to("resident")
def post_file(request: Request, number: str, post_id: UUID) -> HttpResponse:
    """The paper that came with a message, as a download."""
    file, data = queries.post_file(
        actor=request.actor, case_id=queries.case_id_of(number), post_id=post_id, at=request.now
    )
    return attachment(data, file.name, file.media_type)
