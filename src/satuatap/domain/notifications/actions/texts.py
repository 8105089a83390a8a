"""The words of messages, and when they are sent: data of a pack."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import rules
from ..models import Manner, MessageTemplate

SECONDS = {"second": 1, "minute": 60, "hour": 3600}


@transaction.atomic
def put_messages(*, body: Mapping[str, Any], by: Actor, at: datetime) -> int:
    """Put the texts of a file ``messages.yaml`` (sender, warning, manner, messages); returns how many rows it made or
    changed.

    A later file overrides an earlier one text by text: a region gives its own ``sender`` and keeps the rest. Raises
    ``Refused("messages")`` with the first thing that is wrong.
    """
    if not by.is_system:
        raise NotFound
    for pointer, problem in rules.problems(body):
        raise Refused("messages", f"{pointer} {problem}")
    rows = list(_rows(body))
    MessageTemplate.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code", "channel", "lang"],
        update_fields=["title", "text", "approved"],
    )
    if manner := body.get("manner"):
        Manner.objects.update_or_create(pk=1, defaults=_manner(manner))
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
            approved = parts.get("whatsapp", "")
            rows.append(
                MessageTemplate(code=code, lang=lang, title=parts["title"], text=parts["text"], approved=approved)
            )
            if sms := parts.get("sms"):
                rows.append(MessageTemplate(code=code, channel="sms", lang=lang, text=sms))
    return rows


def _manner(given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if quiet := given.get("quiet"):
        begins, _dash, ends = quiet.partition("-")
        found["quiet_from"] = time.fromisoformat(begins) if ends else None
        found["quiet_to"] = time.fromisoformat(ends) if ends else None
    for name, column, unit in (("whatsapp", "whatsapp_minutes", 60), ("sms", "sms_minutes", 60)):
        if wait := given.get("wait", {}).get(name):
            found[column] = _seconds(wait) // unit
    if bundle := given.get("bundle"):
        found["bundle_seconds"] = _seconds(bundle)
    if most := given.get("most-a-day"):
        found["most_a_day"] = int(most)
    return found | {f"{name}_words": list(given[name]) for name in ("stop", "start") if name in given}


def _seconds(span: str) -> int:
    number, unit = span.split()
    return int(number) * SECONDS[unit.removesuffix("s")]
