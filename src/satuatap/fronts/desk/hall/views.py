"""The counter screen: call, serve, pass on, pause."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.context import COUNTER_COOKIE
from satuatap.fronts.shared.http import Request, is_part, render, status_of, uuid_of
from satuatap.kernel import live
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

from .errands import known

LONGEST_BREAK = 120  # minutes
LONGEST_NUMBER = 40  # of a case, as typed
BREAKS = (5, 10, 15, 30, 60)


@open_to("staff")
@require_GET
def counters(request: Request) -> HttpResponse:
    """The counters of the officer's offices; the one where the officer sits opens at once."""
    return _choose(request, "", 200)


def _choose(request: Request, problem: str, status: int) -> HttpResponse:
    rows = visits.counter_choices(request.actor)
    if not rows:
        raise NotFound
    own = next((row for row in rows if row.is_own), None)
    if own and not problem:
        return redirect("desk:counter", counter_id=own.id)
    context = {"rows": rows, "problem": problem, "base": f"{reverse('desk:counters')}/"}
    response = render(request, "desk/hall/counters.html", context, status=status)
    response.delete_cookie(COUNTER_COOKIE)
    return response


@open_to("staff")
@require_POST
def sit(request: Request, counter_id: UUID) -> HttpResponse:
    """Sit down at a counter."""
    try:
        actions.sit_down(counter_id=counter_id, by=request.actor, at=request.now)
    except Refused as refusal:
        return _choose(request, refusal.message, 422)
    return redirect("desk:counter", counter_id=counter_id)


@open_to("staff")
@require_GET
def counter(request: Request, counter_id: UUID) -> HttpResponse:
    """Who is at the counter and who comes next. Asked for as a part, only what changes is answered."""
    return _screen(request, counter_id)


def _screen(request: Request, counter_id: UUID, refusal: Refused | None = None) -> HttpResponse:
    now = visits.counter_now(actor=request.actor, counter_id=counter_id, at=request.now)
    lanes = [visits.topic(visits.LANE, lane_id) for lane_id in now.lane_ids]
    topics = [visits.topic(visits.COUNTER, counter_id), *lanes]
    context = {
        "last": now.last if now.last and now.last.by == request.actor.id else None,
        "counter": now,
        "guest": now.guest,
        "known": known(request, now),
        "seconds": [
            (number, reverse("portal:visit", args=[token]))
            for number, token in (now.guest.seconds if now.guest else ())
        ],
        "help": now.help,
        "key": uuid7(),
        "problem": refusal.message if refusal else "",
        "may_close": refusal is not None and refusal.code == "still-waiting",
        "breaks": BREAKS,
        "base": reverse("desk:counter", args=[counter_id]),
        "live": live.address(topics, at=request.now),
    }
    page = "desk/hall/_counter.html" if is_part(request) else "desk/hall/counter.html"
    response = render(request, page, context, status=status_of(refusal))
    if not request.COOKIES.get(COUNTER_COOKIE):
        response.set_cookie(
            COUNTER_COOKIE, "1", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )  # fmt: skip
    return response


@open_to("staff")
@require_POST
def act(request: Request, counter_id: UUID, press: str) -> HttpResponse:
    """One press of a button at the counter. What is refused is said on the same page."""
    if press not in VERBS:
        raise NotFound
    try:
        VERBS[press](request, counter_id)
    except Refused as refusal:
        return _screen(request, counter_id, refusal)
    if press == "tutup":
        return redirect("desk:counters")
    return redirect("desk:counter", counter_id=counter_id)


def _next(request: Request, counter_id: UUID) -> None:
    """Finish whoever is here and call the next, in one press."""
    if request.POST.get("selesai"):
        with suppress(NotFound):  # the same press arrived twice: the first has finished
            actions.finish(counter_id=counter_id, before=_key(request), by=request.actor, at=request.now)
    actions.call_next(counter_id=counter_id, key=_key(request), by=request.actor, at=request.now)


