"""The agenda of letters that come in to an office, a new one, and what an officer was given to do."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.correspondence import actions
from satuatap.domain.correspondence import queries as letters
from satuatap.domain.correspondence.lifecycle import Body, Carried, Nature
from satuatap.domain.documents import policies as rights
from satuatap.fronts.desk.offices import asked_for
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, status_of, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

from . import words
from .forms import INPUTS, day, facts_of, sheets_of

YEARS_SHOWN = 5
LATE = "late"


@dataclass(frozen=True, slots=True)
class Office:
    """An office whose agenda the officer keeps."""

    id: UUID
    code: str
    name: str
    kind: str


@open_to("staff")
@require_http_methods(["GET", "POST"])
def agenda(request: Request) -> HttpResponse:
    """The letters of an office, the newest first. Words to look for are posted: a name in an address would stay in the
    history of a shared computer."""
    offices, office = chosen(request)
    today = timezone.localdate(request.now)
    given = request.POST if request.method == "POST" else request.GET
    wanted = letters.Wanted(
        words=request.POST.get("cari", "").strip(), state=given.get("keadaan", ""), year=whole(given.get("tahun", ""))
    )
    context = {
        "offices": offices,
        "office": office,
        "wanted": wanted,
        "page": letters.letters(
            request.actor, office.id, wanted, today=today, at=request.now,
            cursor="" if wanted.words else request.GET.get("cursor", ""),
        ),
        "counts": letters.counts([office.id], today),
        "states": words.state_words(),
        "natures": words.nature_words(),
        "years": range(today.year, today.year - YEARS_SHOWN, -1),
        "base": prefix("desk:letter_in", uuid=True),
    }  # fmt: skip
    return render(request, "desk/correspondence/agenda.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """Enter a letter: typed, with photos or scans of it, or taken in by the code of an office of ours."""
    offices, office = chosen(request)
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        try:
            letter_id = _enter(request, office)
        except Refused as refusal:
            problems, refused = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}, refusal
            if request.FILES:  # a browser sends a file once
                problems.setdefault("lembar", _("Pilih lagi foto atau pindaiannya."))
        else:
            page = prefix("desk:letter_in", uuid=True)
            return redirect(f"{page}{letter_id}?selesai=catat")
    today = timezone.localdate(request.now)
    context = {
        "offices": offices,
        "office": office,
        "typed": request.POST,
        "problems": problems,
        "today": today.isoformat(),
        "natures": list(words.nature_words().items()),
        "carried": [(code, text) for code, text in words.carried_words().items() if code != Carried.SYSTEM],
        "bodies": list(words.body_words().items()) if office.kind == actions.WITH_COUNCIL else [],
        "nature": request.POST.get("sifat", Nature.ORDINARY.value),
        "key": request.POST.get("key") or uuid4(),
        "code_key": uuid4(),
    }
    return render(request, "desk/correspondence/enter.html", context, status=status_of(refused))


def _enter(request: Request, office: Office) -> UUID:
    post = request.POST
    if post.get("act") == "kode":
        letter = actions.take_in(
            unit_id=office.id, code=post.get("kode", ""), received_on=day(post.get("diterima-kode", ""), "received_code"),
            key=uuid_of(post.get("key", "")), by=request.actor, at=request.now,
        )  # fmt: skip
        return letter.pk
    letter = actions.register(
        unit_id=office.id, facts=facts_of(request), body=post.get("kepada", Body.OFFICE.value),
        sheets=sheets_of(request), key=uuid_of(post.get("key", "")), by=request.actor, at=request.now,
    )  # fmt: skip
    return letter.pk


@open_to("staff")
@require_safe
def own(request: Request) -> HttpResponse:
    """What the officer was asked to do about letters, with the day it is due; or what they have done."""
    closed = request.GET.get("tampil") == "selesai"
    context = {
        "closed": closed,
        "page": letters.own(
            request.actor, closed=closed, today=timezone.localdate(request.now), at=request.now,
            cursor=request.GET.get("cursor", ""),
        ),
        "natures": words.nature_words(),
        "states": words.assignment_words(),
        "base": prefix("desk:letter_in", uuid=True),
    }  # fmt: skip
    return render(request, "desk/correspondence/own.html", context)


def chosen(request: Request) -> tuple[list[Office], Office]:
    """The offices whose agenda the officer keeps, by name, and the one that is asked for."""
    found = agencies.units(request.actor.unit_ids(*rights.REGISTRARS)).values()
    if not found:
        raise NotFound
    offices = sorted((Office(unit.pk, unit.code, unit.name, unit.kind) for unit in found), key=lambda row: row.name)
    return offices, asked_for(request, offices) or offices[0]
