"""Who has a task: a person claims it, lets it go, hands it to a colleague, or everything when leaving.

Whoever is away holds nothing: the clock gives their tasks back to the role.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.documents import actions as document_actions
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies
from ..lifecycle import TaskState
from ..models import Task

LONGEST_REASON = 200


def locked_task(task_id: UUID, by: Actor) -> Task:
    """A task that this actor may take up, locked. Raises ``NotFound`` to strangers, ``Refused`` to other roles."""
    try:
        task = Task.objects.select_for_update(of=("self",)).select_related("case").get(pk=task_id)
    except Task.DoesNotExist:
        raise NotFound from None
    if not policies.may_see(by, task.case):
        raise NotFound
    if not by.holds(task.role, task.unit_id):
        raise Refused("not-your-task", _("Langkah ini dikerjakan oleh peran lain."))
    if task.state == TaskState.CLOSED:
        raise Refused("not-open", _("Langkah ini sudah diselesaikan atau belum dibuka."))
    return task


@transaction.atomic
def claim(*, task_id: UUID, by: Actor, at: datetime) -> Task:
    """Take a task for oneself. Raises ``Refused("claimed")`` when a colleague has it."""
    task = locked_task(task_id, by)
    if policies.is_applicant(by, task.case):
        raise Refused("own-case", _("Anda tidak dapat memutuskan permohonan Anda sendiri. Serahkan kepada rekan."))
    if task.assignee_id and task.assignee_id != by.account_id:
        raise Refused("claimed", _("Berkas ini sedang dipegang rekan Anda. Minta ia melepasnya dulu."))
    if task.assignee_id is None:
        task.assignee_id = by.account_id
        task.save(update_fields=["assignee"])
        record("task.claimed", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)
    return task


@transaction.atomic
def release(*, task_id: UUID, by: Actor, at: datetime) -> Task:
    """Give a task back to its role."""
    task = locked_task(task_id, by)
    if task.assignee_id != by.account_id:
        raise Refused("not-yours", _("Berkas ini tidak sedang Anda pegang."))
    task.assignee_id, task.handed_by, task.handed_why = None, "", ""
    task.save(update_fields=["assignee", "handed_by", "handed_why"])
    record("task.released", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)
    return task


@transaction.atomic
def reassign(*, task_id: UUID, to_account_id: UUID | None, reason: str, by: Actor, at: datetime) -> Task:
    """Give a task to a colleague who has its role, or (None) back to the role.

    For whoever holds it or could take it, and for those who look after the staff of the unit. Raises ``Refused`` without
    a reason, and for somebody who does not have the role, is away, or applies in this case.
    """
    task = Task.objects.select_for_update(of=("self",)).select_related("case").filter(pk=task_id).first()
    if task is None or not policies.may_see(by, task.case):
        raise NotFound
    if task.state == TaskState.CLOSED:
        raise Refused("not-open", _("Langkah ini sudah diselesaikan atau belum dibuka."))
    if not policies.may_move(by, task):
        raise Refused(
            "not-your-task", _("Hanya pemegang berkas, rekan seperannya, atau kepala unit yang dapat mengalihkan.")
        )
    if to_account_id is not None and (to_account_id, task.unit_id, task.role) not in _able(to_account_id, at):
        raise Refused("not-able", _("Pilih rekan yang memegang peran ini dan sedang bertugas."), field="kepada")
    _move(task, to_account_id, reason, by, at)
    if to_account_id is not None and to_account_id != by.account_id:
        publish(events.TaskHanded(task_id=task.pk, account_id=to_account_id))
    return task


@transaction.atomic
def hand_over_all(*, account_id: UUID, to_account_id: UUID | None, reason: str, by: Actor, at: datetime) -> int:
    """Move every open task of a person to a colleague with the same role, or back to the role; returns how many.

    A person hands over the own work; those who look after the staff of a unit hand over what is held there. What the
    colleague has no role for goes back to the role. Raises ``Refused`` without a reason.
    """
    held = Task.objects.select_for_update(of=("self",)).select_related("case").exclude(state=TaskState.CLOSED)
    tasks = [task for task in held.filter(assignee=account_id).order_by("pk") if policies.may_move(by, task)]
    able = _able(to_account_id, at)
    for task in tasks:
        fits = (to_account_id, task.unit_id, task.role) in able
        _move(task, to_account_id if fits else None, reason, by, at)
    return len(tasks)


def _able(account_id: UUID | None, at: datetime) -> frozenset[tuple[UUID, UUID, str]]:
    return identity.present(timezone.localdate(at), accounts=[account_id]) if account_id else frozenset()


def _move(task: Task, to_account_id: UUID | None, reason: str, by: Actor, at: datetime) -> None:
    words = " ".join(reason.split())[:LONGEST_REASON]
    if not words:
        raise Refused("reason", _("Tulis alasannya, agar rekan Anda mengerti."), field="alasan")
    task.assignee_id = to_account_id
    task.handed_by, task.handed_why = by.name, words
    task.save(update_fields=["assignee", "handed_by", "handed_why"])
    record("task.handed-over", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)


@transaction.atomic
def release_absent(*, by: Actor, at: datetime) -> int:
    """Give back to their role the tasks of people who are away or no longer have it; returns how many."""
    held = Task.objects.exclude(state=TaskState.CLOSED).filter(assignee__isnull=False)
    triples = set(held.values_list("assignee_id", "unit_id", "role").distinct())
    gone = triples - identity.present(timezone.localdate(at), accounts={row[0] for row in triples})
    released = 0
    for account_id, unit_id, role in gone:
        theirs = held.select_for_update(of=("self",)).filter(assignee=account_id, unit=unit_id, role=role)
        for task in theirs:
            task.assignee_id = None
            task.save(update_fields=["assignee"])
            record("task.handed-over", on=task, by=by, at=at, unit_id=task.unit_id)
            released += 1
    return released


@transaction.atomic
def raise_task(*, case_id: UUID, step: str, by: Actor, at: datetime) -> None:
    """Open the waiting task of a step that the system could not finish, so that its role sees it."""
    task = Task.objects.select_for_update().filter(case=case_id, step=step, state=TaskState.WAITING).first()
    if task is not None:
        task.state, task.opened_at = TaskState.OPEN, at
        task.save(update_fields=["state", "opened_at"])
        record("task.raised", on=task, by=by, at=at, unit_id=task.unit_id)


@transaction.atomic
def order_again(*, case_id: UUID, step: str, key: UUID, by: Actor, at: datetime, batch_id: UUID | None = None) -> None:
    """Sign once more what could not be issued, e.g. because the order ran out. Raises ``Refused`` in words."""
    task = Task.objects.filter(case=case_id, step=step, kind="issue", state=TaskState.OPEN).first()
    if task is None:
        raise NotFound
    task = locked_task(task.pk, by)
    waiting = [d.id for d in documents.of_about(case_id) if d.state in ("ready", "signing") and d.corrects_id is None]
    document_actions.order_signing(document_ids=waiting, by=by, at=at, key=key, batch_id=batch_id)
    task.state, task.opened_at = TaskState.WAITING, at
    task.save(update_fields=["state", "opened_at"])
    record("task.ordered-again", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)
