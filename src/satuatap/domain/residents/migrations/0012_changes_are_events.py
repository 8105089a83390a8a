"""What was put right before there were events becomes events: how the people concerned were entered, then each change."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import migrations

FIELDS = (
    "nik", "provisional", "passport", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education",
    "citizenship", "blood", "phone", "email", "address", "area_code", "elsewhere", "status",
)  # fmt: skip
NUMBERS = ("sex", "religion", "marital", "occupation", "education", "citizenship", "blood", "status")


def value(field: str, text: str) -> Any:
    return int(text) if field in NUMBERS and text else text


def plain(fact: Any) -> Any:
    return fact.isoformat() if isinstance(fact, date) else fact


def tell(apps: Any, schema_editor: Any) -> None:
    changed = defaultdict(list)
    for change in apps.get_model("residents", "FactChange").objects.order_by("changed_at", "id"):
        changed[change.party_id].append(change)
    for party in apps.get_model("residents", "Party").objects.filter(pk__in=changed).select_related("person"):
        enter(apps, party, changed[party.pk])
        for change in changed[party.pk]:
            write(
                apps, party, change.changed_at, change.changed_at.date(), {change.field: value(change.field, change.became)},
                {change.field: value(change.field, change.was)} if change.was else {},
                kind="correction", recorded_by=change.changed_by, origin=change.origin, document=change.document,
                document_on=change.document_on, report_id=change.report_id,
            )  # fmt: skip


def enter(apps: Any, party: Any, changes: Iterable[Any]) -> None:
    """The person as first known: the row of today, less what was changed since; and the places on cards."""
    person = party.person
    facts = {"name": party.name} | {field: plain(getattr(person, field)) for field in FIELDS}
    for change in reversed(list(changes)):
        facts[change.field] = value(change.field, change.was)
    known = {field: fact for field, fact in facts.items() if fact not in (None, "", False)}
    given = {"kind": "enter", "recorded_by": "system:register", "origin": person.origin}
    write(apps, party, party.created_at, person.origin_on, known, {}, **given)
    for seat in apps.get_model("residents", "FamilyMember").objects.filter(person=person).order_by("from_on", "id"):
        place = {"family": str(seat.family_id), "relation": seat.relation}
        write(apps, party, party.created_at, max(seat.from_on, person.origin_on), place, {}, **given)
        if seat.to_on is not None:
            left = {"family": None, "relation": None}
            write(apps, party, party.created_at, max(seat.to_on, person.origin_on), left, {}, **given)


def write(apps: Any, party: Any, at: Any, on: date, facts: Any, before: Any, **given: Any) -> Any:
    event = apps.get_model("residents", "CivilEvent").objects.create(
        on=on, counts_from=on, recorded_at=at, first_state="dilaporkan", **given
    )
    apps.get_model("residents", "EventChange").objects.create(event=event, party=party, facts=facts, before=before)
    return event


def untell(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("residents", "EventChange").objects.filter(event__kind="correction", party__isnull=False)
    for row in rows.select_related("event").order_by("event__recorded_at", "id"):
        event = row.event
        for field, fact in row.facts.items():
            if field == "provisional":
                continue
            apps.get_model("residents", "FactChange").objects.create(
                party_id=row.party_id, field=field, was=str(row.before.get(field, "")), became=str(fact or ""),
                origin=event.origin, document=event.document, document_on=event.document_on, report_id=event.report_id,
                changed_at=event.recorded_at, changed_by=event.recorded_by,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("residents", "0011_civil_events")]

    operations = [migrations.RunPython(tell, untell)]
