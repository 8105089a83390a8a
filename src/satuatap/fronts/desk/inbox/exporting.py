"""The filtered inbox as a spreadsheet: asked for, made in the background, fetched within a day."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, uuid_of

from . import narrowing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to("staff")
@require_POST
def ask(request: Request) -> HttpResponse:
    """Have the list made that the address shows."""
    export = actions.ask_export(
        filters=narrowing.read_text(request.POST.get(narrowing.LIST, "")), key=uuid_of(request.POST.get("key", "")),
        language=formats.lang(), by=request.actor, at=request.now,
    )  # fmt: skip
    return redirect("desk:export", export_id=export.pk)


@open_to("staff")
def progress(request: Request, export_id: UUID) -> HttpResponse:
    """How far it is; the page asks again by itself until it is ready."""
    export = queries.export_view(request.actor, export_id, now=request.now)
    share = 100 if export.is_ready else export.done * 100 // export.total if export.total else 0
    return render(request, "desk/inbox/export.html", {"export": export, "share": share})


@open_to("staff")
def fetch(request: Request, export_id: UUID) -> HttpResponse:
    """The spreadsheet."""
    content = queries.export_content(request.actor, export_id, now=request.now)
    return attachment(content, "kotak-masuk.xlsx", XLSX)
