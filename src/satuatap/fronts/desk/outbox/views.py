"""What the page that works by itself asks for. Every answer but the page is JSON, for its officer only."""

import hashlib
import json
from base64 import b64encode
from dataclasses import asdict
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.outboxes import actions, policies
from satuatap.domain.outboxes import queries as outboxes
from satuatap.domain.outboxes.lifecycle import LIVES_DAYS
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.register.words import purposes
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.context import CARRIES_COOKIE
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.statics import STATIC
from satuatap.kernel.errors import Conflict, NotFound, Refused

from . import letters, reading
from .words import fact_names, page_words

WIPE, LEAVE = "wipe", "leave"
TEMPLATE = "desk/outbox/page.html"
TEMPLATES = Path(__file__).parents[1] / "templates"
PASSES = signing.Signer(salt="outbox-device")  # by a pass a device shows who it is while nobody is signed in
COOKIE_SECONDS = 400 * 24 * 3600


@open_to("public")
@require_safe
def page(request: Request) -> HttpResponse:
    """The page itself. It holds nothing of anybody: what it shows it opens with the officer's PIN out of its own store."""
    return render(request, TEMPLATE, _said())


def _said() -> dict[str, Any]:
    return {
        "words": json.dumps(page_words()),
        "facts": json.dumps(fact_names()),
        "spelling": json.dumps(residents.spelling_tables()),
        "purposes": purposes(),
        "days": LIVES_DAYS,
    }


@lru_cache(maxsize=1)
def _worker_source() -> str:
    """The worker, with a mark that changes with whatever the page is made of: a browser takes a new one when it does."""
    files = [path.read_bytes() for path in sorted(STATIC.rglob("*.*")) if path.suffix in (".js", ".css")]
    made_of = [*files, (TEMPLATES / TEMPLATE).read_bytes(), json.dumps(_said(), default=str).encode()]
    mark = hashlib.sha256(b"".join(made_of)).hexdigest()[:12]
    return f"{(STATIC / 'js' / 'outbox-worker.js').read_text(encoding='utf-8')}\n// {mark}\n"


