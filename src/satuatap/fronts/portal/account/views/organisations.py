"""One's organisations: entering one, its officers, inviting and removing them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import throttle
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused

from .powers import SEEN_IN_PERSON, require_seen
from .second_step import own_page
from .security import SAVED

PER_ACCOUNT = (Rate(20, 24 * 3600),)
INPUTS = {"name": "nama", "rights": "hak", "form": "bentuk"}


def rights() -> dict[str, str]:
    """What an officer may do, in words."""
    return {
        "apply": _("mengajukan"),
        "pay": _("membayar"),
        "appoint": _("mengatur pengurus"),
        "empower": _("memberi kuasa atas nama organisasi"),
    }


@open_to("resident")
@require_safe
def organisations(request: Request) -> HttpResponse:
    """The organisations one acts for, and where one is asked to."""
    on = timezone.localdate(request.now)
    context = {
        "offices": residents.offices(request.actor, on),
        "invitations": residents.invitations(request.actor),
        "rights": rights(),
        "base": prefix("portal:organisation", uuid=True),
        "officer_base": prefix("portal:officer", uuid=True),
        "is_seen": request.actor.proof >= SEEN_IN_PERSON,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/organisations.html", context)


@open_to("resident")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Enter the own firm or association; whoever does is its first officer."""
    require_seen(request)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            body = _enter(request)
        except Refused as refusal:
            field = refusal.field or ""
            problems = {INPUTS.get(field, field): refusal.message}
        else:
            request.session[SAVED] = _("Organisasi tercatat. Anda pengurus pertamanya.")
            return redirect("portal:organisation", organisation_id=body)
    context = {"problems": problems, "typed": request.POST}
    return render(request, "portal/account/organisation_enter.html", context, status=422 if problems else 200)


def _enter(request: Request) -> UUID:
    throttle.require("organisation", str(request.user.pk), *PER_ACCOUNT)
    post, party_id = request.POST, request.actor.party_id
    if not post.get("bentuk", "").strip():
        raise Refused("form", _("Tulis bentuknya, misalnya CV, PT, koperasi, atau yayasan."), field="form")
    return actions.register_organisation(
        name=post.get("nama", ""),
        form=post["bentuk"].strip()[:40],
        nib=post.get("nib", ""),
        npwp=post.get("npwp", ""),
        address=post.get("alamat", "").strip()[:240],
        officers=[actions.OfficerRow(party_id, post.get("jabatan", "").strip()[:80] or _("Pengurus"))],
        by=request.actor,
        at=request.now,
    ).pk


@open_to("resident")
@require_safe
def organisation(request: Request, organisation_id: UUID) -> HttpResponse:
    """Who acts for the organisation: its officers, and those it has given a power of attorney."""
    return _show(request, organisation_id, {})


def _show(request: Request, organisation_id: UUID, problems: dict[str, str]) -> HttpResponse:
    on = timezone.localdate(request.now)
    rows = residents.officers(request.actor, organisation_id, on)
    mine = next((row.rights for row in rows if row.is_me), ())
    context = {
        "name": rows[0].organisation_name,
        "organisation_id": organisation_id,
        "officers": rows,
        "powers": residents.powers_of(request.actor, organisation_id, on),
        "power_base": prefix("portal:power", uuid=True),
        "may_appoint": "appoint" in mine,
        "may_give_powers": "empower" in mine,
        "rights": rights(),
        "remove_base": prefix("portal:officer", uuid=True),
        "problems": problems,
        "typed": request.POST,
        "chosen": request.POST.getlist("hak") or ["apply"],
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/account/organisation.html", context, status=422 if problems else 200)


@own_page
@sensitive_post_parameters("nik", "nama")
@require_POST
def invite(request: Request, organisation_id: UUID) -> HttpResponse:
    """Invite somebody by NIK and name. A NIK that nobody has gets the same answer as any other."""
    residents.officers(request.actor, organisation_id, timezone.localdate(request.now))
    post = request.POST
    try:
        throttle.require("officer", str(request.user.pk), *PER_ACCOUNT)
        actions.invite_officer(
            organisation_id=organisation_id,
            nik=post.get("nik", ""),
            name=post.get("nama", ""),
            title=post.get("jabatan", ""),
            rights=post.getlist("hak"),
            by=request.actor,
            at=request.now,
        )
    except Refused as refusal:
        field = refusal.field or ""
        return _show(request, organisation_id, {INPUTS.get(field, field): refusal.message})
    request.session[SAVED] = _("Undangan tersimpan. Haknya berlaku setelah orang itu menerimanya di akunnya.")
    return redirect("portal:organisation", organisation_id=organisation_id)


@open_to("resident")
@require_POST
def officer(request: Request, office_id: UUID) -> HttpResponse:
    """Accept an invitation, or take somebody's rights away."""
    residents.require_office(request.actor, office_id, timezone.localdate(request.now))
    if request.POST.get("act") == "accept":
        actions.accept_office(office_id=office_id, by=request.actor, at=request.now)
        request.session[SAVED] = _("Anda kini pengurus organisasi itu.")
    else:
        actions.remove_officer(office_id=office_id, by=request.actor, at=request.now)
        request.session[SAVED] = _("Haknya dicabut sekarang juga.")
    return redirect("portal:organisations")


@own_page
@require_http_methods(["GET", "POST"])
def change_rights(request: Request, office_id: UUID) -> HttpResponse:
    """What an officer may do from now on; the organisation's powers, once given, stay."""
    row = residents.office(request.actor, office_id, timezone.localdate(request.now))
    problem = ""
    if request.method == "POST":
        try:
            actions.change_rights(
                office_id=office_id, rights=request.POST.getlist("hak"), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problem = refusal.message
        else:
            request.session[SAVED] = _("Hak pengurus diubah. Berlaku sekarang juga.")
            return redirect("portal:organisation", organisation_id=row.organisation_id)
    context = {
        "row": row,
        "rights": rights(),
        "chosen": request.POST.getlist("hak") if request.method == "POST" else row.rights,
        "problem": problem,
    }
    return render(request, "portal/account/officer_rights.html", context, status=422 if problem else 200)
