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
from ..models import Case
from ..queries import standards
from ..queries.known import known_scope
from .drafts import locked_for_filling


@transaction.atomic
def copy_answers(*, case_id: UUID, source_id: UUID, by: Actor, at: datetime) -> Case:
    """Take into a new draft what still fits of the answers sent with an earlier application for the same service.

    Register facts are read anew and papers stay where they are. A draft in which something was typed is left as it is.
    Raises ``NotFound`` where the earlier one is not the actor's to look after, is another party's, or of another service.
    """
    case = locked_for_filling(case_id, by, "fill")
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
    case.version += 1
    case.save(update_fields=["draft", "version"])
    record("case.copied", on=case, by=by, at=at, fields=sorted(case.draft), party_id=case.party_id)
    return case