@open_to("public")
@require_safe
def worker(_request: Request) -> HttpResponse:
    """The program that shows the page without the line. It stands beside it, and sees no other page of the desk."""
    answer = HttpResponse(_worker_source(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_to("staff")
@require_safe
def state(request: Request) -> HttpResponse:
    """Who is signed in, the mark for posting, and what the centre wants of the device."""
    order = ""
    if asked := request.GET.get("perangkat", ""):
        order = outboxes.order_of(request.actor, reading.key({"id": asked}, "id"))
    if order in (WIPE, LEAVE):
        return JsonResponse({"csrf": get_token(request), "order": order})
    unit_id = policies.desk_of(request.actor)
    if unit_id is None:
        raise NotFound
    unit = agencies.units([unit_id])[unit_id]
    return JsonResponse({
        "csrf": get_token(request), "officer": request.actor.name, "order": order, "at": request.now.isoformat(),
        "unit": {"name": unit.name, "address": unit.address, "head": unit.head_title},
    })  # fmt: skip


@open_to("public")
@never_cache
@require_safe
def order(request: Request) -> HttpResponse:
    """What the centre wants of a device that nobody has opened or signed in at: a lost one is told to wipe itself."""
    device_id = _passed(request.GET.get("tanda", ""))
    return JsonResponse({"csrf": get_token(request), "order": WIPE if outboxes.is_ended(device_id) else ""})


def _passed(shown: str) -> UUID:
    """The device whose pass was shown. Raises ``NotFound``."""
    try:
        return UUID(PASSES.unsign(shown))
    except (signing.BadSignature, ValueError):
        raise NotFound from None


@open_to("staff")
@require_POST
def register(request: Request) -> HttpResponse:
    """Let this browser carry the village along."""
    sent = reading.body(request)
    try:
        device = actions.register(
            name=reading.text(sent, "name"), recovery=reading.secret(sent, "recovery"), by=request.actor, at=request.now
        )
    except Refused as refusal:
        return JsonResponse({"words": refusal.message}, status=422)
    except ValueError:
        raise NotFound from None
    answer = JsonResponse({"id": str(device.pk), "prefix": str(device), "pass": PASSES.sign(str(device.pk))})
    answer.set_cookie(
        CARRIES_COOKIE, "1", max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return answer


@open_to("staff")
@require_POST
@gzip_page
def snapshot(request: Request) -> HttpResponse:
    """The residents, or what has changed of them, and the forms where the device has not these."""
    sent = reading.body(request)
    try:
        found = actions.take_snapshot(
            device_id=reading.key(sent, "device"), since=reading.number(sent, "since"), by=request.actor, at=request.now
        )
    except Refused as refusal:
        return _refused(refusal)
    mark, every = letters.letters(catalog.stamp(), formats.lang(), timezone.localdate(request.now))
    same = reading.text(sent, "mark") == mark
    return JsonResponse({
        "fields": residents.VILLAGER_FIELDS, "rows": found.rows, "gone": found.gone, "until": found.until,
        "inked": outboxes.signs_with_ink(request.actor, request.now) or any(one.inked for one in every), "whole": found.is_whole, "mark": mark, "letters": None if same else [letters.plain(one) for one in every],
        "expires": (request.now + timedelta(days=LIVES_DAYS)).isoformat(), "at": request.now.isoformat(),
    })  # fmt: skip


@open_to("staff")
@require_POST
def send(request: Request) -> HttpResponse:
    """Take in what the outbox holds, one by one; each answer says what became of it. 409 where a key came with other
    content."""
    sent = reading.body(request)
    device_id = reading.key(sent, "device")
    items = [reading.item(row, request.now) for row in reading.rows(sent, "items", reading.MOST_ITEMS)]
    conflicts: list[dict[str, str]] = []
    try:
        actions.note_looks(device_id=device_id, looks=_looks(request, sent), by=request.actor, at=request.now)
        for item in items:
            try:
                actions.receive(device_id=device_id, item=item, by=request.actor, at=request.now)
            except Conflict as conflict:
                conflicts.append({"key": str(item.key), "words": conflict.message})
        keys = [item.key for item in items] + reading.keys(sent, "asked")
        unsent = max(0, (reading.number(sent, "unsent") or 0) - len(items))
        actions.note_heard(device_id=device_id, unsent=unsent, by=request.actor, at=request.now)
    except Refused as refusal:
        return _refused(refusal)
    fates = [asdict(fate) for fate in outboxes.fates(request.actor, device_id, request.now, keys)]
    return JsonResponse({"fates": fates, "conflicts": conflicts}, status=409 if conflicts else 200)


@open_to("staff")
@require_POST
def sheet(request: Request) -> HttpResponse:
    """Take one photo of a paper in, before the letter or application that it belongs to."""
    sent, photo = request.POST.dict(), request.FILES.get("foto")
    if photo is None:
        raise NotFound
    try:
        actions.keep_sheet(
            device_id=reading.key(sent, "device"), key=reading.key(sent, "key"), item=reading.key(sent, "item"),
            paper=reading.text(sent, "paper", 80), data=photo.read(), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(refusal) if refusal.code == WIPE else JsonResponse({"words": refusal.message}, status=422)
    except Conflict as conflict:
        return JsonResponse({"words": conflict.message}, status=422)
    return JsonResponse({})


def _looks(request: Request, sent: dict[str, Any]) -> list[Any]:
    words = dict(purposes())
    rows = reading.rows(sent, "looks", actions.MOST_LOOKS)
    return [
        (reading.key(row, "party"), words.get(reading.text(row, "purpose"), words["serve"]),
         reading.moment(row, "at", request.now))
        for row in rows
    ]  # fmt: skip


def _refused(refusal: Refused) -> HttpResponse:
    """A device that was ended is told to wipe itself."""
    return JsonResponse({"order": WIPE, "words": refusal.message}, status=410)


@open_to("staff")
@require_POST
def lend(request: Request) -> HttpResponse:
    """Lend numbers for letters that are signed with ink on the spot; with a ``lease``, take back what is left of it."""
    sent = reading.body(request)
    device_id = reading.key(sent, "device")
    try:
        if sent.get("lease"):
            actions.give_back(
                device_id=device_id, lease_id=reading.key(sent, "lease"), by=request.actor, at=request.now
            )
            return JsonResponse({})
        lent = actions.borrow(
            device_id=device_id, service_code=reading.text(sent, "service", 80), key=reading.key(sent, "key"),
            by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _refused(refusal) if refusal.code == WIPE else JsonResponse({"words": refusal.message}, status=422)
    return JsonResponse({"id": str(lent.lease_id), "service": lent.service_code, "texts": lent.texts})


@open_to("staff")
@require_POST
def recover(request: Request) -> HttpResponse:
    """The centre's half of the key, for the officer who forgot the PIN."""
    half = outboxes.recovery(request.actor, reading.key(reading.body(request), "device"))
    return JsonResponse({"recovery": b64encode(half).decode()})


@open_to("staff")
@require_POST
def sign_off(request: Request) -> HttpResponse:
    """The officer gives the device up; what it kept goes."""
    device_id = reading.key(reading.body(request), "device")
    actions.end(device_id=device_id, why="signed-off", by=request.actor, at=request.now)
    return JsonResponse({"order": WIPE})


@open_to("public")
@require_POST
def wiped(request: Request) -> HttpResponse:
    """The device says that nothing is left on it; by its pass also where nobody is signed in."""
    sent = reading.body(request)
    device_id, shown = reading.key(sent, "device"), reading.text(sent, "pass")
    try:
        actions.confirm_wiped(
            device_id=device_id, by=request.actor, at=request.now, is_itself=bool(shown) and _passed(shown) == device_id
        )  # fmt: skip
    except Refused as refusal:
        return JsonResponse({"words": refusal.message}, status=409)
    answer = JsonResponse({"back": reverse("desk:inbox")})
    answer.delete_cookie(CARRIES_COOKIE)
    return answer
