"""Letters entered in the agenda, what is known of them put right, their sheets."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.actions import record
from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as issued
from satuatap.domain.files import actions as files
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.jobs import publish
from satuatap.kernel.lifecycle import move

from .. import policies, rules
from ..events import LetterCame
from ..lifecycle import MOVES, Body, Carried, Nature, State
from ..models import Letter, Sheet, Version

OWNER = "correspondence.letter"
GREATEST_SHEET = 10 * 1024 * 1024
WITH_COUNCIL = "desa"
"""The kind of office beside which there is a council with an agenda of its own."""

Upload = tuple[str, bytes]
"""Name and bytes of a file as it came."""


@transaction.atomic
def register(
    *, unit_id: UUID, facts: rules.Facts, key: UUID, by: Actor, at: datetime, body: str = "",
    sheets: Sequence[Upload] = (), document_id: UUID | None = None,
) -> Letter:  # fmt: skip
    """Enter a letter in the agenda of an office; it gets the next number of the year it was received in. A repeat with
    the same ``key`` answers the same letter.

    Raises ``NotFound`` to those who do not keep the agenda, ``Refused`` naming what is missing or cannot be.
    """
    policies.require_registrar(by, unit_id)
    if (known := _known(key, by)) is not None:
        return known
    found = rules.clean(facts, timezone.localdate(at))
    _require_body(body, unit_id)
    try:
        with transaction.atomic():  # where the same form came twice at once, the second one's number goes back
            letter = _enter(unit_id, body, found, key, document_id, by, at)
    except IntegrityError:
        if (known := _known(key, by)) is None:
            raise
        return known
    _keep_sheets(letter, sheets, by, at)
    record("letter.registered", on=letter, by=by, at=at, unit_id=unit_id)
    publish(LetterCame(letter_id=letter.pk))
    return letter


def _known(key: UUID, by: Actor) -> Letter | None:
    letter = Letter.objects.select_related("version").filter(key=key).first()
    if letter is not None:
        policies.require_registrar(by, letter.unit_id)
    return letter


def _require_body(body: str, unit_id: UUID) -> None:
    if body not in Body.values or (body and agencies.unit_by_id(unit_id).kind != WITH_COUNCIL):
        raise Refused("body", _("Pilih kepada siapa suratnya ditujukan."), field="body")


def _enter(
    unit_id: UUID, body: str, facts: rules.Facts, key: UUID, document_id: UUID | None, by: Actor, at: datetime
) -> Letter:
    letter = Letter(pk=uuid7(), key=key, unit_id=unit_id, body=body, year=facts.received_on.year)
    letter.number = documents.number_incoming(
        incoming_id=letter.pk, unit_id=unit_id, on=facts.received_on, body=body, by=by, at=at
    )
    letter.document_id, letter.registered_at, letter.registered_by = document_id, at, by.id
    version = Version(letter=letter, order=1, at=at, by=by.id, **asdict(facts))
    letter.version = version  # each points at the other: the database looks when the transaction ends
    letter.save(force_insert=True)
    version.save(force_insert=True)
    return letter


@transaction.atomic
def take_in(*, unit_id: UUID, code: str, received_on: date, key: UUID, by: Actor, at: datetime) -> Letter:
    """Enter a letter that another office of ours issued, by the code or the address in its QR: what stands in the agenda
    comes from that letter, and so does its sheet.

    Raises ``Refused`` "code", "not-valid", "own" for a letter of the office itself, "here" for one that is entered already.
    """
    policies.require_registrar(by, unit_id)
    if (known := _known(key, by)) is not None:
        return known
    document = issued.presented(code)
    if document.unit_id == unit_id:
        raise Refused("own", _("Surat ini terbit dari kantor Anda sendiri."), field="code")
    if letter := Letter.objects.filter(unit=unit_id, document=document).exclude(state=State.VOID).first():
        words = _("Surat ini sudah tercatat dengan nomor agenda %(number)s.") % {"number": letter.number}
        raise Refused("here", words, field="code")
    facts = rules.Facts(
        received_on=received_on, sender=document.unit.name, subject=document.title, sender_number=document.number,
        dated_on=document.signed_on or (timezone.localdate(document.issued_at) if document.issued_at else None),
        carried=Carried.SYSTEM,
    )  # fmt: skip
    return register(unit_id=unit_id, facts=facts, key=key, document_id=document.pk, by=by, at=at)


@transaction.atomic
def correct(*, letter_id: UUID, facts: rules.Facts, reason: str, by: Actor, at: datetime) -> Letter:
    """Put right what is known of a letter; what stood there before stays readable, with the reason.

    Raises ``NotFound``, ``Refused`` "reason", "same", "year" (the number belongs to a year), or what cannot be.
    """
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    if letter.state == State.VOID:
        raise Refused("void", _("Surat ini sudah dibatalkan."))
    reason = rules.require_reason(reason, _("Tulis apa yang keliru."))
    found = rules.clean(facts, timezone.localdate(at))
    if found.received_on.year != letter.year:
        words = _("Nomornya milik agenda tahun %(year)s. Batalkan, lalu catat lagi.") % {"year": letter.year}
        raise Refused("year", words, field="received_on")
    now = letter.version
    if now.nature == Nature.SECRET != found.nature and not policies.may_dispose(by, letter.unit_id):
        raise Refused("secret", _("Hanya pimpinan kantor yang membuka sifat rahasia."), field="nature")
    if all(getattr(now, name) == value for name, value in asdict(found).items()):
        raise Refused("same", _("Belum ada yang berubah."))
    letter.version = Version.objects.create(
        letter=letter, order=now.order + 1, reason=reason, at=at, by=by.id, **asdict(found)
    )
    letter.save(update_fields=["version"])
    record("letter.corrected", on=letter, by=by, at=at, fields=_changed(now, found), unit_id=letter.unit_id)
    return letter


def _changed(now: Version, found: rules.Facts) -> list[str]:
    return sorted(name for name, value in asdict(found).items() if getattr(now, name) != value)


@transaction.atomic
def void(*, letter_id: UUID, reason: str, by: Actor, at: datetime) -> Letter:
    """A letter was entered by mistake: its number stays in the agenda as *batal*, with the reason."""
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    reason = rules.require_reason(reason, _("Tulis mengapa nomor ini dibatalkan."))
    letter.state, letter.reason = move(MOVES, "void", State(letter.state)), reason
    letter.save(update_fields=["state", "reason"])
    documents.void_incoming(incoming_id=letter.pk, reason=reason, by=by, at=at)
    record("letter.void", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return letter


@transaction.atomic
def add_sheets(*, letter_id: UUID, sheets: Sequence[Upload], by: Actor, at: datetime) -> int:
    """Keep more scans or photos of a letter; those whose very bytes are there already are not kept twice. How many."""
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    if letter.state == State.VOID or not sheets:
        raise Refused("sheets", _("Pilih dulu foto atau pindaian suratnya."), field="sheets")
    kept = _keep_sheets(letter, sheets, by, at)
    record("letter.sheets-added", on=letter, by=by, at=at, unit_id=letter.unit_id)
    return kept


@transaction.atomic
def set_sheet_aside(*, letter_id: UUID, sheet_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """A sheet does not belong to the letter: it is no longer shown, and says why."""
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    sheet = Sheet.objects.filter(letter=letter, pk=sheet_id, set_aside="").first()
    if sheet is None:
        raise NotFound
    sheet.set_aside = rules.require_reason(reason, _("Tulis mengapa lembar ini dikesampingkan."))
    sheet.save(update_fields=["set_aside"])
    record("letter.sheet-set-aside", on=letter, by=by, at=at, unit_id=letter.unit_id)


@transaction.atomic
def put_away(*, letter_id: UUID, place: str, code: str, by: Actor, at: datetime) -> Letter:
    """Note where the paper lies, and its code in the archive."""
    letter = locked(letter_id)
    policies.require_registrar(by, letter.unit_id)
    letter.place, letter.archive_code = rules.tidy(place, 120), rules.tidy(code, 60)
    letter.save(update_fields=["place", "archive_code"])
    record("letter.put-away", on=letter, by=by, at=at, fields=["place", "archive_code"], unit_id=letter.unit_id)
    return letter


def locked(letter_id: UUID) -> Letter:
    """The letter, with nobody else changing it meanwhile. Raises ``NotFound``."""
    letters = Letter.objects.select_for_update(of=("self",)).select_related("version")
    letter = letters.filter(pk=letter_id).first()
    if letter is None:
        raise NotFound
    return letter


def _keep_sheets(letter: Letter, sheets: Sequence[Upload], by: Actor, at: datetime) -> int:
    there = set(letter.sheets.filter(set_aside="").values_list("file__sha256", flat=True))
    if len(there) + len(sheets) > rules.MOST_SHEETS:
        words = _("Paling banyak %(most)s lembar untuk satu surat.") % {"most": rules.MOST_SHEETS}
        raise Refused("sheets", words, field="sheets")
    kept = 0
    for name, data in sheets:
        try:
            file = files.store(
                data=data, name=name, owner_kind=OWNER, owner_id=letter.pk, by=by, at=at, limit=GREATEST_SHEET
            )
        except Refused as refusal:
            raise Refused(refusal.code, refusal.message, field="sheets") from None
        if file.sha256 in there:
            files.remove(file_id=file.pk, by=by, at=at)
            continue
        Sheet.objects.create(letter=letter, file=file, at=at, by=by.id)
        there.add(file.sha256)
        kept += 1
    return kept
