"""Talking about a case: with the applicant, among officers, and asking a colleague for an opinion.

A question stops no clock. The trace says that something was written, never what.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.domain.files.models import StoredFile
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import publish

from .. import events, policies
from ..lifecycle import ENDS, State
from ..models import Case, Note, Opinion, Post
from . import keys

LONGEST = 2000
Upload = tuple[bytes, str]
"""The bytes of a file and the name it came with."""


@transaction.atomic
def write_post(*, case_id: UUID, key: UUID, text: str, upload: Upload | None = None, by: Actor, at: datetime) -> Post:
    """Write to the other side of a case, with at most one paper. What the office writes answers every open question.

    Raises ``NotFound`` to strangers, ``Refused`` in words to colleagues of other steps, for an empty text and once
    the case is closed.
    """
    case = _locked(case_id)
    is_applicant = policies.is_applicant(by, case)
    if not is_applicant:
        policies.require_works_on(by, case)
    if case.state == State.DRAFT:
        raise NotFound
    if known := Post.objects.filter(key=key).first():
        keys.require_same(is_same=known.case_id == case.pk and known.text == _words(text, field="teks"))
        return known
    if case.state in ENDS:
        raise Refused("closed", _("Berkas ini sudah selesai, jadi percakapannya ditutup."), field="teks")
    words, file = _words(text, field="teks"), _kept(case, upload, by, at)
    channel = Post.Channel.PORTAL if is_applicant else Post.Channel.DESK
    post = _post(case, key, words, channel, by=by, at=at, file=file, is_from_applicant=is_applicant)
    if not is_applicant:
        case.posts.filter(is_from_applicant=True, answered_at=None).update(
            answered_at=at, answered_by=by.id, answered_by_name=by.name
        )
        case.posts.filter(is_from_applicant=True, read_at=None).update(read_at=at)
        publish(events.PostWritten(case_id=case.pk, post_id=post.pk))
    return post


@transaction.atomic
def take_reply(*, case_id: UUID, key: UUID, channel: str, text: str, sender: str, by: Actor, at: datetime) -> bool:
    """Put an answer that came by telephone into the thread; ``sender`` is the number, masked. False for a case that no longer takes any."""
    if not by.is_system:
        raise NotFound
    case = _locked(case_id)
    if case.state in ENDS | {State.DRAFT}:
        return False
    if not Post.objects.filter(key=key).exists():
        _post(case, key, text[:LONGEST], Post.Channel(channel), by=by, at=at, name=sender, is_from_applicant=True)
    return True


def _post(
    case: Case,
    key: UUID,
    text: str,
    channel: Post.Channel,
    *,
    by: Actor,
    at: datetime,
    is_from_applicant: bool,
    file: StoredFile | None = None,
    name: str = "",
) -> Post:
    post = Post.objects.create(
        case=case, key=key, is_from_applicant=is_from_applicant, channel=channel, text=text, file=file,
        by=by.id, by_name=name or by.name, at=at,
    )  # fmt: skip
    fields = ["text", "file"] if file else ["text"]
    record("case.written", on=case, by=by, at=at, fields=fields, party_id=case.party_id, unit_id=case.unit_id)
    return post


@transaction.atomic
def mark_seen(*, case_id: UUID, by: Actor, at: datetime) -> int:
    """The reader has seen what the other side wrote; returns how many posts were new. Only looking changes nothing:
    an officer who does not work on the case leaves the applicant's questions unread."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None or not policies.may_see(by, case):
        raise NotFound
    is_applicant = policies.is_applicant(by, case)
    if not is_applicant and not policies.works_on(by, case):
        return 0
    seen = case.posts.filter(is_from_applicant=not is_applicant, read_at=None).update(read_at=at)
    if seen:
        record("case.posts-read", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
    return seen


@transaction.atomic
def note(*, case_id: UUID, key: UUID, text: str, by: Actor, at: datetime) -> Note:
    """Leave a remark for colleagues; the applicant never sees it."""
    case = _locked(case_id)
    policies.require_works_on(by, case)
    words = _words(text, field="catatan")
    if known := Note.objects.filter(key=key).first():
        keys.require_same(is_same=known.case_id == case.pk and known.text == words)
        return known
    written = Note.objects.create(case=case, key=key, text=words, by=by.id, by_name=by.name, at=at)
    record("case.noted", on=case, by=by, at=at, party_id=case.party_id, unit_id=case.unit_id)
    return written


@transaction.atomic
def ask_opinion(
    *,
    case_id: UUID,
    key: UUID,
    unit_id: UUID | None,
    account_id: UUID | None = None,
    role: str = "",
    question: str,
    by: Actor,
    at: datetime,
) -> Opinion:
    """Ask a colleague by name, or whoever holds a role, at a unit where the asker works. Nobody waits for the answer:
    the step stays whose it is. Raises ``Refused`` in words."""
    case = _locked(case_id)
    policies.require_works_on(by, case)
    words = _words(question, field="pertanyaan")
    if known := Opinion.objects.filter(key=key).first():
        keys.require_same(is_same=known.case_id == case.pk and known.question == words)
        return known
    at_unit = _asked_at(unit_id, account_id, role, by, at)
    opinion = Opinion.objects.create(
        case=case,
        key=key,
        unit_id=at_unit,
        account_id=account_id,
        role=role,
        question=words,
        asked_by=by.id,
        asked_by_name=by.name,
        asked_at=at,
    )
    record("case.opinion-asked", on=case, by=by, at=at, party_id=case.party_id, unit_id=at_unit)
    publish(events.OpinionAsked(case_id=case.pk, opinion_id=opinion.pk))
    return opinion


def _asked_at(unit_id: UUID | None, account_id: UUID | None, role: str, by: Actor, at: datetime) -> UUID:
    units = [unit_id] if unit_id in by.unit_ids() else []
    staff = [one for one in identity.staff_of(units, timezone.localdate(at)) if one.account_id != by.account_id]
    asked = [one for one in staff if account_id in (None, one.account_id) and role in ("", one.role)]
    if not asked or (account_id is None) is not bool(role):
        raise Refused("nobody", _("Pilih rekan atau peran yang ada di kantor Anda."), field="rekan")
    return asked[0].unit_id


@transaction.atomic
def give_opinion(*, opinion_id: UUID, answer: str, by: Actor, at: datetime) -> Opinion:
    """Give the opinion one was asked for. Raises ``NotFound`` to strangers, ``Refused`` in words to others."""
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("case").filter(pk=opinion_id).first()
    if opinion is None or not policies.may_see(by, opinion.case) or policies.is_applicant(by, opinion.case):
        raise NotFound
    if opinion.answered_at:
        raise Refused("answered", _("Pertanyaan ini sudah dijawab."), field="pendapat")
    if not policies.may_give_opinion(by, opinion):
        raise Refused("not-asked", _("Pertanyaan ini ditujukan kepada rekan lain."), field="pendapat")
    opinion.answer, opinion.answered_by, opinion.answered_at = _words(answer, field="pendapat"), by.id, at
    opinion.answered_by_name = by.name
    opinion.save(update_fields=["answer", "answered_by", "answered_by_name", "answered_at"])
    case = opinion.case
    record("case.opinion-given", on=case, by=by, at=at, party_id=case.party_id, unit_id=opinion.unit_id)
    return opinion


def _locked(case_id: UUID) -> Case:
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise NotFound
    return case


def _words(text: str, *, field: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Refused("empty", _("Tulis dulu pesannya."), field=field)
    if len(words) > LONGEST:
        raise Refused("too-long", _("Pesan ini terlalu panjang. Paling banyak 2.000 huruf."), field=field)
    return words


def _kept(case: Case, upload: Upload | None, by: Actor, at: datetime) -> StoredFile | None:
    if upload is None:
        return None
    data, name = upload
    try:
        return files.store(data=data, name=name, owner_kind="cases.case", owner_id=case.pk, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.code, refusal.message, field="berkas") from None
