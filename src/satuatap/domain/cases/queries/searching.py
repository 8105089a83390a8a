"""Searching the cases of one's own office by number, by the number on a card, or by the beginning of a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record, record_looks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import digits_of
from satuatap.kernel.ids import tidy_number
from satuatap.kernel.paging import PAGE_ROWS
from satuatap.kernel.privacy import mask_nik

from ..models import Case
from .badges import badge_of
from .standards import title
from .views import CONTENT

PURPOSE = "mencari berkas yang ditangani unitnya"
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One line of a search at the desk."""

    number: str
    title: str
    applicant_name: str
    masked_nik: str
    unit_name: str
    submitted_at: datetime | None
    badge: str


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found, newest first; ``is_exact``: by the number of a case. ``has_more`` than are shown."""

    rows: Sequence[FoundCase]
    is_exact: bool
    has_more: bool


def search(actor: Actor, text: str, *, now: datetime, lang: str = "id") -> Search:
    """The cases on which units of the actor work, found by case number, NIK, NIB or the beginning of a name.

    The search is written down without its words, and everybody shown can read that they were. Raises ``NotFound`` for
    those who work nowhere and ``Refused`` for fewer than three signs; both leave a trace.
    """
    if not actor.unit_ids():
        record("cases.search-refused", by=actor, at=now, purpose=PURPOSE)
        raise NotFound
    unit_id = min(actor.unit_ids())
    number = tidy_number(text)
    try:
        asked = Q(number=number) if number else _about(text)
    except Refused:
        record("cases.search-refused", by=actor, at=now, purpose=PURPOSE, unit_id=unit_id)
        raise
    found = Case.objects.worked_on_by(actor).filter(asked).select_related("unit", "party__person").defer(*CONTENT)
    cases = list(found.order_by("-submitted_at", "-id")[: PAGE_ROWS + 1])
    shown = cases[:PAGE_ROWS]
    record("cases.searched", by=actor, at=now, purpose=PURPOSE, unit_id=unit_id)
    if shown:
        people = dict.fromkeys(case.party_id for case in shown)
        record_looks(party_ids=people, by=actor, at=now, purpose=PURPOSE, fields=("name", "nik"), unit_id=unit_id)
    return Search(tuple(_row(case, now, lang) for case in shown), bool(number), len(cases) > PAGE_ROWS)


def _about(text: str) -> Q:
    digits = digits_of(text)
    words = " ".join(text.split()).lower()
    if len(words) < SHORTEST:
        raise Refused(
            "too-short", _("Ketik nomor berkas, NIK, atau paling sedikit tiga huruf pertama nama."), field="q"
        )
    if digits.isascii() and digits.isdigit():
        return Q(party__person__nik=digits) | Q(party__organisation__nib=digits)
    return Q(party__name_key__startswith=words)


def _row(case: Case, now: datetime, lang: str) -> FoundCase:
    person = getattr(case.party, "person", None)
    return FoundCase(
        number=case.number,
        title=title(case, lang),
        applicant_name=case.applicant_name,
        masked_nik=mask_nik(person.nik) if person and person.nik else "",
        unit_name=case.unit.short_name,
        submitted_at=case.submitted_at,
        badge=badge_of(case, now),
    )
