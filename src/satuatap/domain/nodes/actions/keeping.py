"""At a node: an application is kept until the line is back, sent, and where the centre does not take it, decided on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries as files
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import queries as residents
from satuatap.domain.visits import policies as halls
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.lifecycle import move

from .. import policies, queries
from ..lifecycle import MOVES, KeptState
from ..models import Kept, Line
from ..ports import Centre, Declined, NoLine, Taken


@transaction.atomic
def keep(*, case_id: UUID, by: Actor, at: datetime) -> Kept:
    """Keep an application that an officer has filled in with somebody. It is checked as if it were sent; what was turned
    down before and has been mended waits for the line again.

    Raises ``Refused`` for what could not be sent, and for whoever came for somebody else: their papers have to be seen at
    the centre. ``NotFound`` where the draft is not the officer's, or this is no node.
    """
    line = Line.objects.select_for_update().first()
    if line is None:
        raise NotFound
    if line.stopped_at:
        raise Refused("stopped", _("Izin simpul ini sudah diakhiri. Ajukan lewat alamat pusat."))
    cases.try_hand_in(case_id=case_id, key=uuid7(), by=by, at=at)
    found = files.carried(system("node"), case_id)
    if found.mandate_id and residents.as_agreed(system("node"), found.mandate_id) is None:
        raise Refused("represented", _("Permohonan lewat wakil belum dapat disimpan di sini. Ajukan saat tersambung."))
    row = Kept.objects.select_for_update().filter(pk=case_id).first()
    if row is None:
        last = Kept.objects.aggregate(last=Max("slip"))["last"] or 0
        row = Kept(pk=case_id, slip=last + 1, title=found.title, by=by.id, by_name=by.name, taken_at=at)
    else:
        row.is_sure = row.is_sure or row.state == KeptState.LOOK  # its officer has looked, and mended it
        row.state = move(MOVES, "send again", KeptState(row.state))
    row.problem = ""
    row.save()
    record("nodes.application-kept", on=row, by=by, at=at, party_id=found.party_id)
    return row


@transaction.atomic
def send_again(*, kept_id: UUID, by: Actor, at: datetime) -> Kept:
    """Somebody has looked: send it all the same."""
    row = _to_decide(kept_id, by)
    row.state = move(MOVES, "send again", KeptState(row.state))
    row.is_sure, row.problem = True, ""
    row.save(update_fields=["state", "is_sure", "problem"])
    record("nodes.application-sent-again", on=row, by=by, at=at)
    return row


@transaction.atomic
def drop_kept(*, kept_id: UUID, reason: str, by: Actor, at: datetime) -> Kept:
    """It is not needed, with the reason; the draft stays as long as drafts do. Raises ``Refused`` without a reason."""
    row = _to_decide(kept_id, by)
    words = " ".join(reason.split())[:200]
    if not words:
        raise Refused("reason", _("Tulis alasannya."), field="alasan")
    row.state = move(MOVES, "drop", KeptState(row.state))
    row.reason, row.ended_at, row.ended_by = words, at, by.id
    row.save(update_fields=["state", "reason", "ended_at", "ended_by"])
    record("nodes.application-dropped", on=row, by=by, at=at)
    return row


def send_kept(*, centre: Centre, by: Actor, at: datetime) -> int:
    """Send what waits, one after the other; returns how many the centre took. One that gets no answer waits on, and does
    not hold up the others."""
    taken = 0
    for kept_id in queries.waiting_applications():
        try:
            answer = centre.file(queries.application(kept_id))
        except (NoLine, Declined) as problem:
            note_no_answer(kept_id=kept_id, problem=str(problem), by=by, at=at)
            continue
        note_answer(kept_id=kept_id, answer=answer, by=by, at=at)
        taken += bool(answer.number)
    return taken


@transaction.atomic
def note_no_answer(*, kept_id: UUID, problem: str, by: Actor, at: datetime) -> None:
    """The centre said nothing to this one: it waits on, and its officer sees why."""
    policies.require(by.is_system)
    row = Kept.objects.select_for_update().get(pk=kept_id)
    if row.state == KeptState.WAITING and row.problem != problem[:300]:
        row.problem = problem[:300]
        row.save(update_fields=["problem"])
        record("nodes.application-unanswered", on=row, by=by, at=at)


@transaction.atomic
def note_answer(*, kept_id: UUID, answer: Taken, by: Actor, at: datetime) -> Kept:
    """Write down what the centre said. What it does not take waits for a person."""
    policies.require(by.is_system)
    row = Kept.objects.select_for_update().get(pk=kept_id)
    if row.state != KeptState.WAITING:  # decided on meanwhile, or answered twice
        return row
    row.state = move(MOVES, "send" if answer.number else "turn down", KeptState(row.state))
    row.number, row.problem = answer.number, answer.problem[:300]
    if answer.number:
        row.ended_at, row.ended_by = at, by.id
        _forget_draft(row, at)
    row.save(update_fields=["state", "number", "problem", "ended_at", "ended_by"])
    record("nodes.application-sent" if answer.number else "nodes.application-turned-down", on=row, by=by, at=at)
    return row


def _forget_draft(row: Kept, at: datetime) -> None:
    """The application is the centre's: the answers and papers do not stay here."""
    officer = identity.actor(UUID(row.by.removeprefix("account:")), timezone.localdate(at))
    cases.discard_draft(case_id=row.pk, by=officer, at=at)


def _to_decide(kept_id: UUID, by: Actor) -> Kept:
    policies.require(halls.serves(by) or halls.guides(by))
    row = Kept.objects.select_for_update().filter(pk=kept_id, state__in=[KeptState.LOOK, KeptState.WAITING]).first()
    if row is None:
        raise NotFound
    return row
