"""Lists of what is over, for a head to approve before anything goes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, ports, queries, rules
from ..lifecycle import OPEN_LISTS, Fate, ListState
from ..models import DestructionList, ListItem

ASKED_AGAIN_AFTER = timedelta(days=365)  # what a head kept is not put before them every night
LONGEST = 500


@transaction.atomic
def make_list(*, code: str, by: Actor, at: datetime) -> DestructionList | None:
    """Put down what is over in a class that wants a decision, unless a list of it is open; None when nothing is."""
    policies.require(by.is_system)
    told = queries.term(code, timezone.localdate(at))
    shelf = ports.shelves[code]
    over = queries.over(shelf, told.span, at) if told.needs_decision and told.fate != Fate.KEEP else None
    if over is None or DestructionList.objects.filter(code=code, state__in=OPEN_LISTS).exists():
        return None
    kept = ListItem.objects.filter(
        list__code=code, list__state=ListState.REFUSED, list__decided_at__gt=at - ASKED_AGAIN_AFTER
    )
    free = queries.began(queries.not_held(over, shelf), shelf).exclude(
        pk__in=[*kept.values_list("record_id", flat=True)]
    )
    found = list(free.values_list("pk", "kept_since", shelf.label)[: rules.LIST_AT_MOST])
    if not found:
        return None
    made = DestructionList.objects.create(code=code, made_at=at)
    ListItem.objects.bulk_create(
        ListItem(list=made, record_id=str(pk), since=queries.day_of(since), label=str(label)[:60])
        for pk, since, label in found
    )
    record("retention.list-made", on=made, by=by, at=at)
    return made


@transaction.atomic
def submit_list(*, list_id: UUID, by: Actor, at: datetime) -> DestructionList:
    """Put a list before the head of one's own office. Raises ``NotFound`` to all who do not protect data."""
    policies.require(policies.keeps_schedule(by))
    row = _locked(list_id)
    if row.state != ListState.MADE:
        raise Refused("submitted", _("Daftar ini sudah diajukan."))
    row.state, row.submitted_at, row.submitted_by = ListState.SUBMITTED, at, by.id
    row.unit_id = min(by.unit_ids(policies.PROTECTOR_ROLE))
    row.save(update_fields=["state", "submitted_at", "submitted_by", "unit_id"])
    record("retention.list-submitted", on=row, by=by, at=at, unit_id=row.unit_id)
    return row


@transaction.atomic
def decide_list(*, list_id: UUID, is_approved: bool, words: str, by: Actor, at: datetime) -> DestructionList:
    """Approve a list, or keep what stands on it. Never whoever put it forward.

    Raises ``NotFound`` to all but the head of the office, ``Refused`` without words and when it was decided already.
    """
    row = _locked(list_id)
    policies.require(policies.decides(by, row.unit_id))
    if row.submitted_by == by.id:
        raise Refused("own", _("Anda sendiri yang mengajukan daftar ini. Orang lain yang memutuskan."))
    if row.state != ListState.SUBMITTED:
        raise Refused("decided", _("Daftar ini sudah diputuskan."))
    text = " ".join(words.split())
    if not text or len(text) > LONGEST:
        raise Refused("words", _("Tulis dasar keputusannya, paling banyak 500 huruf."), field="words")
    row.state = ListState.APPROVED if is_approved else ListState.REFUSED
    row.decided_at, row.decided_by, row.decided_name, row.words = at, by.id, by.name[:120], text
    row.save(update_fields=["state", "decided_at", "decided_by", "decided_name", "words"])
    record("retention.list-decided", on=row, by=by, at=at, unit_id=row.unit_id)
    return row


def _locked(list_id: UUID) -> DestructionList:
    row = DestructionList.objects.select_for_update().filter(pk=list_id).first()
    if row is None:
        raise NotFound
    return row
