"""Comparing answers with papers: what an officer has ticked off, kept until the officer decides."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from satuatap.domain.audit.actions import record
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import TaskState
from ..models import Case, Mark
from ..queries import standards

LONGEST = 1000
PASSING = frozenset({"accept", "approve"})
DECIDING = PASSING | {"return", "refuse"}


@transaction.atomic
def mark(*, case_id: UUID, about: str, fits: bool | None, note: str = "", by: Actor, at: datetime) -> None:
    """Note that an answer or paper fits or differs, or (``fits`` None) take the mark away.

    For an officer who has an open step of the case in hand. Raises ``NotFound`` to strangers and for what the service
    does not ask, ``Refused`` to colleagues of other steps.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None or not policies.may_see(by, case) or not _is_asked(case, about):
        raise NotFound
    is_theirs = any(by.holds(task.role, task.unit_id) for task in case.tasks.filter(state=TaskState.OPEN))
    if by.account_id is None or policies.is_applicant(by, case) or not is_theirs:
        raise Refused("not-your-task", _("Langkah ini dikerjakan oleh peran lain."))
    if fits is None:
        Mark.objects.filter(case=case, account=by.account_id, about=about).delete()
    else:
        words = "" if fits else " ".join(note.split())[:LONGEST]
        Mark.objects.update_or_create(
            case=case, account_id=by.account_id, about=about, defaults={"fits": fits, "note": words, "at": at}
        )
    record("case.compared", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)


def _is_asked(case: Case, about: str) -> bool:
    kind, _sep, name = about.partition(":")
    if kind == "paper":
        return standards.standard(case.revision_id).paper(name) is not None
    form = standards.form(case.revision_id)
    return kind == "field" and any(
        row.name == name for section in forms.present(form, case.answers) for row in section.rows
    )


def settle_marks(case: Case, verb: str, by: Actor) -> None:
    """A decision closes the comparing: it cannot pass what the officer has marked as different, and the marks go."""
    if verb not in DECIDING or by.account_id is None:
        return
    marks = Mark.objects.filter(case=case, account=by.account_id)
    verdicts = list(marks.values_list("fits", flat=True))
    if verb in PASSING and (count := verdicts.count(False)):
        words = ngettext(
            "Masih ada %(num)s tanda beda. Hapus tandanya, atau minta perbaikan.",
            "Masih ada %(num)s tanda beda. Hapus tandanya, atau minta perbaikan.",
            count,
        )
        raise Refused("marked", words % {"num": count})
    if verdicts:
        marks.delete()
