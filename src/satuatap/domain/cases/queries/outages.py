"""What was or is down for a case: outages of its office, and of the outside systems that its service goes through."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.queries import OutageSpan
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Standard
from satuatap.kernel.actors import Actor

from ..lifecycle import ALIVE
from ..models import Case
from ..rules import charging
from ..rules.clock import Rest
from . import standards


def systems_of(standard: Standard) -> frozenset[str]:
    """The outside systems without which a service stands still: its system of record, and those its steps name."""
    return catalog.systems_in(standard.record, standard.flow)


@lru_cache(maxsize=512)
def _systems(revision_id: UUID) -> frozenset[str]:
    return systems_of(standards.standard(revision_id))


def outages_of(case: Case, until: datetime | None = None) -> list[Rest]:
    """The outages that hit a case since it was sent, in order; those that began before ``until`` where one is given."""
    start = case.submitted_at
    if start is None:
        return []
    return [
        Rest(max(span.begins_at, start), span.ends_at, charging.OUTAGE)
        for span in agencies.outages_at(case.unit_id)
        if span.hits(case.unit_id, _systems(case.revision_id))
        and (span.ends_at is None or span.ends_at > start)
        and (until is None or span.begins_at < until)
    ]


def hit_by(span: OutageSpan) -> list[UUID]:
    """The cases whose promise an outage moves: sent, the product not ready, at its office and through its system. That of
    a hall moves none: cases are decided at offices."""
    if span.site_id is not None:
        return []
    rows = Case.objects.filter(state__in=ALIVE, submitted_at__isnull=False, ready_at=None)
    if span.unit_id is not None:
        rows = rows.filter(unit_id=span.unit_id)
    pairs = rows.order_by("pk").values_list("pk", "unit_id", "revision_id")
    return [pk for pk, unit_id, revision_id in pairs.iterator() if span.hits(unit_id, _systems(revision_id))]


def running_for(standard: Standard) -> tuple[OutageSpan, ...]:
    """What is down now for a service, as its public pages say it. The own power of a village is not known here."""
    systems = systems_of(standard)
    unit_id = agencies.unit_id(standard.unit_code) if standard.unit_code else None
    return tuple(span for span in agencies.running_outages() if span.hits(unit_id, systems))


def running_around(actor: Actor) -> tuple[OutageSpan, ...]:
    """What is down now where a member of staff works."""
    here = actor.unit_ids()
    return tuple(s for s in agencies.running_outages() if s.unit_id is None or s.unit_id in here) if here else ()
