"""An application in a list of one's own, ready to be printed: whose turn it is, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from satuatap.domain.cases.lifecycle import ENDS
from satuatap.domain.cases.queries import FileRow
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.http import prefix

NOTHING = "–"
HELD = "held"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """``turn`` and ``promised`` are words; both are a dash once nothing is to be waited for. ``begins`` is the name of a
    bundle above the first of its rows."""

    href: str
    number: str
    title: str
    applicant_name: str
    turn: str
    promised: str
    badge: str
    is_over: bool
    bundle_href: str
    begins: str


def case_rows(found: Iterable[FileRow]) -> tuple[CaseRow, ...]:
    base, bundles = prefix("portal:case"), prefix("portal:bundle", uuid=True)
    rows = list(found)
    above = [None, *(row.bundle_id for row in rows)]
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
            bundle_href=f"{bundles}{row.bundle_id}" if row.bundle_id else "",
            begins=row.bundle_title if row.bundle_id and row.bundle_id != before else "",
        )
        for row, before in zip(rows, above, strict=False)
    )


def _turn(row: FileRow) -> str:
    if row.state in ENDS or row.badge == HELD:
        return NOTHING
    return _("Anda") if row.state == "draft" or row.waiting_for else row.unit_name


def _promised(row: FileRow) -> str:
    if row.badge == HELD:
        return _("Setelah gilirannya")
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
