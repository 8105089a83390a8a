"""One letter that came in: what it says, what is asked of whom, what they did, what was answered."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.correspondence import actions
from satuatap.domain.correspondence import queries as letters
from satuatap.domain.correspondence.lifecycle import LIVE, Body, State
from satuatap.domain.identity import queries as identity
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment, shown
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

from . import words
from .forms import INPUTS, answer_of, facts_of, key_of, maybe_day, order_of, sheets_of

PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})


@open_to("staff")
@require_http_methods(["GET", "POST"])
def letter(request: Request, letter_id: UUID) -> HttpResponse:
    """One letter. Whoever leads the office disposes here, whoever was given it reports or hands it on."""
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise NotFound
        try:
            ACTS[act](request, letter_id)
        except Refused as refusal:
            problems, refused = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}, refusal
        else:
            return redirect(f"{request.path}?selesai={act}")
    today = timezone.localdate(request.now)
    view = letters.letter(request.actor, letter_id, today=today, at=request.now)
    context = _context(request, view) | {"problems": problems, "acted": request.POST.get("act", "")}
    return render(request, "desk/correspondence/letter.html", context, status=status_of(refused))


def _context(request: Request, view: letters.LetterView) -> dict[str, Any]:
    today = timezone.localdate(request.now)
    disposes = view.may_dispose and view.body == Body.OFFICE and view.state != State.VOID
    return _of_letter(view) | {
        "disposes": disposes,
        "files": disposes and view.state in (State.NEW, State.DONE),
        "delivers": view.may_register and view.body != Body.OFFICE and view.state == State.NEW,
        "answers": view.may_answer and view.state != State.VOID,
        "colleagues": _colleagues(request, view) if disposes or view.own else [],
        "is_live": view.state in LIVE,
        "assigned": words.assignment_words(),
        "typed": request.POST,
        "chosen": {"petugas": request.POST.getlist("petugas"), "isi": request.POST.getlist("isi")},
        "today": today.isoformat(),
        "key": request.POST.get("key") or uuid4(),
        "done": "" if request.method == "POST" else words.done_words().get(request.GET.get("selesai", ""), ""),
    }


def _of_letter(view: letters.LetterView) -> dict[str, Any]:
    return {
        "view": view,
        "pictures": PICTURES,
        "states": words.state_words(),
        "natures": words.nature_words(),
        "ways": words.carried_words(),
        "bodies": words.body_words(),
    }


def _colleagues(request: Request, view: letters.LetterView) -> list[tuple[str, str, str]]:
    """Id, name and roles of everybody who works at the office, without the reader."""
    roles = catalog.role_names(formats.lang())
    found: dict[UUID, tuple[str, list[str]]] = {}
    for row in identity.colleagues([view.unit_id], timezone.localdate(request.now)):
        found.setdefault(row.account_id, (row.name, []))[1].append(roles.get(row.role, row.role))
    own = request.actor.account_id
    return [(str(pk), name, ", ".join(held)) for pk, (name, held) in found.items() if pk != own]


# -- what can be sent -----------------------------------------------------------------------------------------------


def _dispose(request: Request, letter_id: UUID) -> None:
    actions.dispose(letter_id=letter_id, order=order_of(request), key=key_of(request), by=request.actor, at=request.now)


def _file(request: Request, letter_id: UUID) -> None:
    actions.file(letter_id=letter_id, reason=request.POST.get("alasan", ""), by=request.actor, at=request.now)


def _own(request: Request, letter_id: UUID) -> UUID:
    """The assignment of the reader's own that a form is about, on the page of its letter."""
    assignment_id = uuid_of(request.POST.get("tugas", ""))
    if letters.assignment(request.actor, assignment_id) != letter_id:
        raise NotFound
    return assignment_id


def _report(request: Request, letter_id: UUID) -> None:
    actions.report(
        assignment_id=_own(request, letter_id), words=request.POST.get("laporan", ""), by=request.actor,
        at=request.now,
    )  # fmt: skip


def _hand_on(request: Request, letter_id: UUID) -> None:
    actions.hand_on(
        assignment_id=_own(request, letter_id), order=order_of(request), key=key_of(request), by=request.actor,
        at=request.now,
    )  # fmt: skip


def _answer(request: Request, letter_id: UUID) -> None:
    actions.link_answer(
        letter_id=letter_id, answer=answer_of(request), key=key_of(request), by=request.actor, at=request.now
    )


