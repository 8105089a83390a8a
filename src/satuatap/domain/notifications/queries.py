"""What pages may read about messages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import Page, page

from . import rules
from .models import Message


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
