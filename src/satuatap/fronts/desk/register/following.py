"""The open list of an office: what civil events ask of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.lifecycle import Task
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

from .words import event_words


def task_words() -> dict[str, str]:
    return {
        Task.FAMILY_CARD: _("Perbarui kartu keluarga"), Task.CHILD_CARD: _("Cabut kartu identitas anak (KIA)"),
        Task.AID: _("Periksa daftar penerima bantuan"), Task.HEALTH_INSURANCE: _("Perbarui kepesertaan jaminan kesehatan"),
        Task.BY_HAND: _("Catat peristiwa dari berkas ini dengan tangan"),
    }  # fmt: skip


@open_to("staff")
@require_http_methods(["GET"])
def follow_ups(request: Request) -> HttpResponse:
    """What is open, the oldest first."""
    return _page(request)


@open_to("staff")
@require_POST
def close(request: Request, follow_up_id: UUID) -> HttpResponse:
    """It is done, or was not needed for a reason."""
    try:
        actions.close_follow_up(
            follow_up_id=follow_up_id, is_done=request.POST.get("putusan") != "tidak-perlu",
            reason=request.POST.get("alasan", ""), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _page(request, {refusal.field or "": refusal.message})
    return redirect("desk:follow_ups")


def _page(request: Request, problems: dict[str, str] | None = None) -> HttpResponse:
    context = {
        "page": residents.follow_ups(request.actor, request.GET.get("cursor", ""), at=request.now),
        "kinds": event_words(),
        "tasks": task_words(),
        "base": prefix("desk:close_follow_up", uuid=True),
        "problems": problems or {},
    }
    return render(request, "desk/register/follow_ups.html", context, status=422 if problems else 200)
