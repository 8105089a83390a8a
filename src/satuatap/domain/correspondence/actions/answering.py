"""Letters that went out because of one that came in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.documents import queries as documents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..lifecycle import MOVES, Body, State
from ..models import Letter, Sending
from .registering import locked

COUNCIL = "BPD"


@dataclass(frozen=True, slots=True)
class Answer:
    """A letter out: ``number`` of one the office issued here, or of one written outside the system (``outside``), which
    then says its ``subject`` and its day. ``sent_on`` None: not sent yet."""

    number: str
    to: str
    outside: bool = False
    subject: str = ""
    dated_on: date | None = None
    sent_on: date | None = None
    received_by: str = ""


@transaction.atomic
def link_answer(*, letter_id: UUID, answer: Answer, key: UUID, by: Actor, at: datetime) -> Sending:
    """Note that a letter out answers one that came in. A repeat with the same ``key`` answers the same one.

    Raises ``NotFound`` to those who have nothing to do with it, ``Refused`` "number", "subject", "to", "sent".
    """
    letter = locked(letter_id)
    policies.require_answer(by, letter)
    if (known := Sending.objects.filter(key=key, letter=letter).first()) is not None:
        return known
    if letter.state == State.VOID:
        raise Refused("void", _("Surat ini sudah dibatalkan."))
    to = rules.tidy(answer.to, 160)
    if not to:
        raise Refused("to", _("Tulis kepada siapa jawabannya dikirim."), field="to")
    _require_sent(answer.sent_on, at)
    facts = _outside(answer) if answer.outside else _of_ours(letter, answer, by)
    sending = Sending.objects.create(
        key=key, letter=letter, unit_id=letter.unit_id, body=letter.body, is_answer=True, to=to,
        sent_on=answer.sent_on, received_by=rules.tidy(answer.received_by, 160), at=at, by=by.id, **facts,
    )  # fmt: skip
    record("letter.answered", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return sending


def _outside(answer: Answer) -> dict[str, object]:
    number, subject = rules.tidy(answer.number, 120), rules.tidy(answer.subject, 300)
    if not number:
        raise Refused("number", _("Tulis nomor surat jawabannya."), field="number")
    if not subject:
        raise Refused("subject", _("Tulis perihal surat jawabannya."), field="answer_subject")
    return {"number": number, "subject": subject, "dated_on": answer.dated_on, "document": None}


def _of_ours(letter: Letter, answer: Answer, by: Actor) -> dict[str, object]:
    if (row := documents.numbered(by, letter.unit_id, answer.number)) is None:
        words = _("Kantor ini tidak menerbitkan surat bernomor itu. Periksa, atau pilih surat di luar sistem.")
        raise Refused("number", words, field="number")
    dated_on = timezone.localdate(row.issued_at) if row.issued_at else None
    return {"number": row.number, "subject": row.title, "dated_on": dated_on, "document": row}


@transaction.atomic
def note_sent(
    *, letter_id: UUID, sending_id: int, sent_on: date | None, received_by: str, by: Actor, at: datetime
) -> None:
    """Say when an answer left, and who took it. Raises ``Conflict`` for one that is noted already."""
    letter = locked(letter_id)
    policies.require_answer(by, letter)
    sending = Sending.objects.filter(pk=sending_id, letter=letter).first()
    if sending is None:
        raise NotFound
    if sending.sent_on is not None:
        raise Conflict("sent", _("Pengiriman surat ini sudah dicatat."))
    if sent_on is None:
        raise Refused("sent", _("Isi tanggal suratnya dikirim."), field="sent_on")
    _require_sent(sent_on, at)
    sending.sent_on, sending.received_by = sent_on, rules.tidy(received_by, 160)
    sending.save(update_fields=["sent_on", "received_by"])
    record("letter.sent", on=letter, by=by, at=at, unit_id=letter.unit_id)


@transaction.atomic
def deliver(*, letter_id: UUID, on: date | None, received_by: str, key: UUID, by: Actor, at: datetime) -> Sending:
    """Hand a letter for the village's council to it, by the name of who took it: then it is done here.

    Raises ``NotFound``, ``Refused`` "received-by", "sent", "wrong-state" for a letter to the office itself.
    """
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    if (known := Sending.objects.filter(key=key, letter=letter).first()) is not None:
        return known
    if letter.body == Body.OFFICE:
        raise NotFound
    taker = rules.tidy(received_by, 160)
    if not taker:
        raise Refused("received-by", _("Tulis nama yang menerima."), field="received_by")
    if on is None:
        raise Refused("sent", _("Isi tanggal suratnya diserahkan."), field="sent_on")
    _require_sent(on, at)
    letter.state = move(MOVES, "deliver", State(letter.state))
    letter.save(update_fields=["state"])
    now = letter.version
    sending = Sending.objects.create(
        key=key, letter=letter, unit_id=letter.unit_id, body=Body.OFFICE, is_answer=False, number=now.sender_number,
        dated_on=now.dated_on, subject=now.subject, to=COUNCIL, sent_on=on, received_by=taker, at=at, by=by.id,
    )  # fmt: skip
    record("letter.delivered", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return sending


def _require_sent(sent_on: date | None, at: datetime) -> None:
    if sent_on is not None and sent_on > timezone.localdate(at):
        raise Refused("sent", _("Tanggal kirim belum tiba."), field="sent_on")
