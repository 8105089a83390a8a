"""Commands to a case: hand in, correct, withdraw, and the work of officers at a step.

Every command carries a key. A repeat of the same command answers with the case as it is now; the same key with
another body is a conflict. All commands take the same way: lock, permit, rule, change, trace, tell.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import effects, policies
from ..lifecycle import State, TaskState
from ..models import EARLIER, Bundle, Case, Command, Task
from ..queries import standards
from ..queries.known import known_scope, letters_say, with_known
from ..queries.place import snapshot_of
from ..queries.places import misplaced
from ..queries.requirements import paper_scope
from ..queries.wanted import wanted_by
from ..rules import engine
from ..rules.papers import needed, require_papers
from . import keys
from .confirming import require_confirmed
from .drafts import being_filled, require_word
from .marks import settle_marks
from .writing import write


@transaction.atomic
def hand_in(*, case_id: UUID, key: UUID, by: Actor, at: datetime) -> Case:
    """Send an application: everything is checked once more, then the first step opens.

    Raises ``Refused("answers")`` with the first field that has to be mended, ``Refused("incomplete")`` naming the
    papers that are missing.
    """
    return _send(case_id=case_id, verb="submit", key=key, by=by, at=at)


@transaction.atomic
def try_hand_in(*, case_id: UUID, key: UUID, by: Actor, at: datetime) -> None:
    """Whether an application could be sent as it stands: all of ``hand_in``, and then nothing of it has happened."""
    hand_in(case_id=case_id, key=key, by=by, at=at)
    transaction.set_rollback(True)


def send_draft(case: Case, *, key: UUID, by: Actor, at: datetime) -> Case:
    """Send a locked draft of a bundle with the others."""
    return _send_locked(case, "submit", key, by, at)


def begin_held(case: Case, *, key: UUID, by: Actor, at: datetime) -> Case:
    """Hand in, for the applicant who sent it with its bundle, what has waited for an earlier application."""
    if (seq := place_in_log(case, key, "submit", "", {})) is None:
        return case
    facts = residents.prefill_scope(case.party_id)
    return _submit(case, being_filled(case), facts, verb="submit", key=key, seq=seq, by=by, at=at)


@transaction.atomic
def correct(*, case_id: UUID, key: UUID, by: Actor, at: datetime) -> Case:
    """Send a returned application again: it goes on at the step that asked, or where that step says."""
    return _send(case_id=case_id, verb="correct", key=key, by=by, at=at)


def _send(*, case_id: UUID, verb: str, key: UUID, by: Actor, at: datetime) -> Case:
    case = locked_case(case_id)
    if case.bundle_id and case.state == State.DRAFT:
        _require_alone(case, case.bundle_id)
    return _send_locked(case, verb, key, by, at)


def _require_alone(case: Case, bundle_id: UUID) -> None:
    """What is filled in together is sent together."""
    if case.waiting_for == EARLIER:
        raise Refused("held", _("Permohonan ini sudah dikirim dan menunggu permohonan lain selesai."))
    if Bundle.objects.filter(pk=bundle_id, sent_at=None).exists():
        raise Refused("bundled", _("Permohonan ini diisi dan dikirim bersama permohonan lain."))


def _send_locked(case: Case, verb: str, key: UUID, by: Actor, at: datetime) -> Case:
    if (seq := place_in_log(case, key, verb, "", {})) is None:
        return case
    policies.require(by, verb, case)
    require_word(case, by, at)
    scope = known_scope(case, by)
    case.uses_register = bool(scope)
    form = standards.form(case.revision_id)
    typed = with_known(form, being_filled(case), scope, letters_say(case, form, scope))
    return _submit(
        case, typed, scope or residents.prefill_scope(case.party_id), verb=verb, key=key, seq=seq, by=by, at=at
    )


def _submit(
    case: Case,
    typed: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    verb: str,
    key: UUID,
    seq: int,
    by: Actor,
    at: datetime,
) -> Case:
    """Check what is sent once more, and open the first step."""
    answers = _checked(case, typed, at)
    kept = standards.pick(facts, standards.names_in(standards.flow(case.revision_id)))
    require_needed(case, answers, at)
    command = engine.Command(verb=verb, at=at, answers=answers, facts=kept)
    return carry_out(case, command, key=key, seq=seq, body={}, by=by)


def _checked(case: Case, typed: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The answers as they are sent: hidden fields dropped, everything valid."""
    form = standards.form(case.revision_id, case.language)
    answers = forms.prune(form, typed)
    if problems := forms.validate(form, answers, today=timezone.localdate(at)) or misplaced(form, answers):
        pointer, message = next(iter(problems.items()))
        raise Refused("answers", message, field=pointer)
    return answers


