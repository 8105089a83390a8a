"""Carrying messages out, hearing what became of them, taking the next rung."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.jobs import defer
from satuatap.kernel.lifecycle import move
from satuatap.kernel.secrets import unseal

from .. import ports, rules
from ..lifecycle import MOVES, REPORTED, Channel, State
from ..models import Delivery, Message
from .notices import SEAL

log = structlog.get_logger()
Outcome = Delivery.Outcome


def deliver(*, message_id: UUID, by: Actor, at: datetime) -> None:
    """Hand one queued message to its gateway. A silent gateway is tried again later, a hopeless message goes on to the
    next rung. The gateway is called outside any transaction: its key makes a repeat harmless."""
    _require_system(by)
    message = Message.objects.get(pk=message_id)
    if message.state != State.QUEUED:
        return
    if message.is_code and message.created_at + rules.CODE_LIFE <= at:
        _give_up(message_id=message_id, outcome=Outcome.EXPIRED, detail="", by=by, at=at)
        return
    gateway = ports.gateways.get(message.channel)
    if gateway is None:
        _give_up(message_id=message_id, outcome=Outcome.REFUSED, detail="no gateway for this channel", by=by, at=at)
        return
    text = unseal(bytes(message.sealed), SEAL).decode() if message.sealed else message.text
    try:
        ref = gateway.send(
            address=message.address,
            channel=Channel(message.channel),
            title=message.title,
            text=text,
            key=str(message.pk),
        )
    except ports.GatewayDown as down:
        _try_again(message_id=message_id, detail=str(down), by=by, at=at)
    except ports.Undeliverable as refusal:
        _give_up(message_id=message_id, outcome=Outcome.REFUSED, detail=str(refusal), by=by, at=at)
    else:
        _sent(message_id=message_id, ref=ref, by=by, at=at)


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
        _next_rung(message)
    else:
        Message.objects.filter(key=message.key, state=State.HELD).update(state=State.SKIPPED, sealed=None)


@transaction.atomic
def climb(*, message_id: UUID, by: Actor, at: datetime) -> None:
    """Nothing was heard of a sent message in time: use the next rung too. A late report is still counted."""
    _require_system(by)
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.report_by is None or message.report_by > at:
        return
    message.report_by = None
    message.save(update_fields=["report_by"])
    _note(message, Outcome.UNHEARD, "", by=by, at=at)
    _next_rung(message)


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
            message.report_by = at + rules.wait_for_report(is_code=message.is_code)
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
        _fail(message)
    else:
        wait = rules.wait_before_retry(message.attempts, is_code=message.is_code)
        defer("notifications.deliver", wait=wait, message_id=str(message.pk))


@transaction.atomic
def _give_up(*, message_id: UUID, outcome: Delivery.Outcome, detail: str, by: Actor, at: datetime) -> None:
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.state != State.QUEUED:
        return
    _note(message, outcome, detail, by=by, at=at)
    _fail(message)


def _fail(message: Message) -> None:
    message.state = move(MOVES, "fail", State(message.state))
    message.sealed = None
    message.save(update_fields=["state", "sealed"])
    _next_rung(message)


def _next_rung(message: Message) -> None:
    held = Message.objects.select_for_update().filter(key=message.key, state=State.HELD).order_by("rung").first()
    if held is None:
        return
    held.state = move(MOVES, "queue", State.HELD)
    held.save(update_fields=["state"])
    defer("notifications.deliver", message_id=str(held.pk))


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
