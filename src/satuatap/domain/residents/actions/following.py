"""What events ask of offices: proposed with the event, then done, or not needed for a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import codes, policies, rules
from ..lifecycle import Task
from ..models import CivilEvent, Consequence, FamilyMember, FollowUp, Person

LONGEST = 300
OF_ITSELF = "Peristiwanya dibatalkan."
NEW_NUMBER = "Kepala keluarga berganti: kartunya mendapat nomor KK baru."


@dataclass(frozen=True, slots=True)
class ConsequenceRow:
    """An event of this kind gives this office (None: that of the village) this to do."""

    kind: str
    task: str
    unit_id: UUID | None


@transaction.atomic
def put_consequences(*, rows: Sequence[ConsequenceRow], by: Actor, at: datetime) -> int:
    """Bring what events ask of offices to what is given; how many that changes. For the installer alone."""
    policies.require(by.is_system)
    wanted = {(row.kind, row.task): row.unit_id for row in rows}
    known = {(row.kind, row.task): row for row in Consequence.objects.all()}
    gone = [row.pk for key, row in known.items() if key not in wanted]
    changed = [key for key, unit_id in wanted.items() if key not in known or known[key].unit_id != unit_id]
    Consequence.objects.filter(pk__in=gone).delete()
    for kind, task in changed:
        Consequence.objects.update_or_create(kind=kind, task=task, defaults={"unit_id": wanted[kind, task]})
    if gone or changed:
        record("residents.consequences-put", by=by, at=at)
    return len(gone) + len(changed)


def propose(event: CivilEvent, party_id: UUID | None, *, by: Actor, at: datetime) -> None:
    """Open what the place says that follows from such an event, at the offices it names."""
    if party_id is None:
        return
    born_on = Person.objects.values_list("born_on", flat=True).get(pk=party_id)
    words: dict[str, str] = {Task.FAMILY_CARD: NEW_NUMBER} if _has_new_head(event) else {}
    for row in Consequence.objects.filter(kind=event.kind).order_by("task"):
        if not follows(row.task, born_on, event.on):
            continue
        unit_id = row.unit_id or getattr(agencies.local_office("village", event.area_code), "pk", None)
        if unit_id is None:
            continue  # no office of that village works with this system
        task = FollowUp.objects.create(
            event=event, task=row.task, unit_id=unit_id, party_id=party_id, words=words.get(row.task, ""), opened_at=at
        )
        record("residents.follow-up-opened", on=task, by=by, at=at, party_id=party_id, unit_id=unit_id)


def head_of(event: CivilEvent) -> UUID | None:
    """Who leads the card that an event changed: whom it is about, where it is about a card."""
    cards = event.changes.filter(family__isnull=False).values("family")
    head = FamilyMember.objects.filter(family__in=cards, to_on=None, relation=codes.HEAD)
    return head.order_by("id").values_list("person", flat=True).first()


def _has_new_head(event: CivilEvent) -> bool:
    """Whether somebody leads since a card on which they stood before, under the number it had: it gets another one."""
    if event.changes.filter(family__isnull=False, facts__has_key="kk").exists():
        return False
    led = event.changes.filter(party__isnull=False, facts__relation=codes.HEAD)
    return led.exclude(facts__has_key="family").exists()


def follows(task: str, born_on: date, on: date) -> bool:
    """A child's card is a matter of children only."""
    return task != Task.CHILD_CARD or rules.age(born_on, on) < rules.CARD_AGE


def drop_of(event: CivilEvent, *, by: Actor, at: datetime) -> None:
    """A cancelled event asks nothing of anybody any more."""
    for task in FollowUp.objects.filter(event=event, closed_at=None):
        _close(task, FollowUp.Outcome.NOT_NEEDED, OF_ITSELF, by=by, at=at)


@transaction.atomic
def close_follow_up(*, follow_up_id: UUID, is_done: bool, reason: str, by: Actor, at: datetime) -> FollowUp:
    """It is done, or was not needed for a reason. The same again changes nothing. ``NotFound`` to other offices."""
    task = FollowUp.objects.select_for_update().filter(pk=follow_up_id).first()
    if task is None or task.unit_id not in policies.follows_up_at(by):
        raise NotFound
    words = " ".join(reason.split())[:LONGEST]
    if not is_done and not words:
        raise Refused("reason", _("Tulis mengapa ini tidak perlu."), field="alasan")
    if task.closed_at is None:
        _close(task, FollowUp.Outcome.DONE if is_done else FollowUp.Outcome.NOT_NEEDED, words, by=by, at=at)
    return task


def _close(task: FollowUp, outcome: str, reason: str, *, by: Actor, at: datetime) -> None:
    task.closed_at, task.closed_by, task.outcome, task.reason = at, by.id, outcome, reason
    task.save(update_fields=["closed_at", "closed_by", "outcome", "reason"])
    record("residents.follow-up-closed", on=task, by=by, at=at, party_id=task.party_id, unit_id=task.unit_id)