def _sent(request: Request, letter_id: UUID) -> None:
    actions.note_sent(
        letter_id=letter_id, sending_id=whole(request.POST.get("kiriman", "")) or 0,
        sent_on=maybe_day(request.POST.get("dikirim", ""), "sent_on"),
        received_by=request.POST.get("penerima", ""), by=request.actor, at=request.now,
    )  # fmt: skip


def _deliver(request: Request, letter_id: UUID) -> None:
    actions.deliver(
        letter_id=letter_id, on=maybe_day(request.POST.get("dikirim", ""), "sent_on"), key=key_of(request),
        received_by=request.POST.get("penerima", ""), by=request.actor, at=request.now,
    )  # fmt: skip


def _sheets(request: Request, letter_id: UUID) -> None:
    actions.add_sheets(letter_id=letter_id, sheets=sheets_of(request), by=request.actor, at=request.now)


def _put_away(request: Request, letter_id: UUID) -> None:
    actions.put_away(
        letter_id=letter_id, place=request.POST.get("tempat", ""), code=request.POST.get("kode-arsip", ""),
        by=request.actor, at=request.now,
    )  # fmt: skip


ACTS: Mapping[str, Callable[[Request, UUID], None]] = {
    "disposisi": _dispose, "arsip": _file, "lapor": _report, "teruskan": _hand_on, "jawaban": _answer, "kirim": _sent,
    "serah": _deliver, "lembar": _sheets, "simpan": _put_away,
}  # fmt: skip


# -- putting right ----------------------------------------------------------------------------------------------------


@open_to("staff")
@require_http_methods(["GET", "POST"])
def correct(request: Request, letter_id: UUID) -> HttpResponse:
    """What is wrong in the agenda, and what is right; a number given by mistake; a sheet of another letter."""
    problems: dict[str, str] = {}
    refused = None
    today = timezone.localdate(request.now)
    view = letters.letter(request.actor, letter_id, today=today, at=request.now)
    if not view.may_register:
        raise NotFound
    act = request.POST.get("act", "")
    if request.method == "POST":
        try:
            _mend(request, letter_id, act)
        except Refused as refusal:
            field = INPUTS.get(refusal.field or "", refusal.field or "")
            problems, refused = {f"alasan-{act}" if field == "alasan" else field: refusal.message}, refusal
        else:
            return redirect("{}?selesai={}".format(request.path.removesuffix("/betulkan"), act))
    context = _of_letter(view) | {
        "typed": request.POST if act == "betul" else _as_typed(view),
        "reasons": request.POST,
        "problems": problems,
    }
    return render(request, "desk/correspondence/correct.html", context, status=status_of(refused))


def _mend(request: Request, letter_id: UUID, act: str) -> None:
    reason = request.POST.get(f"alasan-{act}", "")
    told = {"letter_id": letter_id, "reason": reason, "by": request.actor, "at": request.now}
    if act == "betul":
        actions.correct(facts=facts_of(request), **told)
    elif act == "batal":
        actions.void(**told)
    elif act == "sisih":
        actions.set_sheet_aside(sheet_id=uuid_of(request.POST.get("yang", "")), **told)
    else:
        raise NotFound


def _as_typed(view: letters.LetterView) -> dict[str, str]:
    now = view.now
    return {
        "diterima": now.received_on.isoformat(), "pengirim": now.sender, "nomor": now.sender_number,
        "tanggal": now.dated_on.isoformat() if now.dated_on else "", "perihal": now.subject, "sifat": now.nature,
        "lewat": now.carried, "lampiran": now.enclosures,
    }  # fmt: skip


# -- reading ----------------------------------------------------------------------------------------------------------


@open_to("staff")
@require_safe
def sheet(request: Request, letter_id: UUID, sheet_id: UUID) -> HttpResponse:
    """A scan or photo: a picture is shown, everything else is a download. Every reading is recorded."""
    name, media_type, data = letters.sheet(request.actor, letter_id, sheet_id, at=request.now)
    answer = shown if media_type in PICTURES else attachment
    return answer(data, name, media_type)


@open_to("staff")
@require_safe
def paper(request: Request, letter_id: UUID) -> HttpResponse:
    """The letter itself where another office of ours issued it. Every reading is recorded."""
    name, data = letters.paper(request.actor, letter_id, at=request.now)
    return attachment(data, name, "application/pdf")
