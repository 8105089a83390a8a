"""Saying that a look at one's data is suspicious, and answering it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit import queries as audit
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies
from ..models import LookReport
from ..queries.looks import require_own

LONGEST_WORDS, LONGEST_ANSWER = 500, 1000


@transaction.atomic
def report_look(*, look_id: int, by: Actor, at: datetime, words: str = "") -> LookReport:
    """Say that a look is suspicious; said twice, the first report stands and nothing else happens.

    Raises ``NotFound`` to all but those who may read that look, ``Refused`` for words that are too long.
    """
    party_id = UUID(require_own(by, look_id, timezone.localdate(at)).party_id)
    text = " ".join(words.split())
    if len(text) > LONGEST_WORDS:
        raise Refused("words", _("Terlalu panjang. Tulis singkat saja, paling banyak 500 huruf."), field="words")
    report, is_new = LookReport.objects.get_or_create(
        look_id=look_id, defaults={"party_id": party_id, "words": text, "reported_at": at, "reported_by": by.id}
    )
    if is_new:
        record("residents.look-reported", on=report, by=by, at=at, party_id=party_id)
        publish(events.LookReported(report_id=report.pk))
    return report


@transaction.atomic
def answer_look_report(*, report_id: UUID, answer: str, by: Actor, at: datetime) -> LookReport:
    """Answer a report; the answer reaches whoever reported. Nobody answers for a look of their own.

    Raises ``Refused`` without words and when it is answered already, ``NotFound`` to all who do not protect data.
    """
    policies.require(policies.protects_data(by))
    report = LookReport.objects.select_for_update().filter(pk=report_id).first()
    if report is None:
        raise NotFound
    if audit.looks([report.look_id])[report.look_id].by == by.id:
        raise Refused("own-look", _("Ini akses Anda sendiri. Petugas pelindungan data yang lain yang menjawab."))
    if report.answered_at is not None:
        raise Refused("answered", _("Laporan ini sudah dijawab."))
    text = answer.strip()
    if not text or len(text) > LONGEST_ANSWER:
        raise Refused("answer", _("Tulis jawaban untuk warga, paling banyak 1.000 huruf."), field="answer")
    report.answered_at, report.answered_by, report.answer = at, by.id, text
    report.save(update_fields=["answered_at", "answered_by", "answer"])
    record("residents.look-answered", on=report, by=by, at=at, party_id=report.party_id)
    publish(events.LookAnswered(report_id=report.pk))
    return report
