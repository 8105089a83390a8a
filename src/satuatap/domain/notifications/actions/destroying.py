"""What was written to people goes when its time is over; that it was written stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from satuatap.domain.retention.ports import Shelf
from satuatap.kernel.actors import Actor

from ..lifecycle import Channel, ReplyState, State
from ..models import Message, Reply

ON_THE_WAY = (State.HELD, State.QUEUED)
AT_NO_ADDRESS = (Channel.INAPP, Channel.SLIP)
GONE = "-"  # where an address has to stand


def _bodies(at: datetime) -> QuerySet[Message]:  # noqa: ARG001 (as every shelf)
    return Message.objects.exclude(text="").exclude(state__in=ON_THE_WAY)


def _replies(at: datetime) -> QuerySet[Reply]:  # noqa: ARG001
    return Reply.objects.exclude(state__in=[ReplyState.NEW, ReplyState.LOST])


def destroy_bodies(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001 (the schedule's worker records)
    """Title, words, way and address; that there was a message, over which channel and how it went, stays."""
    gone = {"text": "", "title": "", "path": "", "short": ""}
    Message.objects.filter(pk__in=ids, channel__in=AT_NO_ADDRESS).update(**gone, address="")
    Message.objects.filter(pk__in=ids).exclude(channel__in=AT_NO_ADDRESS).update(**gone, address=GONE)


def destroy_replies(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001
    Reply.objects.filter(pk__in=ids).delete()


SHELVES = {
    "message-body": Shelf(_bodies, "created_at", destroy_bodies, party="party_id", label="template"),
    "reply": Shelf(_replies, "at", destroy_replies, label="channel"),
}
