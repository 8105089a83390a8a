"""What pages may read about messages."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from satuatap.domain.consents import queries as consents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from . import policies, ports, rules
from .lifecycle import Channel, ReplyState, State
from .models import Browser, Delivery, Message, Preference, Reply

MOST_COPIED = 2_000
ACCOUNT = "identity.account"  # of what a browser is told: a number, or all that an account is told


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in the list of an account; ``path`` leads to what it speaks of ("" for nowhere)."""

    id: UUID
    title: str
    text: str
    path: str
    language: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing that happened on the way of a notice: when, over which channel, what became of it; no words of it."""

    at: datetime
    template: str
    channel: str
    to: str
    outcome: str
    cause: str


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A slip that waits to be handed over."""

    id: UUID
    party_id: UUID | None
    title: str
    text: str
    area_code: str
    since: datetime
    is_printed: bool


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """An answer by telephone that fits no case; the number is masked."""

    id: UUID
    channel: str
    sender: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Wishes:
    """Over which channels an account is told."""

    whatsapp: bool
    sms: bool
    email: bool


def log_about(about_id: UUID, *, account_id: UUID | None = None, limit: int = 200) -> tuple[LogRow, ...]:
    """What became of the messages about a thing, newest first: of all of them, or of those to one account.

    For rooms and pages that have shown that the reader may see the thing.
    """
    rows = Delivery.objects.filter(message__about_id=about_id).select_related("message").order_by("-at", "-id")
    if account_id is not None:
        rows = rows.filter(message__account_id=account_id)
    return tuple(
        LogRow(
            at=row.at,
            template=row.message.template,
            channel=row.message.channel,
            to=rules.masked(row.message.address),
            outcome=row.outcome,
            cause=rules.cause(row.detail),
        )
        for row in rows[:limit]
    )


def slips(actor: Actor, *, areas: frozenset[str] = frozenset(), cursor: str = "") -> Page[SlipRow]:
    """What waits to be handed over at the actor's units and villages, the oldest first."""
    units = actor.unit_ids(*policies.HANDS_OUT)
    rows = Message.objects.filter(channel=Channel.SLIP, state__in=[State.QUEUED, State.SENT])
    rows = rows.filter(Q(unit_id__in=units) | Q(area_code__in=areas) & ~Q(area_code="")) if units else rows.none()
    return page(rows, keys=["created_at", "id"], cursor=cursor, row=_slip)


def slip(actor: Actor, message_id: UUID, *, areas: frozenset[str] = frozenset()) -> SlipRow:
    """One slip, for whoever may hand it out. Raises ``NotFound``."""
    found = Message.objects.filter(pk=message_id, channel=Channel.SLIP).first()
    if found is None or not policies.may_hand_out(actor, found, areas):
        raise NotFound
    return _slip(found)


def _slip(row: Message) -> SlipRow:
    return SlipRow(row.pk, row.party_id, row.title, row.text, row.area_code, row.created_at, row.state == State.SENT)


def lost_replies(actor: Actor, cursor: str = "") -> Page[ReplyRow]:
    """Answers that fit no case, the oldest first, for those who meet people."""
    units = actor.unit_ids(*policies.HANDS_OUT)
    rows = Reply.objects.filter(Q(unit_id__in=units) | Q(unit_id=None), state=ReplyState.LOST)
    return page(rows if units else rows.none(), keys=["at", "id"], cursor=cursor, row=_reply)


def _reply(row: Reply) -> ReplyRow:
    return ReplyRow(row.pk, row.channel, rules.masked(row.address), row.text, row.at)


def reply(reply_id: UUID) -> Reply:
    """For the room whose thing a reply is about."""
    return Reply.objects.get(pk=reply_id)


def masked(address: str) -> str:
    """An address as officers may see it."""
    return rules.masked(address)


def wishes(phone: str, email: str, on: date) -> Wishes:
    """What holds for these addresses of an account on a day."""
    agreed = consents.holding([phone, email], on)
    stopped = Preference.objects.filter(address=phone, channel=Channel.SMS, wanted=False)
    return Wishes(
        whatsapp=(phone, consents.WHATSAPP) in agreed,
        sms=not (phone and stopped.exists()),
        email=(email, consents.MAIL) in agreed,
    )


def browsers_about(kind: str, at: datetime) -> dict[UUID, str]:
    """The browsers that want to be told of things of a kind now, by the thing."""
    rows = Browser.objects.filter(about_kind=kind, until__gt=at).values_list("about_id", "pk")
    return {about_id: str(browser_id) for about_id, browser_id in rows}


def browser_of(account_id: UUID, at: datetime) -> str:
    """The browser that is told what an account is told; "" where there is none, or its owner agrees no more."""
    rows = Browser.objects.filter(about_kind=ACCOUNT, about_id=account_id, until__gt=at)
    found = rows.values_list("pk", flat=True).first()
    return str(found) if found and consents.holds(consents.PUSH, account_id, at.date()) else ""


def push_name() -> str:
    """What a browser is told of us when it subscribes, "" where nothing is pushed."""
    return ports.push_names[0] if ports.push_names else ""


def page_of_short(short: str) -> str:
    """The page that the address in an SMS leads to, with its language. Raises ``NotFound``."""
    row = Message.objects.filter(short=short).exclude(short="").values_list("path", "language").first()
    if row is None:
        raise NotFound
    return f"{rules.prefix_of(*row)}{row[0]}"


def for_account(actor: Actor, cursor: str = "") -> Page[MessageRow]:
    """The actor's own messages, newest first."""
    return page(Message.objects.inbox_of(actor), keys=["-created_at", "-id"], cursor=cursor, row=_row)


def unread_count(actor: Actor, most: int = 100) -> int:
    """How many the actor has not seen, counted up to ``most``."""
    unread = Message.objects.inbox_of(actor).filter(read_at=None)
    return len(unread.values_list("pk", flat=True)[:most])


def unheard(at: datetime, limit: int = 200) -> list[UUID]:
    """Sent messages whose report is overdue."""
    late = Message.objects.filter(report_by__lte=at).order_by("report_by")
    return list(late.values_list("pk", flat=True)[:limit])


def check_messages(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with a file ``messages.yaml``, as (JSON pointer, sentence)."""
    return rules.problems(body)


def _row(message: Message) -> MessageRow:
    return MessageRow(
        id=message.pk,
        title=message.title,
        text=message.text,
        path=message.path,
        language=message.language,
        at=message.created_at,
        is_read=message.read_at is not None,
    )


def copied(by: Actor, account_id: UUID | None, party_id: UUID, addresses: Collection[str]) -> Iterator[dict[str, Any]]:
    """Every message to a person over any channel and every answer of theirs, newest first; for the system alone, that makes
    the copy of their data."""
    if not by.is_system:
        raise NotFound
    told = Q(party_id=party_id) | Q(address__in=[a for a in addresses if a])
    told |= Q(account_id=account_id) if account_id else Q()
    for row in Message.objects.filter(told).order_by("-created_at", "-id")[:MOST_COPIED]:
        yield {
            "title": row.title, "text": row.text, "channel": row.channel, "to": row.address, "at": row.created_at,
            "state": row.state,
        }  # fmt: skip
    for reply in Reply.objects.filter(address__in=[a for a in addresses if a]).order_by("-at")[:MOST_COPIED]:
        yield {"title": "", "text": reply.text, "channel": reply.channel, "who": reply.address, "at": reply.at}