def require_needed(case: Case, answers: Mapping[str, Any], at: datetime) -> None:
    """Raises ``Refused`` naming the papers that are still missing."""
    standard = standards.standard(case.revision_id, case.language)
    scope = paper_scope(answers, case.results, at)
    papers = needed(standard, known=case.uses_register, holds=lambda text: bool(standards.value(text, scope)))
    require_papers(papers, set(case.papers.filter(current=True).values_list("key", flat=True)))


@transaction.atomic
def withdraw(*, case_id: UUID, key: UUID, by: Actor, at: datetime, reason: str = "") -> Case:
    """The applicant takes the application back. Raises ``Refused`` once it has been approved."""
    case = locked_case(case_id)
    body = {"reason": reason}
    if (seq := place_in_log(case, key, "withdraw", "", body)) is None:
        return case
    policies.require(by, "withdraw", case)
    return carry_out(case, engine.Command(verb="withdraw", at=at), key=key, seq=seq, body=body, by=by)


@transaction.atomic
def perform(
    *,
    case_id: UUID,
    step: str,
    verb: str,
    key: UUID,
    by: Actor,
    at: datetime,
    body: Mapping[str, Any] | None = None,
) -> Case:
    """Do a verb at an open step: accept, return, refuse, approve, report, send-back, sign, record, hand-over, …

    ``body`` holds what the verb needs: ``results`` (the step's fields), ``defects`` for a return, ``reason`` and
    ``law`` for a refusal, ``note`` for a colleague, ``number`` and ``file_id`` for an outside record, ``collector``
    and ``relation`` for a hand-over. Raises ``Refused`` in words, ``NotFound`` to strangers.
    """
    case = locked_case(case_id)
    body = dict(body or {})
    if (seq := place_in_log(case, key, verb, step, body)) is None:
        return case
    task = case.tasks.filter(step=step).exclude(state=TaskState.CLOSED).first()
    policies.require(by, verb, case, task)
    _require_unclaimed(task, by)
    require_confirmed(case, verb)
    settle_marks(case, verb, by)
    results = effects.before(case, verb, step, body, by=by, at=at)
    command = engine.Command(verb=verb, at=at, step=step, results=results)
    return carry_out(case, command, key=key, seq=seq, body=body, by=by)


def locked_case(case_id: UUID) -> Case:
    """The case, held until the transaction ends. Raises ``NotFound``."""
    try:
        return Case.objects.select_for_update().get(pk=case_id)
    except Case.DoesNotExist:
        raise NotFound from None


def _digest(verb: str, step: str, body: Mapping[str, Any]) -> str:
    return hashlib.sha256(msgspec.json.encode([verb, step, body], order="sorted")).hexdigest()


def place_in_log(case: Case, key: UUID, verb: str, step: str, body: Mapping[str, Any]) -> int | None:
    """The number the command gets among those of its case; None when it has been carried out before.

    Raises ``Conflict`` for another body under a key that was used.
    """
    rows = Command.objects.filter(Q(case=case) | Q(key=key)).values_list("key", "case_id", "body_hash")
    number = 1
    for known_key, case_id, body_hash in rows:
        if known_key == key:
            keys.require_same(is_same=case_id == case.pk and body_hash == _digest(verb, step, body))
            return None
        number += 1
    return number


def _require_unclaimed(task: Task | None, by: Actor) -> None:
    if task and task.assignee_id and task.assignee_id != by.account_id and not by.is_system:
        raise Refused("claimed", _("Berkas ini sedang dipegang rekan Anda. Minta ia melepasnya dulu."))


def carry_out(case: Case, command: engine.Command, *, key: UUID, seq: int, body: Mapping[str, Any], by: Actor) -> Case:
    """Apply a permitted command to a locked case and write everything down; ``seq`` is its number in the case's log."""
    flow = standards.flow(case.revision_id)  # tasks and bills are named in Indonesian, whoever reads them later
    before = snapshot_of(case)
    change = engine.apply(flow, before, command, wanted_by(case))
    log(case, command, key=key, seq=seq, body=body, by=by)
    write(case, flow, before, change, command, body=body, by=by)
    return case


def log(case: Case, command: engine.Command, *, key: UUID, seq: int, body: Mapping[str, Any], by: Actor) -> None:
    """Keep a command: what it came with, and what it brought."""
    Command.objects.create(
        case=case,
        seq=seq,
        key=key,
        verb=command.verb,
        step=command.step,
        payload=msgspec.to_builtins(
            {"body": body, "results": command.results, "answers": command.answers, "facts": command.facts}
        ),
        body_hash=_digest(command.verb, command.step, body),
        by=by.id,
        by_name=by.name,
        at=command.at,
    )
