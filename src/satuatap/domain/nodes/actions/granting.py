"""At a node: numbers that somebody asked the centre for by phone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as offices
from satuatap.domain.visits import actions as hall
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import Line
from ..ports import Centre


def grant(*, centre: Centre, wishes: Sequence[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Keep the numbers, or tell the centre why not; returns how many are kept. Heard twice, a number is kept once: the
    centre learns of it from the facts, and repeats itself until then."""
    policies.require(by.is_system)
    line = Line.objects.first()
    kept = 0
    for wish in wishes:
        try:
            if line is None or not line.site_code:
                raise NotFound
            hall.keep_for_centre(
                site_id=offices.site(line.site_code).pk, lane_ids=[UUID(lane) for lane in wish["lanes"]],
                holder=wish["holder"], place=wish["place"], key=UUID(wish["key"]), by=by, at=at,
            )  # fmt: skip
            kept += 1
        except Refused as refusal:
            centre.refuse(wish["key"], str(refusal.message))
        except NotFound:
            centre.refuse(wish["key"], _("Tempat ini tidak membagikan nomor itu dari rumah."))
    return kept
