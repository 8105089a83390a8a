"""One's own account: what runs, who we know one to be, who looked, and what may be changed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.appointments import queries as appointments
from satuatap.domain.cases import queries as cases
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import actions
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import queries as residents
from satuatap.fronts.portal.cases.rows import case_rows
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.onward import onward
from satuatap.kernel.errors import Refused

from .. import purposes
from .powers import kinds
from .security import SAVED

FEW = 5
SEEN_IN_PERSON = 2


@open_to("resident")
@require_safe
def home(request: Request) -> HttpResponse:
    """What waits for the person first, then what runs, then who looked."""
    found = cases.my_cases(request.actor, now=request.now, lang=formats.lang())
    running = [row for row in case_rows(found.rows) if not row.is_over]
    context = {
        "greeting": _greeting(timezone.localtime(request.now).hour),
        "bookings": appointments.mine(request.actor, request.now, request.user)[:FEW],
        "rows": running[:FEW],
        "more": len(found.rows) > len(running[:FEW]) or bool(found.next),
        "waiting": next((row for row in running if row.badge in {"returned", "awaiting-payment"}), None),
        "draft": next((row for row in running if row.badge == "draft"), None),
        "known": _known(request),
        "looks": _looks(request)[:3],
        "documents": documents.held_by(request.actor, rows=FEW),
        "today": timezone.localdate(request.now),
    }
    return render(request, "portal/account/home.html", context)


def _greeting(hour: int) -> str:
    if hour < 11:
        return _("Selamat pagi")
    if hour < 15:
        return _("Selamat siang")
    return _("Selamat sore") if hour < 19 else _("Selamat malam")


def _known(request: Request) -> residents.Profile | None:
    """What the register knows of the person, once an officer has seen them."""
    if request.actor.party_id is None or request.actor.proof < SEEN_IN_PERSON:
        return None
    return residents.get_person(request.actor, request.actor.party_id, "", at=request.now)


def _looks(request: Request) -> tuple[residents.Look, ...]:
    if request.actor.party_id is None or request.actor.proof < SEEN_IN_PERSON:
        return ()
    return purposes.in_words(residents.looks(request.actor, request.actor.party_id)).rows


@open_to("resident")
@require_safe
def data(request: Request) -> HttpResponse:
    """What we hold of the person, how well proven they are, who looked, who acts for whom."""
    is_seen = request.actor.party_id is not None and request.actor.proof >= SEEN_IN_PERSON
    looks: Any = None
    if is_seen:
        looks = purposes.in_words(residents.looks(request.actor, request.actor.party_id))
    context = {
        "account": request.user,
        "proofs": identity.proofs(request.actor, request.user.pk),
        "known": _known(request),
        "looks": looks,
        "mandates": residents.mandates(request.actor, timezone.localdate(request.now)) if is_seen else (),
        "kinds": kinds(),
        "power_base": prefix("portal:power", uuid=True),
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/data.html", context)


@open_to("resident")
@require_safe
def vault(request: Request) -> HttpResponse:
    """Every document ever issued to the person and to those the person stands for, and what each is worth today."""
    held = documents.held_by(request.actor, request.GET.get("cursor", ""))
    context = {
        "held": held,
        "today": timezone.localdate(request.now),
        "answers": documents.answers_of(row.id for row in held.rows),
        "wrong_base": reverse("portal:account-documents") + "/",
        "asked": "diminta" in request.GET,
    }
    return render(request, "portal/account/documents.html", context)


@open_to("resident")
@require_http_methods(["GET", "POST"])
def name(request: Request) -> HttpResponse:
    """Change the name of an account that is not linked to the register."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.rename(
                account_id=request.user.pk, name=request.POST.get("name", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problems = {"name": refusal.message}
        else:
            request.session[SAVED] = _("Nama tersimpan.")
            return redirect("portal:account-data")
    context = {"problems": problems, "typed": request.POST.get("name", request.user.name)}
    return render(request, "portal/account/rename.html", context, status=422 if problems else 200)


@open_to("resident")
@require_POST
def language(request: Request) -> HttpResponse:
    """The language of messages, and of the page that follows."""
    code = request.POST.get("language", "")
    actions.prefer(account_id=request.user.pk, language=code, by=request.actor, at=request.now)
    with translation.override(code):
        page = reverse("portal:account-data")
        request.session[SAVED] = _("Bahasa tersimpan.")
    return redirect(onward(request) or page)
