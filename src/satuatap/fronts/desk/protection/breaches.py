"""Breaches of data: reported by any officer, declared and told by whoever protects the region's data."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.breaches import field_words, state_words
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

INPUTS = {
    "what": "kejadian", "happened": "kapan", "data": "data", "reaches": "terkena", "handling": "penanganan",
    "recovery": "pemulihan", "known_at": "diketahui", "reason": "alasan", "numbers": "daftar", "reference": "acuan",
}  # fmt: skip
"""What the room calls an input, and its name on the page."""
DONE = "breach-done"


@open_to("staff")
@require_safe
def breaches(request: Request) -> HttpResponse:
    """The register, or one's own reports."""
    context = {
        "page": residents.breaches(request.actor, request.now, request.GET.get("cursor", "")),
        "states": state_words(),
        "protects": policies.protects_data(request.actor),
        "base": prefix("desk:breach", uuid=True),
    }
    return render(request, "desk/protection/breaches.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def report(request: Request) -> HttpResponse:
    """What looks like a breach, by whoever sees it first."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            row = actions.report_breach(
                told=_told(request), known_at=_moment(request), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "kejadian"): refusal.message}
        else:
            return redirect("desk:breach", breach_id=row.pk)
    typed = request.POST or {"diketahui": timezone.localtime(request.now).strftime("%Y-%m-%dT%H:%M")}
    context = {"fields": field_words(), "inputs": INPUTS, "problems": problems, "typed": typed}
    return render(request, "desk/protection/breach_report.html", context, status=422 if problems else 200)


def _told(request: Request) -> actions.Told:
    return actions.Told(**{name: request.POST.get(INPUTS[name], "")[:2100] for name in field_words()})


def _moment(request: Request) -> datetime:
    try:
        typed = datetime.fromisoformat(request.POST.get("diketahui", "").strip())
    except ValueError:
        raise Refused("known", _("Pilih tanggal dan jam diketahui."), field="known_at") from None
    return timezone.make_aware(typed) if timezone.is_naive(typed) else typed


@open_to("staff")
@require_http_methods(["GET", "POST"])
def breach(request: Request, breach_id: UUID) -> HttpResponse:
    """One breach, its clock, and each step in turn."""
    problems: dict[str, str] = {}
    found = residents.breach(request.actor, breach_id, request.now)
    if request.method == "POST":
        try:
            request.session[DONE] = _step(request, breach_id)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", ""): refusal.message}
        else:
            return redirect("desk:breach", breach_id=breach_id)
    context = {
        "found": found,
        "states": state_words(),
        "fields": field_words(),
        "inputs": INPUTS,
        "protects": policies.protects_data(request.actor),
        "problems": problems,
        "typed": request.POST or {INPUTS[name]: getattr(found, name) for name in field_words()},
        "done": request.session.pop(DONE, ""),
    }
    return render(request, "desk/protection/breach.html", context, status=422 if problems else 200)


def _step(request: Request, breach_id: UUID) -> str:
    """Do what was pressed; what to say of it."""
    said = {"breach_id": breach_id, "by": request.actor, "at": request.now}
    press, posted = request.POST.get("langkah", ""), request.POST
    if press == "nyatakan":
        actions.write_breach(told=_told(request), **said)
        return _("Tersimpan.")
    if press == "bukan":
        actions.dismiss_breach(reason=posted.get("alasan", ""), **said)
        return _("Tercatat sebagai bukan kebocoran data.")
    if press == "tambah":
        found, lost = actions.add_breach_persons(numbers=posted.get("daftar", "")[:20_000], **said)
        return _("%(found)s orang dicatat, %(lost)s NIK tidak dikenal.") % {"found": found, "lost": lost}
    if press == "kabari":
        count = actions.tell_breach_persons(**said)
        return ngettext("%(count)s orang dikabari.", "%(count)s orang dikabari.", count) % {"count": count}
    if press == "surat":
        actions.ask_breach_paper(**said)
        return _("Surat sedang dibuat. Muat ulang halaman ini sebentar lagi.")
    if press == "otoritas":
        actions.note_authority(reference=posted.get("acuan", ""), **said)
        return _("Pemberitahuan ke otoritas tercatat.")
    if press == "tutup":
        actions.close_breach(**said)
        return _("Kebocoran ditutup.")
    raise Refused("step", _("Pilih salah satu langkah."))


@open_to("staff")
@require_safe
def paper(request: Request, breach_id: UUID) -> HttpResponse:
    """The notice to the authority."""
    number, content = residents.breach_paper(request.actor, breach_id)
    return attachment(content, f"pemberitahuan-{number}.pdf", "application/pdf")
