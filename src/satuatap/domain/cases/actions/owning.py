"""Who has a task: a person claims it, lets it go, or hands over everything when leaving."""

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

from .. import policies
from ..lifecycle import TaskState
from ..models import Task


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
        raise Refused("own-case", _("Anda tidak dapat memutus permohonan Anda sendiri. Serahkan kepada rekan."))
    if task.assignee_id and task.assignee_id != by.account_id:
        raise Refused("claimed", _("Berkas ini sedang dipegang rekan Anda. Minta ia melepasnya dahulu."))
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
    task.assignee_id = None
    task.save(update_fields=["assignee"])
    record("task.released", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)
    return task


@transaction.atomic
def hand_over_all(*, account_id: UUID, to_account_id: UUID | None, by: Actor, at: datetime) -> int:
    """Move every open task of a person to a colleague with the same role, or back to the role; returns how many.

    A person hands over the own work; the system does it when a holding ends.
    """
    if not by.is_system and by.account_id != account_id:
        raise Refused("not-yours", _("Anda hanya dapat menyerahkan pekerjaan Anda sendiri."))
    moved = 0
    for task in Task.objects.select_for_update().exclude(state=TaskState.CLOSED).filter(assignee=account_id):
        able = {holder.account_id for holder in identity.holders(task.unit_id, task.role, timezone.localdate(at))}
        task.assignee_id = to_account_id if to_account_id in able else None
        task.save(update_fields=["assignee"])
        record("task.handed-over", on=task, by=by, at=at, unit_id=task.unit_id)
        moved += 1
    return moved


@transaction.atomic
def release_absent(*, by: Actor, at: datetime) -> int:
    """Give back to their roles the tasks that people on leave have claimed; returns how many. Who is away holds nothing
    up: the deputy and the colleagues see them again."""
    released = 0
    for away in identity.absences(timezone.localdate(at)):
        held = Task.objects.select_for_update().exclude(state=TaskState.CLOSED)
        for task in held.filter(assignee=away.account_id, unit=away.unit_id, role=away.role):
            task.assignee_id = None
            task.save(update_fields=["assignee"])
            record("task.handed-over", on=task, by=by, at=at, unit_id=task.unit_id, purpose="cuti")
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
def order_again(*, case_id: UUID, step: str, key: UUID, by: Actor, at: datetime) -> None:
    """Sign once more what could not be issued, e.g. because the order ran out. Raises ``Refused`` in words."""
    task = Task.objects.filter(case=case_id, step=step, kind="issue", state=TaskState.OPEN).first()
    if task is None:
        raise NotFound
    task = locked_task(task.pk, by)
    waiting = [d.id for d in documents.of_about(case_id) if d.state in ("ready", "signing")]
    document_actions.order_signing(document_ids=waiting, by=by, at=at, key=key)
    task.state, task.opened_at = TaskState.WAITING, at
    task.save(update_fields=["state", "opened_at"])
    record("task.ordered-again", on=task, by=by, at=at, party_id=task.case.party_id, unit_id=task.unit_id)
