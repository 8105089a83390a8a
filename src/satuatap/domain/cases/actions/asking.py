"""Counting, once an application is sent, what it asked for although it was known."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.domain.documents import queries as documents
from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import uuid7

from ..models import AskedCase, Case
from ..queries import standards
from ..queries.bundles import later_of
from ..queries.known import letters_say
from ..rules import asking

LOOKS_BACK = timedelta(days=730)
EARLIER_AT_MOST = 5

ADD = """
INSERT INTO cases_askedtally AS tally (id, service_id, unit_id, month, pointer, source, times, unproven)
VALUES (%s, %s, %s, %s, %s, %s, 1, %s)
ON CONFLICT (service_id, unit_id, month, pointer, source)
DO UPDATE SET times = tally.times + 1, unproven = tally.unproven + excluded.unproven
"""


@transaction.atomic
def count_asked(*, case_id: UUID, by: Actor, at: datetime) -> bool:
    """Count a sent application in the re-asking meter, once; returns whether this was that once. For the system alone."""
    if not by.is_system:
        raise NotFound
    case = Case.objects.filter(pk=case_id, submitted_at__isnull=False).first()
    if case is None or not AskedCase.objects.get_or_create(case=case, defaults={"at": at})[1]:
        return False
    month = timezone.localdate(case.submitted_at).replace(day=1)
    rows = sorted({("", "", False), *_asked(case)})
    with connection.cursor() as cursor:
        cursor.executemany(
            ADD,
            [
                (uuid7(), case.service_id, case.unit_id, month, pointer[:200], source, int(unproven))
                for pointer, source, unproven in rows
            ],
        )
    record("case.asking-counted", on=case, by=by, at=at)
    return True


def _asked(case: Case) -> Iterator[tuple[str, str, bool]]:
    """Pointer and source of every question that was answered by hand: once as asked, once more where it was known."""
    form, facts = standards.form(case.revision_id), residents.prefill_scope(case.party_id)
    known = [*forms.prefill(form, facts), *letters_say(case, form, facts)] if case.uses_register else []
    filled = later_of(case).union(known)
    found = asking.asked(form, case.answers, filled=filled, facts=facts, earlier=_earlier(case))
    for one in (*found, *_papers(case)):
        yield one.pointer, "", False
        if one.source:
            yield one.pointer, one.source, not case.uses_register and one.source != asking.EARLIER


def _papers(case: Case) -> Iterator[asking.Asked]:
    """The papers that were brought as files; known is what this system had issued to the party and still holds."""
    brought = set(case.papers.filter(current=True, is_again=False, document=None).values_list("key", flat=True))
    asked_for, day = standards.standard(case.revision_id), timezone.localdate(case.submitted_at)
    for key in sorted(brought):
        paper = asked_for.paper(key)
        was_ours = documents.was_in_force(case.party_id, (key, *(paper.instead if paper else ())), day)
        yield asking.Asked(f"{asking.PAPER}{key}", "document" if was_ours else "")


def _earlier(case: Case) -> dict[str, set[str]]:
    """What the party answered in the last applications before this one, by the words of the question."""
    before: dict[str, set[str]] = defaultdict(set)
    sent: Any = case.submitted_at
    cases = Case.objects.filter(party=case.party_id, submitted_at__lt=sent, submitted_at__gt=sent - LOOKS_BACK)
    if case.bundle_id:
        cases = cases.exclude(bundle=case.bundle_id)
    for earlier in cases.order_by("-submitted_at")[:EARLIER_AT_MOST]:
        for words, text in asking.told(standards.form(earlier.revision_id), earlier.answers):
            before[words].add(text)
    return before
