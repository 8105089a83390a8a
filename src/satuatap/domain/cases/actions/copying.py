"""Beginning from what was handed in before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from ..lifecycle import State
from ..models import Case, Paper
from ..queries import standards
from ..queries.again import again
from ..queries.known import known_scope
from .at_hand import keep
from .drafts import changed, locked_for_filling, require_room


@transaction.atomic
def copy_answers(*, case_id: UUID, source_id: UUID, by: Actor, at: datetime) -> Case:
    """Take into a new draft what still fits of the answers sent with an earlier application for the same service.

    Register facts are read anew and papers stay where they are. A draft in which something was typed is left as it is.
    Raises ``NotFound`` where the earlier one is not the actor's to look after, is another party's, or of another service.
    """
    case = locked_for_filling(case_id, by, "fill", at)
    source = Case.objects.minded_by(by).filter(
        pk=source_id, party=case.party_id, service=case.service_id, submitted_at__isnull=False
    )
    earlier = source.first()
    if earlier is None:
        raise NotFound
    if case.state != State.DRAFT:
        raise Refused("not-open", _("Permohonan ini sudah dikirim dan sedang tidak menunggu perbaikan."))
    if case.draft is not None:
        return case
    form, scope = standards.form(case.revision_id), known_scope(case, by)
    case.draft = forms.carry_over(
        standards.form(earlier.revision_id),
        form,
        earlier.answers,
        known=forms.prefill(form, scope).keys(),
        offers=forms.offered(form, scope),
        today=timezone.localdate(at),
    )
    changed(case, at, "draft")
    record("case.copied", on=case, by=by, at=at, fields=sorted(case.draft), party_id=case.party_id)
    return case


@transaction.atomic
def reuse_paper(*, case_id: UUID, paper: str, source: str, by: Actor, at: datetime) -> Paper:
    """Hand in for a requirement what the applicant has already; ``source`` is the value of one of ``papers_at_hand``.

    The same one handed in twice is one sheet. Raises ``NotFound`` for what is not offered here and now.
    """
    case = locked_for_filling(case_id, by, "attach", at)
    offered = again(by, case, standards.standard(case.revision_id), timezone.localdate(at)).get(paper, ())
    chosen = next((row for row in offered if row.value == source), None)
    if chosen is None:
        raise NotFound
    if standing := case.papers.filter(key=paper, file=chosen.file_id, current=True).first():
        return standing
    require_room(case, paper)
    attached = keep(case, paper, chosen, by, at)
    changed(case, at)
    return attached
