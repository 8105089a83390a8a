"""Signing many cases with one proof: the batch is kept by the documents, each case goes its own way.

A job orders each document, so that fifty take no longer to send than one, and one that cannot be signed leaves the
others alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as document_queries
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor, system
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer

from ..lifecycle import TaskState
from ..models import Case, Task
from .owning import order_again
from .steps import perform
from .talk import note

JOB = "cases.sign_line"
ENGINE = system("cases")
UNSIGNED = ("draft", "ready", "signing", "printed")


@transaction.atomic
def sign_batch(
    *,
    document_ids: Sequence[UUID],
    pulled: Mapping[UUID, str],
    key: UUID,
    by: Actor,
    at: datetime,
    passphrase: str = "",
) -> UUID:
    """Sign all of these but those pulled out; colleagues read on the case why it was. Returns the batch.

    The caller has asked for fresh proof of who it is. Raises ``Refused`` in words when there is nothing to begin with.
    """
    batch, left = documents.open_batch(
        document_ids=document_ids, pulled=pulled, key=key, by=by, at=at, passphrase=passphrase
    )
    if not left:
        return batch.pk
    _queue(batch.pk, batch.round, left)
    for document_id, reason in pulled.items():
        about = document_queries.get(by, document_id).about
        if Case.objects.filter(pk=about).exists():
            words = _("Belum ditandatangani: %(reason)s") % {"reason": reason}
            note(case_id=about, key=uuid5(batch.pk, str(document_id)), text=words, by=by, at=at)
    return batch.pk


@transaction.atomic
def resume_batch(*, batch_id: UUID, by: Actor, at: datetime, passphrase: str = "") -> None:
    """Sign what of a batch is not signed yet, after a new proof. Raises ``NotFound``, ``Refused("nothing")``."""
    batch, left = documents.take_up_batch(batch_id=batch_id, by=by, at=at, passphrase=passphrase)
    _queue(batch.pk, batch.round, left)


def _queue(batch_id: UUID, turn: int, document_ids: Iterable[UUID]) -> None:
    for document_id in document_ids:
        key = uuid5(batch_id, f"{turn}:{document_id}")
        defer(JOB, batch_id=str(batch_id), document_id=str(document_id), key=str(key))


def run_line(batch_id: UUID, document_id: UUID, key: UUID, now: datetime) -> None:
    """Order one document of a batch, in the name of whoever gave it; what is refused is said at that document alone."""
    terms = document_queries.batch_terms(batch_id)
    try:
        if terms.until < now:
            raise Refused("late", "late")
        signer = _signer(terms.account_id, now)
        sign_in_batch(batch_id=batch_id, document_id=document_id, key=key, by=signer, at=now)
    except (Refused, NotFound) as problem:
        reason = problem.message if isinstance(problem, Refused) else "gone"
        documents.note_unsigned(batch_id=batch_id, document_id=document_id, reason=reason, by=ENGINE, at=now)


def _signer(account_id: UUID, now: datetime) -> Actor:
    """The official as they are now: a role or a decree that ended since the order was given is not used any more."""
    today = timezone.localdate(now)
    held = residents.standing(account_id, today)
    return identity.actor(account_id, today, party_id=held.party_id, acts_for=held.acts_for, entrusted=held.entrusted)


@transaction.atomic
def signed_on_paper(*, case_id: UUID, document_id: UUID, by: Actor, at: datetime) -> None:
    """A document of the case came back signed with ink: once none is left unsigned, the step to sign is done."""
    task = Task.objects.filter(case=case_id, kind="sign").exclude(state=TaskState.CLOSED).first()
    left = [row for row in document_queries.of_about(case_id) if row.state in UNSIGNED and row.corrects_id is None]
    if task is None or left:
        return
    perform(
        case_id=case_id, step=task.step, verb="sign", key=uuid5(document_id, "signed-on-paper"),
        body={"document": str(document_id)}, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def sign_in_batch(*, batch_id: UUID, document_id: UUID, key: UUID, by: Actor, at: datetime) -> None:
    """Sign one document of a batch: at its case's step, or once more where it could not be issued.

    Raises ``Refused`` in words when it cannot be signed now, ``NotFound`` when it is not the signer's any more.
    """
    document = document_queries.get(by, document_id)
    if document.corrects_id:
        documents.order_signing(document_ids=[document_id], key=key, batch_id=batch_id, by=by, at=at)
        return
    about = document.about
    task = Task.objects.filter(case=about, kind__in=["sign", "issue"]).exclude(state=TaskState.CLOSED).first()
    if task is not None and task.kind == "sign":
        perform(case_id=about, step=task.step, verb="sign", key=key, body={"batch": str(batch_id)}, by=by, at=at)
    elif task is not None and task.state == TaskState.OPEN:
        order_again(case_id=about, step=task.step, key=key, by=by, at=at, batch_id=batch_id)
    elif document.state != "signing":  # then it was ordered with another one of its case
        raise Refused("not-open", _("Langkah ini sudah diselesaikan atau belum dibuka."))
