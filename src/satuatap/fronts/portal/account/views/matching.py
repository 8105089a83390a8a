"""Saying who one is: the first step of proof, a NIK that matches."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions
from satuatap.fronts.shared import throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.formats import MONTHS, lang
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.onward import onward
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import NotFound, Refused

from .security import SAVED

SEEN_IN_PERSON = 2
PER_ACCOUNT = (Rate(5, 24 * 3600),)


@open_to("resident")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def match(request: Request) -> HttpResponse:
    """Name, birth date and NIK. Known, unknown and foreign NIK get the same answer: what was written is kept."""
    if request.actor.proof >= SEEN_IN_PERSON:
        raise NotFound
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _state(request)
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            request.session[SAVED] = _("Tersimpan. Bila cocok dengan data kependudukan, tingkat bukti akun naik.")
            return redirect(onward(request) or "portal:account-data")
    context = {
        "problems": problems,
        "typed": request.POST or {"name": request.actor.name},
        "months": list(enumerate(MONTHS[lang()], start=1)),
        "onward": onward(request),
    }
    return render(request, "portal/account/match.html", context, status=422 if problems else 200)


def _state(request: Request) -> None:
    born_on = _birth_date(request)
    sex = request.POST.get("sex", "")
    if sex not in {"1", "2"}:
        raise Refused("sex", _("Pilih laki-laki atau perempuan."), field="sex")
    if not request.POST.get("nik", "").strip():
        raise Refused("nik", _("Tulis 16 angka NIK seperti di KTP."), field="nik")
    throttle.require("nik", str(request.user.pk), *PER_ACCOUNT)
    actions.state_person(
        account_id=request.user.pk,
        name=request.POST.get("name", ""),
        sex=int(sex),
        born_on=born_on,
        nik=request.POST["nik"],
        by=request.actor,
        at=request.now,
    )


def _birth_date(request: Request) -> date:
    try:
        year, month, day = (int(request.POST.get(f"born_on.{part}", "")) for part in "ymd")
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Refused(
            "born_on", _("Tulis tanggal lahir yang lengkap, misalnya 7 Maret 1990."), field="born_on"
        ) from None
