"""Who acts for whom: giving one's power of attorney, taking one, ending either, and what was done under it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.audit.queries import Act
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries as case_queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats, throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused

from ..purposes import purpose
from .second_step import own_page
from .security import SAVED

SEEN_IN_PERSON = 2
PER_ACCOUNT = (Rate(10, 24 * 3600),)
INPUTS = {"scope": "layanan", "to_on": "sampai", "name": "nama", "stamp_serial": "meterai"}


def kinds() -> dict[str, str]:
    """The kinds of mandate in words."""
    return {"parent": _("Orang tua"), "wali": _("Wali"), "kuasa": _("Kuasa"), "assisted": _("Dibantu petugas")}


def require_seen(request: Request) -> None:
    """Raises ``Refused`` for an account that no officer has proven yet."""
    if request.actor.party_id is None or request.actor.proof < SEEN_IN_PERSON:
        raise Refused(
            "proof", _("Tunjukkan KTP di loket atau balai desa sekali saja, lalu ini dapat Anda lakukan di sini.")
        )


@open_to("resident")
@require_safe
def powers(request: Request) -> HttpResponse:
    """What was given, what is held, and what waits to be taken."""
    on = timezone.localdate(request.now)
    context = {
        "mandates": residents.mandates(request.actor, on),
        "offers": residents.offers(request.actor, on),
        "kinds": kinds(),
        "base": prefix("portal:power", uuid=True),
        "is_seen": request.actor.proof >= SEEN_IN_PERSON,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/powers.html", context)


@own_page
@sensitive_post_parameters("nik", "nama")
@require_http_methods(["GET", "POST"])
def give(request: Request, organisation_id: UUID | None = None) -> HttpResponse:
    """To whom, for what, until when: one's own power, or that of one's organisation. A NIK that nobody has gets the same
    answer as any other."""
    giver_name = ""
    if organisation_id:
        giver_name = residents.giver_name(request.actor, organisation_id, timezone.localdate(request.now))
    else:
        require_seen(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _give(request, organisation_id)
        except Refused as refusal:
            field = refusal.field or ""
            problems = {INPUTS.get(field, field): refusal.message}
        else:
            request.session[SAVED] = _("Kuasa ditawarkan. Berlaku setelah orang itu menerimanya di akunnya.")
            return redirect("portal:organisation", organisation_id) if organisation_id else redirect("portal:powers")
    own = case_queries.my_cases(
        request.actor, now=request.now, lang=formats.lang(), party_id=organisation_id or request.actor.party_id
    )
    context = {
        "giver_name": giver_name,
        "back": reverse("portal:organisation", args=[organisation_id]) if organisation_id else reverse("portal:powers"),
        "key": request.POST.get("key", "") or uuid4(),
        "problems": problems,
        "typed": request.POST,
        "chosen": request.POST.getlist("layanan"),
        "chosen_cases": request.POST.getlist("berkas"),
        "services": catalog.entrustable(formats.lang(), is_organisation=organisation_id is not None),
        "cases": own.rows,
    }
    return render(request, "portal/account/power_give.html", context, status=422 if problems else 200)


def _give(request: Request, organisation_id: UUID | None) -> None:
    throttle.require("power", str(request.user.pk), *PER_ACCOUNT)
    post = request.POST
    cases.give_power(
        nik=post.get("nik", ""),
        name=post.get("nama", ""),
        services=post.getlist("layanan"),
        case_ids=[uuid_of(text) for text in post.getlist("berkas")],
        to_on=_day(post.get("sampai", "")),
        organisation_id=organisation_id,
        stamp_serial=post.get("meterai", ""),
        key=uuid_of(post["key"]) if post.get("key") else None,
        by=request.actor,
        at=request.now,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("day", _("Tulis tanggal seperti 31-12-2026."), field="sampai") from None


@open_to("resident")
@require_safe
def power(request: Request, mandate_id: UUID) -> HttpResponse:
    """One power: what it reaches, and for the giver what was done under it."""
    found = residents.power(request.actor, mandate_id, timezone.localdate(request.now))
    names = {card.code: card.name for card in catalog.cards(formats.lang())}
    context = {
        "power": found,
        "kind": kinds()[found.row.kind],
        "services": [names.get(code, code) for code in found.row.scope if code != "*"],
        "uses": list(_uses(found.uses)),
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/power.html", context)


def _uses(acts: Iterable[Act]) -> Iterable[tuple[Act, str]]:
    """Those acts that mean something to the giver, in words."""
    words = {
        "case.started": _("memulai permohonan"),
        "case.filled": _("mengisi formulir"),
        "case.paper-attached": _("mengunggah berkas"),
        "case.paper-removed": _("menghapus berkas"),
        "case.submit": _("mengirim permohonan"),
        "case.correct": _("mengirim perbaikan"),
        "case.withdraw": _("menarik permohonan"),
        "case.discarded": _("menghapus draf"),
    }
    for act in acts:
        if act.verb == "looked":
            yield act, purpose(act.purpose)
        elif act.verb in words:
            yield act, words[act.verb]


@open_to("resident")
@require_POST
def take(request: Request, mandate_id: UUID) -> HttpResponse:
    """Take a power that was offered."""
    actions.take_power(mandate_id=mandate_id, by=request.actor, at=request.now)
    request.session[SAVED] = _("Kuasa diterima. Layanan yang disebut kini dapat Anda ajukan untuknya.")
    return redirect("portal:power", mandate_id=mandate_id)


@open_to("resident")
@require_POST
def end(request: Request, mandate_id: UUID) -> HttpResponse:
    """End a power, from either side, at once; officers end what others gave at their counter, not here."""
    found = residents.power(request.actor, mandate_id, timezone.localdate(request.now))
    actions.end_mandate(mandate_id=mandate_id, by=request.actor, at=request.now)
    request.session[SAVED] = _("Kuasa berakhir sekarang juga.")
    return redirect("portal:organisation", found.giver_id) if found.is_ours else redirect("portal:powers")
