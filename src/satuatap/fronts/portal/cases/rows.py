"""An application in a list of one's own, ready to be printed: whose turn it is, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from satuatap.domain.cases.lifecycle import ENDS
from satuatap.domain.cases.queries import FileRow
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.http import prefix

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """``turn`` and ``promised`` are words; both are a dash once nothing is to be waited for."""

    href: str
    number: str
    title: str
    applicant_name: str
    turn: str
    promised: str
    badge: str
    is_over: bool


def case_rows(found: Iterable[FileRow]) -> tuple[CaseRow, ...]:
    base = prefix("portal:case")
    return tuple(
        CaseRow(
            href=base + row.number,
            number=row.number,
            title=row.title,
            applicant_name=row.applicant_name,
            turn=_turn(row),
            promised=_promised(row),
            badge=row.badge,
            is_over=row.state in ENDS,
        )
        for row in found
    )


def _turn(row: FileRow) -> str:
    if row.state in ENDS:
        return NOTHING
    return _("Anda") if row.state == "draft" or row.waiting_for else row.unit_name


def _promised(row: FileRow) -> str:
    if row.state == "draft":
        until = formats.short_date(row.goes_at) if row.goes_at else ""
        return _("Belum dikirim, disimpan sampai %(day)s") % {"day": until} if until else _("Belum dikirim")
    if row.state in ENDS and not row.due_at:
        return NOTHING
    if row.waiting_for:
        return _("Berhenti")
    if row.due_at:
        return formats.short_date(row.due_at)
    return _("Setelah berkas diperiksa") if row.state == "submitted" else _("Belum ditetapkan")
