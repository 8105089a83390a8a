"""Telling people: one notice, in their list at once and up the ladder of channels by and by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.domain.consents import queries as consents
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import defer
from satuatap.kernel.secrets import seal

from .. import ports, queries, rules
from ..lifecycle import BY_PHONE, Channel, State
from ..models import Delivery, Manner, Message, Preference
from .writing import Words, link_of, message_of, texts_of

CODE = "code"
SEVERAL = "several"
SEAL = "message code"
A_DAY = timedelta(days=1)
LIST = "/akun/pesan"


@dataclass(frozen=True, slots=True)
class _Notice:
    """What is told to whom, before it is written down."""

    key: str
    template: str
    language: str
    context: Mapping[str, object]
    path: str
    account_id: UUID | None
    party_id: UUID | None
    about: models.Model | None
    unit_id: UUID | None
    area_code: str
    at: datetime


@transaction.atomic
def notify(
    *,
    template: str,
    key: str,
    by: Actor,
    at: datetime,
    account_id: UUID | None = None,
    party_id: UUID | None = None,
    context: Mapping[str, object] | None = None,
    path: str = "",
    about: models.Model | None = None,
    channels: Mapping[str, str] | None = None,
    unit_id: UUID | None = None,
    area_code: str = "",
    language: str = "id",
) -> None:
    """Tell one person something: always in the list of their account, and over the channels they gave and want.

    ``key`` names the notice and the person, e.g. ``f"case-accepted:{case.pk}"``: told twice, it is sent once.
    ``channels`` maps sms (a telephone number), email and push (a browser's id; else that of the account) to addresses; WhatsApp is used for those who agreed to it. The
    next channel is used when the one before did not arrive, and paper last of all: a slip that is handed out at
    ``unit_id`` or in the village of ``area_code``. What comes while an earlier notice still waits is told along with it.
    ``path`` is the page the one link leads to, without a language prefix. ``context`` holds no personal data
    (``rules.WORDS`` are the words).

    Raises ``LookupError`` when no pack has put the texts of ``template``: a fault of ours.
    """
    if Message.objects.filter(key=key).exists():
        return
    notice = _Notice(
        key, template, language, context or {}, path, account_id, party_id, about, unit_id, area_code, at
    )  # fmt: skip
    words = texts_of(template, language)
    addresses = _addresses(channels or {}, account_id, at)
    wanted = wanted_at(addresses, at)
    ways = rules.ladder(addresses, _possible(wanted, words), has_slip=unit_id is not None)
    waiting = _waiting(notice, ways, addresses)
    if waiting:
        messages = _inapp(notice, words, joined_key=waiting[0].key)
    else:
        messages = [*_inapp(notice, words), *_ladder(notice, words, ways, addresses, wanted)]
    if not _save(messages):
        return
    if waiting:
        _tell_along(waiting, notice, words)
    outcome = Delivery.Outcome.JOINED if waiting else Delivery.Outcome.ASKED
    Delivery.objects.bulk_create(
        Delivery(message=one, at=at, outcome=outcome) for one in messages if one.state != State.HELD
    )
    record("message.told", on=about, by=by, at=at, party_id=party_id)


def _addresses(channels: Mapping[str, str], account_id: UUID | None, at: datetime) -> dict[str, str]:
    """Those that were given, and the browser of the account."""
    own = queries.browser_of(account_id, at) if account_id and ports.push_names else ""
    return {name: address for name, address in {Channel.PUSH: own, **channels}.items() if address}


def wanted_at(addresses: Mapping[str, str], at: datetime) -> set[Channel]:
    """The channels over which a person wants to hear of us: those agreed to in the words in force, and SMS unless they
    stopped it."""
    phone, email = addresses.get(Channel.SMS, ""), addresses.get(Channel.EMAIL, "")
    agreed = consents.holding([phone, email], at.date())
    of = {Channel.WHATSAPP: (phone, consents.WHATSAPP), Channel.EMAIL: (email, consents.MAIL)}
    found = {channel for channel, key in of.items() if key in agreed}
    has_stopped = Preference.objects.filter(address=phone, channel=Channel.SMS, wanted=False)
    return found | {Channel.SMS} if phone and not has_stopped.exists() else found


def _possible(wanted: Collection[Channel], words: Words) -> set[Channel]:
    """Without an approved template WhatsApp carries nothing."""
    return {channel for channel in wanted if channel != Channel.WHATSAPP or words.main.approved}


def _waiting(notice: _Notice, ways: tuple[Channel, ...], addresses: Mapping[str, str]) -> list[Message]:
    """The messages of an earlier notice to this person that has not gone out yet, locked; none when it is too late."""
    if not ways or ways[0] == Channel.SLIP:
        return []
    first = Message.objects.filter(
        address=addresses[Channel.EMAIL if ways[0] == Channel.EMAIL else Channel.SMS], channel=ways[0], state=State.QUEUED,
        send_at__gt=notice.at, language=notice.language, party_id=notice.party_id, account_id=notice.account_id,
    ).exclude(template=CODE).order_by("created_at").values_list("key", flat=True).first()  # fmt: skip
    if first is None:
        return []
    rows = list(Message.objects.select_for_update().filter(key=first).exclude(channel=Channel.INAPP).order_by("rung"))
    is_early = any(row.state == State.QUEUED and row.channel == ways[0] for row in rows)
    return rows if is_early else []


def _tell_along(rows: list[Message], notice: _Notice, words: Words) -> None:
    """Say in the messages of an earlier notice that there is more: paper and e-mail in full, a telephone in short."""
    several = texts_of(SEVERAL, notice.language)
    is_same = all(row.path == notice.path for row in rows)
    for row in rows:
        row.joins += 1
        row.path = notice.path if is_same else LIST
        if row.channel in BY_PHONE:
            context = {"count": min(row.joins + 1, 99)}
            new = message_of(several, Channel(row.channel), row.state, context, path=row.path)
            row.title, row.text, row.approved, row.short = new.title, new.text, new.approved, new.short
        else:
            more = message_of(words, Channel(row.channel), row.state, notice.context, path=notice.path)
            row.text = (
                f"{row.text}\n\n{more.title}\n{words.filled(notice.context)}\n{link_of(notice.path, more.language)}"
            )
            row.text = row.text.rstrip()
    Message.objects.bulk_update(rows, ["joins", "path", "title", "text", "approved", "short"])


def _inapp(notice: _Notice, words: Words, *, joined_key: str = "") -> list[Message]:
    if not (notice.account_id or notice.party_id):
        return []
    one = message_of(words, Channel.INAPP, State.DELIVERED, notice.context, path=notice.path)
    one.joined_key = joined_key
    return [_addressed(one, notice)]


def _ladder(
    notice: _Notice, words: Words, ways: tuple[Channel, ...], addresses: Mapping[str, str], wanted: Collection[Channel]
) -> list[Message]:
    beside = [Channel.EMAIL] if Channel.EMAIL in wanted and Channel.EMAIL not in ways else []
    beside += [Channel.PUSH] if Channel.PUSH in addresses else []
    if not (ways or beside):
        return []
    send_at = _send_at(notice.at, addresses)
    messages = []
    for channel in (*ways, *beside):
        state = State.QUEUED if channel in beside or channel == ways[0] else State.HELD
        one = message_of(words, channel, state, notice.context, path=notice.path)
        one.rung = 0 if channel in beside else ways.index(channel) + 1
        one.address = "" if channel == Channel.SLIP else addresses[Channel.SMS if channel in BY_PHONE else channel]
        one.send_at = send_at if state == State.QUEUED and channel != Channel.SLIP else None
        messages.append(_addressed(one, notice))
    return messages


def _addressed(message: Message, notice: _Notice) -> Message:
    message.key, message.template, message.language = notice.key, notice.template, notice.language
    message.account_id, message.party_id, message.created_at = notice.account_id, notice.party_id, notice.at
    message.unit_id, message.area_code = notice.unit_id, notice.area_code
    if notice.about is not None:
        message.about_kind, message.about_id = notice.about._meta.label_lower, notice.about.pk
    return message


def _send_at(at: datetime, addresses: Mapping[str, str]) -> datetime:
    manner = manner_of_writing()
    told = Message.objects.filter(address__in=addresses.values(), created_at__gt=at - A_DAY, rung=1)
    return rules.first_moment(
        timezone.localtime(at),
        quiet_of(manner),
        wait=timedelta(seconds=manner.bundle_seconds),
        is_too_much=told.exclude(template=CODE).count() >= manner.most_a_day,
    )


def manner_of_writing() -> Manner:
    return Manner.objects.filter(pk=1).first() or Manner()


def quiet_of(manner: Manner) -> rules.Quiet | None:
    return (manner.quiet_from, manner.quiet_to) if manner.quiet_from and manner.quiet_to else None


@transaction.atomic
def send_code(*, address: str, code: str, by: Actor, at: datetime, language: str = "id", words_of: str = CODE) -> None:
    """Send a code to a phone number (E.164) or an e-mail address, at any hour: for signing in, or for what the message
    ``words_of`` says.

    The code itself is kept nowhere in the clear: the message remembers that one was sent, and the text to hand over is
    sealed until it is handed over. A code that could not be handed over within its life is dropped.
    """
    words = texts_of(words_of, language)
    context = {"code": code, "minutes": int(rules.CODE_LIFE.total_seconds() // 60)}
    if "@" in address:
        channels = [Channel.EMAIL]
    else:
        wanted = _possible(wanted_at({Channel.SMS: address}, at), words)
        channels = [channel for channel in BY_PHONE if channel in wanted or channel == Channel.SMS]
    messages: list[Message] = []
    for rung, channel in enumerate(channels, 1):
        state = State.HELD if messages else State.QUEUED
        message = message_of(words, channel, state, context | {"code": "••••••"})
        message.sealed = seal(message_of(words, channel, state, context).text.encode(), SEAL)
        message.address, message.rung = address, rung
        messages.append(message)
    for message in messages:
        message.key, message.template, message.language, message.created_at = messages[0].pk.hex, CODE, language, at
    _save(messages)
    record("message.code", by=by, at=at)


@transaction.atomic
def send_link(
    *, address: str, path: str, words_of: str, context: Mapping[str, object], by: Actor, at: datetime,
    about: models.Model | None = None, language: str = "id",
) -> None:  # fmt: skip
    """Send a link that is itself the proof to a telephone that belongs to nobody's account, not at night.

    Like a code, the link is kept nowhere in the clear: the text to hand over is sealed until it is handed over, and never
    told along with others.
    """
    words = texts_of(words_of, language)
    wanted = _possible(wanted_at({Channel.SMS: address}, at), words)
    channels = [channel for channel in BY_PHONE if channel in wanted or channel == Channel.SMS]
    messages: list[Message] = []
    for rung, channel in enumerate(channels, 1):
        state = State.HELD if messages else State.QUEUED
        message = message_of(words, channel, state, context)
        text = message_of(words, channel, state, context, link=link_of(path, language)).text
        message.sealed, message.address, message.rung = seal(text.encode(), SEAL), address, rung
        message.send_at = _send_at(at, {Channel.SMS: address}) if state == State.QUEUED else None
        messages.append(message)
    for message in messages:
        message.key, message.template, message.language, message.created_at = messages[0].pk.hex, words_of, language, at
        if about is not None:
            message.about_kind, message.about_id = about._meta.label_lower, about.pk
    _save(messages)
    record("message.link", on=about, by=by, at=at)


@transaction.atomic
def mark_read(*, by: Actor, at: datetime) -> int:
    """The person has seen the list: everything in it counts as read. Returns how many were not."""
    unread = Message.objects.inbox_of(by).filter(read_at=None)
    changed = unread.update(read_at=at, state=State.READ)
    if changed:
        record("message.list-read", by=by, at=at)
    return changed


def _save(messages: list[Message]) -> bool:
    try:
        with transaction.atomic():  # a savepoint: somebody may have told it since we looked
            Message.objects.bulk_create(messages)
    except IntegrityError:
        return False
    for message in messages:
        if message.state == State.QUEUED and message.channel != Channel.SLIP:
            later = message.send_at - message.created_at if message.send_at else None
            defer("notifications.deliver", wait=later or None, message_id=str(message.pk))
    return True
