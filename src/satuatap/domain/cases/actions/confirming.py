"""Asking the head of an RT or RW by a link that is answered once, and going on without an answer."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import State
from ..models import Case, Confirmation
from ..queries.confirming import hash_of, head_for, lets_go_on, paper_to_confirm, question, state_of

PATH = "/rt/"
BYTES = 12  # 96 bits: good for one question, a day or two, and short enough for an SMS
LONGEST = 500


@transaction.atomic
def ask_neighbour(*, case_id: UUID, by: Actor, at: datetime) -> Confirmation | None:
    """Send the head of the applicant's RT or RW a link; None where the village names nobody. While one waits, that one.

    The system asks as soon as the application is there; an officer again after a no or once it ran out. Raises
    ``Refused`` where nothing is to be confirmed or no longer, ``NotFound`` to strangers.
    """
    case = _locked(case_id, by)
    paper = paper_to_confirm(case)
    if paper is None or case.state != State.SUBMITTED:
        raise Refused("not-open", _("Surat ini tidak sedang menunggu konfirmasi RT atau RW."))
    newest = Confirmation.objects.filter(case=case).order_by("-asked_at", "-id").first()
    if newest is not None and state_of(newest, at) in ("waiting", "yes"):
        return newest
    head = head_for(case, paper)
    if head is None:
        return None
    link = secrets.token_urlsafe(BYTES)
    until = at + timedelta(hours=int(paper.confirm["hours"]))
    asked = Confirmation.objects.create(
        case=case, paper=paper.key, post=head.post, head_name=head.name, head_phone=head.phone,
        link_hash=hash_of(link), asked_at=at, asked_by=by.id, until=until,
    )  # fmt: skip
    notifications.send_link(
        address=head.phone, path=f"{PATH}{link}", words_of="neighbour-asked", about=case, by=by, at=at,
        context={"until": timezone.localtime(until).strftime("%d-%m-%Y %H.%M")},
    )  # fmt: skip
    record("case.neighbour-asked", on=case, by=by, at=at, party_id=case.party_id)
    return asked


@transaction.atomic
def answer_neighbour(*, link: str, is_confirmed: bool, reason: str, by: Actor, at: datetime) -> None:
    """The head of the neighbourhood says yes or no, once. Whoever holds the link answers; nobody is signed in there.

    Raises ``NotFound`` for a link that nobody sent, ``Refused`` for one that was answered or ran out, and for a no
    without a reason.
    """
    row = Confirmation.objects.select_for_update().filter(link_hash=hash_of(link)).select_related("case").first()
    if row is None:
        raise NotFound
    if question(link, now=at).state != "waiting":
        raise Refused("answered", _("Tautan ini sudah dijawab atau sudah lewat waktunya."))
    words = " ".join(reason.split())[:LONGEST]
    if not is_confirmed and not words:
        raise Refused("reason", _("Tulis sebabnya, supaya balai desa tahu apa yang perlu diperiksa."), field="sebab")
    row.answered_at, row.is_confirmed, row.reason = at, is_confirmed, words
    row.save(update_fields=["answered_at", "is_confirmed", "reason"])
    verb = "case.neighbour-confirmed" if is_confirmed else "case.neighbour-denied"
    record(verb, on=row.case, by=by, at=at, party_id=row.case.party_id)


@transaction.atomic
def go_on_unconfirmed(*, case_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Go on without a yes of the neighbourhood, saying why. Raises ``Refused`` where the standard does not let one."""
    case = _locked(case_id, by)
    paper, newest = paper_to_confirm(case), Confirmation.objects.filter(case=case).order_by("-asked_at", "-id").first()
    if paper is None or newest is None or newest.is_confirmed:
        raise Refused("not-open", _("Surat ini tidak sedang menunggu konfirmasi RT atau RW."))
    if not lets_go_on(paper):
        raise Refused("must-wait", _("Standar layanan ini mengharuskan jawaban RT atau RW."))
    words = " ".join(reason.split())[:LONGEST]
    if not words:
        raise Refused("reason", _("Tulis mengapa diteruskan tanpa jawaban RT atau RW."), field="alasan")
    newest.waived_at, newest.waived_by, newest.waived_reason = at, by.id, words
    newest.save(update_fields=["waived_at", "waived_by", "waived_reason"])
    record("case.neighbour-waived", on=case, by=by, at=at, party_id=case.party_id)


def require_confirmed(case: Case, verb: str) -> None:
    """Raises ``Refused`` when a letter is accepted whose neighbourhood was asked and has not said yes."""
    if verb != "accept" or case.state != State.SUBMITTED or (paper := paper_to_confirm(case)) is None:
        return
    newest = Confirmation.objects.filter(case=case).order_by("-asked_at", "-id").first()
    if newest is None or newest.is_confirmed or newest.waived_at:
        return
    if case.papers.filter(current=True, key=paper.key).exists():
        return  # the letter of the neighbourhood lies there on paper
    words = _("%(post)s belum mengiyakan. Tunggu jawabannya, atau catat dulu mengapa diteruskan tanpa itu.")
    raise Refused("unconfirmed", words % {"post": newest.post})


def _locked(case_id: UUID, by: Actor) -> Case:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotFound
    if not by.is_system:
        policies.require_works_on(by, case)
    return case
