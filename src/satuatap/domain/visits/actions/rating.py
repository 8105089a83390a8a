"""A visitor says how it was."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, rules
from ..lifecycle import ErrandState
from ..models import Errand, Rating
from .going import lock_visit

LONGEST_COMMENT = 300


@transaction.atomic
def rate(
    *, visit_id: UUID, errand_id: UUID, value: int, comment: str = "", changes: bool = True, by: Actor, at: datetime
) -> Rating:
    """Say how an errand was, until the day is over; said again it replaces what was said, unless ``changes`` is False:
    then whoever has but the number at hand does not change what its holder said.

    Raises ``Refused`` before the errand is done and after the day, and ``NotFound`` for officers: nobody is asked by whoever
    served them.
    """
    visit = lock_visit(visit_id)
    policies.require(policies.holds(by, visit.party_id))
    rules.require_value(value)
    errand = Errand.objects.select_related("lane").filter(pk=errand_id, visit=visit).first()
    if errand is None:
        raise NotFound
    if errand.state != ErrandState.DONE:
        raise Refused("not-done", _("Urusan ini belum selesai."))
    if at.astimezone(ZoneInfo(visit.site.zone)).date() != visit.day:
        raise Refused("too-late", _("Penilaian hanya bisa diberikan pada hari yang sama."))
    words = " ".join(comment.split())[:LONGEST_COMMENT]
    present = Rating.objects.filter(errand=errand).first()
    if present is not None and not changes:
        raise Refused("rated", _("Urusan ini sudah dinilai. Mengubahnya bisa dari halaman nomor di ponsel."))
    if present is not None and (present.value, present.comment) == (value, words):
        return present
    facts = {"value": value, "comment": words, "said_at": at}
    rating, _is_new = Rating.objects.update_or_create(errand=errand, defaults=facts)
    record("visits.rated", on=errand, by=by, at=at, party_id=visit.party_id, unit_id=errand.lane.unit_id)
    return rating