def _again(request: Request, counter_id: UUID) -> None:
    actions.call_again(counter_id=counter_id, key=_key(request), by=request.actor, at=request.now)


def _pass_on(request: Request, counter_id: UUID) -> None:
    lane_id = uuid_of(request.POST.get("antrean", ""))
    actions.transfer(counter_id=counter_id, lane_id=lane_id, by=request.actor, at=request.now)


def _add(request: Request, counter_id: UUID) -> None:
    now = visits.counter_now(actor=request.actor, counter_id=counter_id, at=request.now)
    if now.guest is None:
        raise NotFound
    ask = actions.Ask(uuid_of(request.POST.get("antrean", "")))
    actions.add_errand(visit_id=now.guest.visit_id, ask=ask, by=request.actor, at=request.now)


def _split(request: Request, counter_id: UUID) -> None:
    """A second number for errands of the visitor who is here; it stands on the screen afterwards."""
    now = visits.counter_now(actor=request.actor, counter_id=counter_id, at=request.now)
    if now.guest is None:
        raise NotFound
    chosen = [uuid_of(errand_id) for errand_id in request.POST.getlist("urusan")]
    actions.split(
        visit_id=now.guest.visit_id, errand_ids=chosen, key=_key(request), by=request.actor, at=request.now
    )  # fmt: skip


def _pause(request: Request, counter_id: UUID) -> None:
    text = request.POST.get("menit", "")
    minutes = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST_BREAK)) else 0
    until = request.now + timedelta(minutes=min(minutes, LONGEST_BREAK)) if minutes else None
    actions.pause(counter_id=counter_id, until=until, by=request.actor, at=request.now)


def _bring_back(request: Request, counter_id: UUID) -> None:
    now = visits.counter_now(actor=request.actor, counter_id=counter_id, at=request.now)
    visit_id = uuid_of(request.POST.get("kunjungan", ""))
    if visit_id not in {row.visit_id for row in now.parked}:
        raise NotFound
    actions.bring_back(visit_id=visit_id, by=request.actor, at=request.now)


def _undo(request: Request, counter_id: UUID) -> None:
    actions.undo(
        counter_id=counter_id, act_id=uuid_of(request.POST.get("tindakan", "")),
        reason=request.POST.get("alasan", ""), by=request.actor, at=request.now,
    )  # fmt: skip


def _link(request: Request, counter_id: UUID) -> None:
    number = request.POST.get("berkas", "")[:LONGEST_NUMBER]
    actions.link_case(counter_id=counter_id, number=number, by=request.actor, at=request.now)


def _ask_help(request: Request, counter_id: UUID) -> None:
    actions.ask_help(counter_id=counter_id, about=request.POST.get("perihal", ""), by=request.actor, at=request.now)


def _close(request: Request, counter_id: UUID) -> None:
    actions.close(counter_id=counter_id, sure="yakin" in request.POST, by=request.actor, at=request.now)


def _plain(action: Callable[..., object]) -> Callable[[Request, UUID], None]:
    def act(request: Request, counter_id: UUID) -> None:
        action(counter_id=counter_id, by=request.actor, at=request.now)

    return act


def _key(request: Request) -> UUID:
    return uuid_of(request.POST.get("key", ""))


VERBS: dict[str, Callable[[Request, UUID], None]] = {
    "panggil": _next,
    "ulang": _again,
    "mulai": _plain(actions.start),
    "selesai": _plain(actions.finish),
    "lewati": _plain(actions.park),
    "kembalikan": _plain(actions.put_back),
    "alihkan": _pass_on,
    "tambah": _add,
    "bagi": _split,
    "hadir": _bring_back,
    "jeda": _pause,
    "lanjut": _plain(actions.resume),
    "berkas": _link,
    "tarik": _undo,
    "bantuan": _ask_help,
    "terbantu": _plain(actions.end_help),
    "tutup": _close,
}
