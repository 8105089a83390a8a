"""Who stands here: a NIK, then a code to the telephone of whoever has it and was seen in person. Other ways: ``proving``.

What is answered is the same for every number, and nothing that is known of a person counts as proof of being that person.
"""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions
from satuatap.fronts.shared import codes
from satuatap.fronts.shared.throttle import Rate, require
from satuatap.fronts.shared.tongues import gettext as _
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import check_nik
from satuatap.kernel.secrets import seal, unseal

from .machine import WANTED, KioskRequest, at_kiosk, machine, page
from .proving import WAYS, ask_who, wanted_of
from .stay import is_young

PER_NUMBER = (Rate(3, 10 * 60), Rate(10, 24 * 3600))
PER_MACHINE = (Rate(20, 10 * 60), Rate(300, 24 * 3600))
LONGEST = 40
SEAL = "number at a kiosk"


@at_kiosk
@require_http_methods(["GET", "POST"])
def who(request: KioskRequest) -> HttpResponse:
    """Whose affairs these are to be: the ways to prove it that this kiosk has."""
    wanted, typed, problems = wanted_of(request), request.POST.get("nik", "")[:LONGEST], {}
    if request.method == "POST":
        try:
            _send(request, typed)
        except Refused as refusal:
            problems = {"nik": refusal.message}
        else:
            return redirect(f"{reverse('kiosk:code', args=[request.secret])}?{WANTED}={wanted}")
    return ask_who(request, typed=typed, problems=problems)


def _send(request: KioskRequest, typed: str) -> None:
    """A code for the number; whether anybody reads it is not known here."""
    nik = check_nik(typed).digits
    require("kiosk-code-machine", str(request.device.id), *PER_MACHINE, field="nik")
    require("kiosk-code-number", nik, *PER_NUMBER, field="nik")
    code = codes.fresh()
    actions.ask_code(nik=nik, code=code, by=machine(request), at=request.now, language=get_language() or "id")
    asked = {
        "nik": seal(nik.encode(), SEAL).hex(),
        "hash": codes.keyed(_about(request, nik), code),
        "at": request.now.timestamp(),
    }
    request.stay.keep(asked=asked, who=None, reading=None)


def _about(request: KioskRequest, nik: str) -> str:
    return f"kiosk:{request.device.id}:{nik}"


@at_kiosk
@require_http_methods(["GET", "POST"])
def code(request: KioskRequest) -> HttpResponse:
    """The six digits of the message."""
    wanted, problems = wanted_of(request), {}
    if not request.stay.known.get("asked"):
        return redirect(f"{reverse('kiosk:who', args=[request.secret])}?{WANTED}={wanted}")
    if request.method == "POST":
        try:
            _check(request, request.POST.get("code", ""))
        except Refused as refusal:
            problems = {"code": refusal.message}
        else:
            return redirect(WAYS[wanted], kiosk=request.secret)
    again = f"{reverse('kiosk:who', args=[request.secret])}?{WANTED}={wanted}"
    return page(request, "kiosk/code.html", problems=problems, again=again)


def _check(request: KioskRequest, typed: str) -> None:
    asked = request.stay.known["asked"]
    if not is_young(asked["at"], request.now, codes.LIFE_SECONDS):
        raise codes.expired()
    nik = unseal(bytes.fromhex(asked["nik"]), SEAL).decode()
    codes.require_right(asked["hash"], typed, lambda digits: codes.keyed(_about(request, nik), digits))
    try:
        found = actions.recognise(nik=nik, by=machine(request), at=request.now)
    except NotFound:  # only while the account was taken away in between: no code reaches nobody
        raise Refused("gone", _("Nomor ini sekarang tidak dapat dipakai di anjungan. Temui petugas.")) from None
    who_now = {"account": str(found.account_id), "device": str(request.device.id), "at": request.now.timestamp()}
    request.stay.keep(asked=None, who=who_now)
