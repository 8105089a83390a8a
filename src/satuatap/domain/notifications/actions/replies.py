"""What people answer by telephone: into the thread of what the last message spoke of, or before a person."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.consents import actions as consents
from satuatap.domain.consents import queries as agreed
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies, ports, rules
from ..lifecycle import BY_PHONE, Channel, ReplyState
from ..models import Message, Preference, Reply
from .notices import manner_of_writing

LONGEST = 2000


def confirm_reply(*, gateway: str, headers: Mapping[str, str], body: bytes, by: Actor, at: datetime) -> None:
    """Take in what a person wrote. Raises ``NotAuthentic`` for what is not from the gateway, ``NotFound`` for no such."""
    try:
        reader = ports.gateways[gateway]
    except KeyError:
        raise NotFound from None
    take_reply(incoming=reader.read_reply(headers, body), by=by, at=at)


@transaction.atomic
def take_reply(*, incoming: ports.Incoming, by: Actor, at: datetime) -> None:
    """Keep an answer, once, and send it on: STOP and MULAI to the preferences, the rest to what it is about."""
    _require_system(by)
    word = manner_of_writing()
    wish = rules.word_of(incoming.text, word.stop_words, word.start_words)
    last = _last_told(incoming.address)
    reply = Reply(
        channel=incoming.channel,
        gateway_key=incoming.key,
        address=incoming.address,
        text=incoming.text[:LONGEST],
        state=ReplyState.WORD if wish is not None else ReplyState.NEW if last else ReplyState.LOST,
        about_id=last.about_id if last else None,
        unit_id=last.unit_id if last else None,
        at=at,
    )
    try:
        with transaction.atomic():  # a savepoint: it may have been told before
            reply.save(force_insert=True)
    except IntegrityError:
        return
    record("message.reply", on=reply, by=by, at=at, fields=["text"])
    if wish is not None:
        _take_word(incoming, wish, by, at)
    elif reply.state == ReplyState.NEW and reply.about_id:
        publish(events.ReplyCame(reply_id=reply.pk, about_id=reply.about_id))


def _last_told(address: str) -> Message | None:
    """The last message by telephone to a number that spoke of something one can write about."""
    told = Message.objects.filter(address=address, channel__in=BY_PHONE, about_kind="cases.case", sent_at__isnull=False)
    return told.order_by("-created_at").first()


@transaction.atomic
def settle_reply(*, reply_id: UUID, is_placed: bool, by: Actor, at: datetime) -> None:
    """Note whether a reply found its place; one that did not waits for a person."""
    _require_system(by)
    reply = Reply.objects.select_for_update().get(pk=reply_id)
    if reply.state == ReplyState.NEW:
        reply.state = ReplyState.PLACED if is_placed else ReplyState.LOST
        reply.save(update_fields=["state"])
        record(f"message.reply-{reply.state}", on=reply, by=by, at=at)


@transaction.atomic
def finish_reply(*, reply_id: UUID, remark: str, by: Actor, at: datetime) -> None:
    """A lost reply was dealt with; ``remark`` says how. Raises ``NotFound`` to strangers, ``Refused`` without words."""
    reply = Reply.objects.select_for_update().filter(pk=reply_id, state=ReplyState.LOST).first()
    if reply is None or not policies.may_read_reply(by, reply):
        raise NotFound
    words = " ".join(remark.split())[:240]
    if not words:
        raise Refused("empty", _("Tulis apa yang sudah dilakukan."), field="tindakan")
    reply.state, reply.remark, reply.done_by, reply.done_at = ReplyState.DONE, words, by.id, at
    reply.save(update_fields=["state", "remark", "done_by", "done_at"])
    record("message.reply-done", on=reply, by=by, at=at, unit_id=reply.unit_id)


def _take_word(incoming: ports.Incoming, wish: bool, by: Actor, at: datetime) -> None:
    """STOP and MULAI: WhatsApp is a consent, and comes back only where it was there before in the same words."""
    if incoming.channel == Channel.SMS:
        _wish_sms(incoming.address, at, wanted=wish, how=Preference.How.WORD)
        return
    whose = consents.Whose(incoming.address)
    if not wish:
        consents.withdraw(purpose=agreed.WHATSAPP, whose=whose, how="word", by=by, at=at)
    elif agreed.word_may_restore(agreed.WHATSAPP, incoming.address, at.date()):
        consents.give(purpose=agreed.WHATSAPP, whose=whose, how="word", by=by, at=at)


@transaction.atomic
def prefer_sms(*, phone: str, wanted: bool, by: Actor, at: datetime) -> None:
    """Whether one wants SMS at a number of one's own: the caller has shown that it is. What is agreed to beyond that stands
    in the register of consents."""
    if by.account_id is None:
        raise NotFound
    _wish_sms(phone, at, wanted=wanted, how=Preference.How.PAGE)
    record("message.preferred", by=by, at=at, fields=["sms"])


def _wish_sms(address: str, at: datetime, *, wanted: bool, how: Preference.How) -> None:
    Preference.objects.update_or_create(
        address=address, channel=Channel.SMS, defaults={"wanted": wanted, "how": how, "at": at}
    )


def _require_system(by: Actor) -> None:
    if not by.is_system:
        raise NotFound
