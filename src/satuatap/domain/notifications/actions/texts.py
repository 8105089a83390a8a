"""The words of messages: data of a pack."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import rules
from ..models import MessageTemplate


@transaction.atomic
def put_messages(*, body: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Put the texts of a file ``messages.yaml`` (sender, warning, messages); returns how many rows it made or changed.

    A later file overrides an earlier one text by text: a region gives its own ``sender`` and keeps the rest. Raises
    ``Refused("messages")`` with the first thing that is wrong.
    """
    if not by.is_system:
        raise NotFound
    for pointer, problem in rules.problems(body):
        raise Refused("messages", f"{pointer} {problem}")
    rows = list(_rows(body))
    MessageTemplate.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code", "channel", "lang"], update_fields=["title", "text"]
    )
    record("messages.put", by=by, at=at)
    return len(rows)


def _rows(body: Mapping[str, Any]) -> list[MessageTemplate]:
    rows = [
        MessageTemplate(code=name, lang=lang, text=text)
        for name in (rules.SENDER, rules.WARNING)
        for lang, text in body.get(name, {}).items()
    ]
    for code, languages in body.get("messages", {}).items():
        for lang, parts in languages.items():
            rows.append(MessageTemplate(code=code, lang=lang, title=parts["title"], text=parts["text"]))
            if short := parts.get("short"):
                rows.append(MessageTemplate(code=code, channel="sms", lang=lang, text=short))
    return rows
