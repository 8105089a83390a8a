"""Carrying messages out, hearing what became of them, taking the next rung."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.jobs import defer
from satuatap.kernel.lifecycle import move
from satuatap.kernel.secrets import unseal

from .. import ports, rules
from ..lifecycle import MOVES, REPORTED, Channel, State
from ..models import Delivery, Message
from . import pushing
from .notices import SEAL, manner_of_writing, quiet_of, wanted_at

log = structlog.get_logger()
Outcome = Delivery.Outcome
A_SECOND = timedelta(seconds=1)
ARRIVED = (State.DELIVERED, State.READ)
UNDER_WAY = (State.QUEUED, State.SENT)


def deliver(*, message_id: UUID, by: Actor, at: datetime) -> None:
    """Hand one queued message to its gateway. A silent gateway is tried again later, a hopeless message goes on to the
    next rung. The gateway is called outside any transaction: its key makes a repeat harmless."""
    _require_system(by)
    message = Message.objects.get(pk=message_id)
    if message.state != State.QUEUED or message.channel == Channel.SLIP:
        return
    if (later := _not_before(message, at)) > at:
        defer("notifications.deliver", wait=max(later - at, A_SECOND), message_id=str(message_id))
        return
    if message.is_code and message.created_at + rules.CODE_LIFE <= at:
        _give_up(message_id=message_id, outcome=Outcome.EXPIRED, detail="", by=by, at=at)
        return
    if not _is_still_wanted(message, at):
        _give_up(message_id=message_id, outcome=Outcome.REFUSED, detail="consent withdrawn", by=by, at=at)
        return
    gateway = ports.gateways.get(message.channel)
    if gateway is None:
        _give_up(message_id=message_id, outcome=Outcome.REFUSED, detail="no gateway for this channel", by=by, at=at)
        return
    text = unseal(bytes(message.sealed), SEAL).decode() if message.sealed else message.text
    is_push = message.channel == Channel.PUSH
    try:
        ref = gateway.send(
            address=pushing.address_of(message.address) if is_push else message.address,
            channel=Channel(message.channel),
            title=message.title,
            text=text,
            key=str(message.pk),
            template=message.approved,
        )
    except ports.GatewayDown as down:
        _try_again(message_id=message_id, detail=str(down), by=by, at=at)
    except ports.Undeliverable as refusal:
        if is_push and isinstance(refusal, ports.Gone):
            pushing.forget(message.address)
        _give_up(message_id=message_id, outcome=Outcome.REFUSED, detail=str(refusal), by=by, at=at)
    else:
        _sent(message_id=message_id, ref=ref, by=by, at=at)


def _is_still_wanted(message: Message, at: datetime) -> bool:
    """Whether what this channel rests on still holds: a consent taken back stops what waits to be sent, too."""
    address = message.address
    if message.channel == Channel.WHATSAPP:
        return Channel.WHATSAPP in wanted_at({Channel.SMS: address}, at)
    if message.channel == Channel.EMAIL and message.rung == 0 and not message.is_code:
        return Channel.EMAIL in wanted_at({Channel.EMAIL: address}, at)
    return True


def confirm_report(*, gateway: str, headers: Mapping[str, str], body: bytes, by: Actor, at: datetime) -> None:
    """Count a delivery report. Raises ``NotAuthentic`` for what is not from the gateway, ``NotFound`` for no such."""
    try:
        reader = ports.gateways[gateway]
    except KeyError:
        raise NotFound from None
    take_report(report=reader.read_report(headers, body), by=by, at=at)


@transaction.atomic
def take_report(*, report: ports.Report, by: Actor, at: datetime) -> None:
    """Note what became of a message. Reports may come twice and in any order: what arrived stays arrived."""
    _require_system(by)
    key = _uuid(report.key)
    message = Message.objects.select_for_update().filter(pk=key).first() if key else None
    if message is None:
        log.warning("report for a message we do not know", ref=report.ref)
        return
    verb = REPORTED[report.state]
    if State(message.state) not in MOVES[verb].sources:
        return
    message.state = move(MOVES, verb, State(message.state))
    message.sealed, message.report_by = None, None
    message.gateway_ref = message.gateway_ref or report.ref
    if report.state == State.READ:
        message.read_at = at
    message.save(update_fields=["state", "sealed", "report_by", "gateway_ref", "read_at"])
    _note(message, Outcome(report.state), report.reason, by=by, at=at)
    if report.state == State.FAILED:
        _next_rung(message, by=by, at=at)
    else:
        _arrived(message)


@transaction.atomic
def climb(*, message_id: UUID, by: Actor, at: datetime) -> None:
    """Nothing was heard of a sent message in time: it counts as failed and the next rung is used. A late report that it
    arrived is still believed."""
    _require_system(by)
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.report_by is None or message.report_by > at:
        return
    message.report_by = None
    message.state = move(MOVES, "fail", State(message.state))
    message.save(update_fields=["report_by", "state"])
    _note(message, Outcome.UNHEARD, "", by=by, at=at)
    _next_rung(message, by=by, at=at)


@transaction.atomic
def _sent(*, message_id: UUID, ref: str, by: Actor, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=message_id)
    message.attempts += 1
    message.gateway_ref = ref
    message.sealed = None
    if message.state == State.QUEUED:
        message.state = move(MOVES, "send", State.QUEUED)
        message.sent_at = at
        if Message.objects.filter(key=message.key, state=State.HELD).exists():
            message.report_by = at + _patience(message)
    if message.channel == Channel.EMAIL:
        message.report_by = None  # nobody reports on mail: what was sent has arrived
        _arrived(message)
    message.save(update_fields=["attempts", "gateway_ref", "sealed", "state", "sent_at", "report_by"])
    _note(message, Outcome.SENT, "", by=by, at=at)


@transaction.atomic
def _try_again(*, message_id: UUID, detail: str, by: Actor, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.QUEUED:
        return
    message.attempts += 1
    message.save(update_fields=["attempts"])
    _note(message, Outcome.DOWN, detail, by=by, at=at)
    if message.attempts >= rules.ATTEMPTS[message.is_code]:
        _fail(message, by=by, at=at)
    else:
        wait = rules.wait_before_retry(message.attempts, is_code=message.is_code)
        defer("notifications.deliver", wait=wait, message_id=str(message.pk))


@transaction.atomic
def _give_up(*, message_id: UUID, outcome: Delivery.Outcome, detail: str, by: Actor, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.QUEUED:
        return
    _note(message, outcome, detail, by=by, at=at)
    _fail(message, by=by, at=at)


def _fail(message: Message, *, by: Actor, at: datetime) -> None:
    message.state = move(MOVES, "fail", State(message.state))
    message.sealed = None
    message.save(update_fields=["state", "sealed"])
    _next_rung(message, by=by, at=at)


def _next_rung(message: Message, *, by: Actor, at: datetime) -> None:
    """Use the next way to the person, if this was one of them and nothing is under way already."""
    if message.rung == 0:
        return
    rows = list(Message.objects.select_for_update().filter(key=message.key, rung__gt=0).order_by("rung"))
    held = next((row for row in rows if row.state == State.HELD), None)
    if held is None or any(row.state in ARRIVED or row.state in UNDER_WAY for row in rows if row.pk != message.pk):
        return
    held.state = move(MOVES, "queue", State.HELD)
    held.save(update_fields=["state"])
    _note(held, Outcome.LISTED if held.channel == Channel.SLIP else Outcome.ASKED, "", by=by, at=at)
    if held.channel != Channel.SLIP:
        defer("notifications.deliver", message_id=str(held.pk))


def _arrived(message: Message) -> None:
    """The person has it: no other way is needed any more, and a slip that was not printed yet leaves the list."""
    if message.rung:
        others = Message.objects.filter(key=message.key, rung__gt=0).exclude(pk=message.pk)
        others.filter(state__in=[State.HELD, State.QUEUED]).update(state=State.SKIPPED, sealed=None)
        others.update(report_by=None)


def _not_before(message: Message, at: datetime) -> datetime:
    """The earliest moment to send: what comes next on a ladder waits for the morning too."""
    if message.is_code:
        return at
    quiet = quiet_of(manner_of_writing())
    return max(message.send_at or at, rules.after_quiet(timezone.localtime(at), quiet))


def _patience(message: Message) -> timedelta:
    manner = manner_of_writing()
    minutes = manner.whatsapp_minutes if message.channel == Channel.WHATSAPP else manner.sms_minutes
    return rules.wait_for_report(minutes, is_code=message.is_code)


def _note(message: Message, outcome: Delivery.Outcome, detail: str, *, by: Actor, at: datetime) -> None:
    Delivery.objects.create(message=message, at=at, outcome=outcome, detail=detail[:200])
    record(f"message.{outcome}", on=message, by=by, at=at)


def _require_system(by: Actor) -> None:
    if not by.is_system:
        raise NotFound


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
