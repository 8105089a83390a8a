"""A node speaks with the centre: sends what happened, fetches what to work with, notes how it went."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies, queries, rules
from ..models import Fact, Line
from ..ports import Centre, Declined, NoLine
from .copying import take_copy
from .enrolling import stop_leading
from .granting import grant
from .keeping import send_kept


def exchange(*, centre: Centre, by: Actor, at: datetime) -> bool:
    """Send every fact and the applications that wait, then fetch a copy when the last one is some minutes old; whether the line was there.

    Each letter stands for itself: cut anywhere, the next exchange goes on from what the centre says it has. A node that
    hears that its permission is over stops first, sends the rest, and says when that was all.
    """
    try:
        heard = centre.heard()
        if heard.stopped:
            stop_leading(by=by, at=at)
        grant(centre=centre, wishes=heard.wishes, by=by, at=at)
        received = heard.received
        number_facts(by=by, at=at)
        while facts := queries.waiting_facts(received):
            waiting = Fact.objects.filter(seq__gt=facts[-1]["seq"]).count()
            received = centre.send(facts, waiting)
            note_contact(received=received, problem="", by=by, at=at)
        line = note_contact(received=received, problem="", by=by, at=at)
        send_kept(centre=centre, by=by, at=at)
        if line.stopped_at:
            _take_leave(centre, line.stopped_at, received, at)
        elif line.copied_at is None or at - line.copied_at >= rules.COPY_EVERY:
            found = centre.copy(line.copy, first=line.copied_at is None)
            take_copy(copy=found, key=centre.key, by=by, at=at)
    except (NoLine, Declined) as problem:
        note_contact(received=None, problem=str(problem), by=by, at=at)
        return False
    return True


def _take_leave(centre: Centre, stopped_at: datetime, received: int, at: datetime) -> None:
    """All of the hall is sent, and what had begun before we stopped is over. The record of who did what may follow later."""
    left = Fact.objects.filter(Q(seq=None) | Q(seq__gt=received)).exclude(table__in=rules.ONLY_ADDED)
    if at - stopped_at >= rules.SETTLES and not left.exists():
        centre.heard(done=True)


@transaction.atomic
def number_facts(*, by: Actor, at: datetime) -> int:
    """Give the facts that are committed by now their numbers; returns the last one.

    A fact of a transaction that ends later gets a later number, though its id may be lower. What rests on another row was
    written after that one was committed, or with it: the numbers keep causes before effects.
    """
    policies.require(by.is_system)
    line, is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if is_new:
        record("nodes.line-opened", on=line, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE nodes_fact f SET seq = %s + n.place FROM "
            "(SELECT id, row_number() OVER (ORDER BY id) AS place FROM nodes_fact WHERE seq IS NULL) n WHERE n.id = f.id",
            [line.last],
        )
        line.last += cursor.rowcount
    line.save(update_fields=["last"])
    return line.last


@transaction.atomic
def note_contact(*, received: int | None, problem: str, by: Actor, at: datetime) -> Line:
    """Note how far the centre is (None: it did not answer), and let go of facts it has had for days."""
    policies.require(by.is_system)
    line, is_new = Line.objects.select_for_update().get_or_create(pk=1)
    line.tried_at, was, line.problem = at, line.problem, problem[:300]
    if received is not None:
        line.contact_at, line.received = at, received
        Fact.objects.filter(seq__lte=received, at__lt=at - rules.KEPT_AFTER).delete()
    line.save(update_fields=["tried_at", "problem", "contact_at", "received"])
    if is_new or bool(was) != bool(problem):  # the line went or came back; every try would fill the record
        record("nodes.line-lost" if problem else "nodes.line-there", on=line, by=by, at=at)
    return line
