"""Facts that people say are wrong."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.paging import Page, page

from .. import policies
from ..models import FactReport


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report that waits for an officer."""

    report_id: UUID
    party_id: UUID
    party_name: str
    field: str
    words: str
    reported_at: datetime


def open_reports(actor: Actor, cursor: str = "") -> Page[ReportRow]:
    """Reports that nobody has settled, oldest first, for staff who serve people; empty for others."""
    reports = FactReport.objects.filter(settled_at=None).select_related("party")
    if not policies.serves_people(actor):
        reports = reports.none()
    return page(reports, keys=["reported_at", "id"], cursor=cursor, row=_row)


def _row(report: FactReport) -> ReportRow:
    return ReportRow(report.pk, report.party_id, report.party.name, report.field, report.words, report.reported_at)
