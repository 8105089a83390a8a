"""The decrees by which officials sign, and leaves: who stands in from when to when."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.identity import actions
from satuatap.domain.identity import queries as identity
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

MODES = ("internal", "basah", "bsre")
INPUTS = {
    "decree_number": "nomor", "capacity": "kedudukan", "behalf_of": "atas_nama", "through": "melalui", "to_on": "sampai",
    "deputy": "pengganti", "role": "siapa",
}  # fmt: skip
"""What the room calls an input, and its name on the page."""


@open_to("staff")
def authority(request: Request) -> HttpResponse:
    """Every decree of the units the officer looks after, and the own."""
    today = timezone.localdate(request.now)
    context = {
        "rows": identity.authorities_at(request.actor, today),
        "titles": dict(catalog.document_types(request.actor.unit_ids(), formats.lang())),
        "may_enter": bool(identity.staffed_units(request.actor)),
        "base": reverse("desk:authority"),
        "today": today,
    }
    return render(request, "desk/signing/authority.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def authority_new(request: Request) -> HttpResponse:
    """Enter a decree."""
    units = identity.staffed_units(request.actor)
    if not units:
        raise NotFound
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _enter(request)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect("desk:authority")
    context = {
        "typed": request.POST,
        "problems": problems,
        "people": _people(units, request),
        "types": catalog.document_types(units, formats.lang()),
        "included": request.POST.getlist("hanya"),
        "excluded": request.POST.getlist("kecuali"),
        "capacities": identity.CAPACITIES,
    }
    return render(request, "desk/signing/authority_new.html", context, status=422 if problems else 200)


def _people(units: tuple[UUID, ...], request: Request) -> list[tuple[str, str]]:
    """(account and unit, words) of everybody who works there, once each."""
    rows = identity.colleagues(units, timezone.localdate(request.now))
    return list({(f"{row.account_id}|{row.unit_id}", f"{row.name}, {row.unit_name}"): None for row in rows})


def _enter(request: Request) -> None:
    post = request.POST
    account_id, unit_id = _pair(post.get("siapa", ""), _("Pilih pejabatnya."))
    from_on = _day(post.get("mulai", ""), "mulai")
    actions.put_authority(
        account_id=account_id,
        unit_id=unit_id,
        title_line=post.get("jabatan", "")[:160],
        behalf_of=post.get("atas_nama", "")[:160],
        through=post.get("melalui", "")[:160],
        nip=_nip(post.get("nip", "")),
        capacity=post.get("kedudukan", ""),
        decree_number=post.get("nomor", "")[:80],
        decree_on=_day(post.get("tanggal", ""), "tanggal"),
        from_on=from_on,
        to_on=_day(post["sampai"], "sampai") if post.get("sampai") else None,
        includes=post.getlist("hanya"),
        excludes=post.getlist("kecuali"),
        mode=_mode(post.get("cara", "")),
        by=request.actor,
        at=request.now,
    )


@open_to("staff")
@require_POST
def authority_end(request: Request, authority_id: UUID) -> HttpResponse:
    """Set the last day of a decree: today, or the day that was chosen."""
    actions.end_authority(authority_id=authority_id, to_on=_last_day(request), by=request.actor, at=request.now)
    return redirect("desk:authority")


@open_to("staff")
@require_http_methods(["GET", "POST"])
def leave(request: Request) -> HttpResponse:
    """Leaves to come and under way; one is entered by whoever goes, or by those who look after the unit's staff."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _go(request)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect("desk:leave")
    today = timezone.localdate(request.now)
    people = identity.colleagues(request.actor.unit_ids(), today)
    led = identity.staffed_units(request.actor)
    names = catalog.role_names(formats.lang())
    context = {
        "typed": request.POST,
        "problems": problems,
        "rows": identity.leaves_at(request.actor, today),
        "roles": names,
        "whose": [
            (f"{row.account_id}|{row.unit_id}|{row.role}", f"{row.name}, {names.get(row.role, row.role)}")
            for row in people
            if row.unit_id in led or row.account_id == request.actor.account_id
        ],
        "deputies": list({(str(row.account_id), row.name): None for row in people}),
        "base": reverse("desk:leave"),
    }
    return render(request, "desk/signing/leave.html", context, status=422 if problems else 200)


def _go(request: Request) -> None:
    account_id, unit_id, role = _triple(request.POST.get("siapa", ""))
    if not (deputy := request.POST.get("pengganti", "")):
        raise Refused("deputy", _("Pilih penggantinya."), field="pengganti")
    from_on = _day(request.POST.get("mulai", ""), "mulai")
    if from_on < timezone.localdate(request.now):
        raise Refused("past", _("Cuti dicatat mulai hari ini atau sesudahnya."), field="mulai")
    actions.name_deputy(
        account_id=account_id, deputy_id=uuid_of(deputy), unit_id=unit_id, role=role, from_on=from_on,
        to_on=_day(request.POST.get("sampai", ""), "sampai"), by=request.actor, at=request.now,
    )  # fmt: skip


@open_to("staff")
@require_POST
def leave_end(request: Request, leave_id: UUID) -> HttpResponse:
    """Back at work: the leave ended yesterday; one that has not begun is called off."""
    today = timezone.localdate(request.now)
    actions.come_back(leave_id=leave_id, today=today, by=request.actor, at=request.now)
    return redirect("desk:leave")


def _pair(text: str, words: str) -> tuple[UUID, UUID]:
    first, _bar, second = text.partition("|")
    if not second:
        raise Refused("who", words, field="siapa")
    return uuid_of(first), uuid_of(second)


def _triple(text: str) -> tuple[UUID, UUID, str]:
    both, _bar, role = text.rpartition("|")
    account_id, unit_id = _pair(both, _("Pilih siapa yang cuti dan perannya."))
    return account_id, unit_id, role


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("day", _("Isi tanggalnya."), field=field) from None


def _last_day(request: Request) -> date:
    chosen = request.POST.get("sampai", "")
    return _day(chosen, "sampai") if chosen else timezone.localdate(request.now)


def _nip(text: str) -> str:
    digits = "".join(text.split())
    if digits and (len(digits) != 18 or not digits.isdecimal()):
        raise Refused("nip", _("NIP terdiri atas 18 angka."), field="nip")
    return digits


def _mode(text: str) -> str:
    if text not in MODES:
        raise Refused("mode", _("Pilih cara tanda tangan."), field="cara")
    return text
