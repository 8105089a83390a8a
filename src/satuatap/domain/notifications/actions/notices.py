"""Telling people: one notice, in their list at once and up the ladder of channels by and by."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, models, transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.jobs import defer
from satuatap.kernel.secrets import seal

from .. import rules
from ..lifecycle import LADDER, Channel, State
from ..models import Message, MessageTemplate

CODE = "code"
SEAL = "message code"


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
    language: str = "id",
) -> None:
    """Tell one person something: always in the list of their account, and over the channels they gave.

    ``key`` names the notice and the person, e.g. ``f"case-accepted:{case.pk}"``: told twice, it is sent once.
    ``channels`` maps whatsapp, sms and email to addresses; empty ones are left out, and WhatsApp belongs in it only
    when the person agreed to it. The next channel is used when the one before did not arrive. ``path`` is the page the
    one link leads to, without a language prefix. ``context`` holds no personal data (``rules.WORDS`` are the words).

    Raises ``LookupError`` when no pack has put the texts of ``template``: a fault of ours.
    """
    if Message.objects.filter(key=key).exists():
        return
    words = _texts(template, language)
    messages = []
    if account_id or party_id:
        messages.append(_message(words, Channel.INAPP, State.DELIVERED, context or {}, path=path))
    given = channels or {}
    for channel in LADDER:
        if address := given.get(channel, ""):
            state = State.HELD if any(m.rung for m in messages) else State.QUEUED
            messages.append(_message(words, channel, state, context or {}, address=address, path=path))
    for message in messages:
        message.key, message.template, message.language = key, template, language
        message.account_id, message.party_id, message.created_at = account_id, party_id, at
        message.about_kind = about._meta.label_lower if about is not None else ""
        message.about_id = about.pk if about is not None else None
    if _save(messages):
        record("message.told", on=about, by=by, at=at, party_id=party_id)


@transaction.atomic
def send_code(*, address: str, code: str, by: Actor, at: datetime, language: str = "id") -> None:
    """Send a code for signing in to a phone number (E.164) or an e-mail address.

    The code itself is kept nowhere in the clear: the message remembers that one was sent, and the text to hand over is
    sealed until it is handed over. A code that could not be handed over within its life is dropped.
    """
    words = _texts(CODE, language)
    context = {"code": code, "minutes": int(rules.CODE_LIFE.total_seconds() // 60)}
    channels = [Channel.EMAIL] if "@" in address else [Channel.WHATSAPP, Channel.SMS]
    messages: list[Message] = []
    for channel in channels:
        state = State.HELD if messages else State.QUEUED
        message = _message(words, channel, state, context | {"code": "••••••"}, address=address)
        message.sealed = seal(_message(words, channel, state, context).text.encode(), SEAL)
        messages.append(message)
    for message in messages:
        message.key, message.template, message.language, message.created_at = messages[0].pk.hex, CODE, language, at
    _save(messages)
    record("message.code", by=by, at=at)


@transaction.atomic
def mark_read(*, by: Actor, at: datetime) -> int:
    """The person has seen the list: everything in it counts as read. Returns how many were not."""
    unread = Message.objects.inbox_of(by).filter(read_at=None)
    changed = unread.update(read_at=at, state=State.READ)
    if changed:
        record("message.list-read", by=by, at=at)
    return changed


def _texts(template: str, language: str) -> dict[tuple[str, str], MessageTemplate]:
    """The rows for a message by code and channel, in the language where there is one and in Indonesian otherwise."""
    rows = MessageTemplate.objects.filter(code__in=[template, rules.SENDER, rules.WARNING], lang__in=[language, "id"])
    found: dict[tuple[str, str], MessageTemplate] = {}
    for row in sorted(rows, key=lambda row: row.lang == language):  # the asked language last, so that it wins
        found[row.code, row.channel] = row
    if (template, rules.ANY) not in found:
        raise LookupError(f"no text for the message {template}: no installed pack has one in messages.yaml")
    if found.get((template, "sms")) and found[template, "sms"].lang != found[template, rules.ANY].lang:
        del found[template, "sms"]  # a short version in another language is worse than a long one
    return found


def _message(
    words: Mapping[tuple[str, str], MessageTemplate],
    channel: Channel,
    state: State,
    context: Mapping[str, object],
    *,
    address: str = "",
    path: str = "",
) -> Message:
    texts = {code: row for (code, kind), row in words.items() if kind == rules.ANY}
    main = next(row for code, row in texts.items() if code not in {rules.SENDER, rules.WARNING})
    short = words.get((main.code, "sms")) if channel == Channel.SMS else None
    prefix = "" if main.lang == "id" or path.startswith("/meja/") else f"/{main.lang}"
    text = rules.compose(
        channel,
        sender=texts[rules.SENDER].text if rules.SENDER in texts else "SatuAtap",
        body=rules.fill((short or main).text, context),
        link=f"{settings.SITE_URL}{prefix}{path}" if path else "",
        warning=texts[rules.WARNING].text if rules.WARNING in texts else "",
    )
    rung = LADDER.index(channel) + 1 if channel in LADDER else 0
    title = rules.fill(main.title, context)
    return Message(channel=channel, rung=rung, address=address, state=state, title=title, text=text, path=path)


def _save(messages: list[Message]) -> bool:
    try:
        with transaction.atomic():  # a savepoint: somebody may have told it since we looked
            Message.objects.bulk_create(messages)
    except IntegrityError:
        return False
    for message in messages:
        if message.state == State.QUEUED:
            defer("notifications.deliver", message_id=str(message.pk))
    return True
