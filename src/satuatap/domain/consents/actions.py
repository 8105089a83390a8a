"""Every write of this room: the words of a pack, and lines of the register. Lines are only ever added."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from . import queries
from .models import Activity, Basis, Consent, Ground, How, Wording


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One version of the words of a purpose, as a pack has it."""

    purpose: str
    version: int
    from_on: date
    adult_from: int
    texts: Mapping[str, Mapping[str, str]]
    source: str


@dataclass(frozen=True, slots=True)
class BasisRow:
    """What an activity rests on from a day; ``law`` "" where it is not known."""

    from_on: date
    basis: str
    law: str
    source: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One kind of processing, as a pack has it."""

    code: str
    covers: str
    call: str
    texts: Mapping[str, Mapping[str, str]]
    bases: tuple[BasisRow, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """What a counter saw: where, how the person agreed, by what, and the names of two witnesses for a thumb-print."""

    unit_id: UUID
    agreed: str
    shown: str
    witness1: str = ""
    witness2: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """Of what a line speaks, whose it is, and who said it."""

    subject: str
    account_id: UUID | None = None
    party_id: UUID | None = None
    ground: str = Ground.SELF


@transaction.atomic
def put_wordings(*, rows: Sequence[WordingRow], by: Actor, at: datetime) -> int:
    """Bring the words to what a pack says; how many rows that changes. Words that have been in force are never edited.

    Raises ``Refused("wording")`` for another text under a version that has begun.
    """
    if not by.is_system:
        raise NotFound
    known = {(row.purpose, row.version): row for row in Wording.objects.select_for_update()}
    changed = 0
    for given in rows:
        row = known.pop((given.purpose, given.version), None)
        facts: dict[str, Any] = {
            "from_on": given.from_on, "adult_from": given.adult_from, "source": given.source, "is_offered": True,
            "texts": {lang: dict(texts) for lang, texts in given.texts.items()},
        }  # fmt: skip
        if row is None:
            Wording.objects.create(purpose=given.purpose, version=given.version, **facts)
        elif _differs(row, facts, at):
            Wording.objects.filter(pk=row.pk).update(**facts)
        else:
            continue
        changed += 1
    gone = [row.pk for row in known.values() if row.is_offered]
    Wording.objects.filter(pk__in=gone).update(is_offered=False)
    if changed or gone:
        record("consents.wordings-put", by=by, at=at)
    return changed + len(gone)


def _differs(row: Wording, facts: Mapping[str, Any], at: datetime) -> bool:
    same = all(getattr(row, name) == value for name, value in facts.items())
    has_begun = row.from_on <= at.date()
    kept = all(facts["texts"].get(lang) == texts for lang, texts in row.texts.items())
    if has_begun and not (kept and facts["from_on"] == row.from_on):
        words = (
            f"consents.yaml: {row.purpose}, version {row.version} is in force and cannot change: write a new version"
        )
        raise Refused("wording", words)
    return not same


@transaction.atomic
def put_activities(*, entries: Sequence[ActivityEntry], by: Actor, at: datetime) -> int:
    """Bring the register of processing to what a pack says; how many activities that changes. For the installer alone."""
    if not by.is_system:
        raise NotFound
    known = {row.code: _said(row) for row in Activity.objects.prefetch_related("bases")}
    gone = known.keys() - {entry.code for entry in entries}
    changed = len(gone)
    Activity.objects.filter(code__in=gone).delete()
    for position, entry in enumerate(entries):
        texts = {lang: dict(words) for lang, words in entry.texts.items()}
        if known.get(entry.code) == (position, entry.covers, entry.call, texts, set(entry.bases)):
            continue
        row, _is_new = Activity.objects.update_or_create(
            code=entry.code,
            defaults={"position": position, "covers": entry.covers, "call": entry.call, "texts": texts},
        )
        Basis.objects.filter(activity=row).delete()
        Basis.objects.bulk_create(Basis(activity=row, **asdict(basis)) for basis in entry.bases)
        changed += 1
    if changed:
        record("consents.activities-put", by=by, at=at)
    return changed


def _said(row: Activity) -> tuple[int, str, str, Any, set[BasisRow]]:
    bases = {BasisRow(b.from_on, b.basis, b.law, b.source, b.is_checked) for b in row.bases.all()}
    return row.position, row.covers, row.call, row.texts, bases


@transaction.atomic
def give(
    *, purpose: str, whose: Whose, how: str, by: Actor, at: datetime, language: str = "id", version: int = 0,
    seen: Witness | None = None,
) -> None:  # fmt: skip
    """Write down a consent, for rooms and pages that have shown whose it is. Given twice it stands once.

    ``version`` is the one that was read; 0 takes that in force. Raises ``Refused`` when the words have changed since, or
    the purpose is not asked for.
    """
    wording = queries.in_force(at.date()).get(purpose)
    if wording is None:
        raise Refused("purpose", _("Persetujuan ini tidak kami minta lagi."), field="purpose")
    if version not in (0, wording.version):
        raise Refused("changed", _("Kalimatnya baru saja berubah. Baca sekali lagi, lalu pilih."), field="purpose")
    if not queries.holds(purpose, whose.subject, at.date()):
        _add(purpose, wording.version, whose, how, by, at, language=language, seen=seen, given=True)


@transaction.atomic
def withdraw(
    *, purpose: str, whose: Whose, how: str, by: Actor, at: datetime, language: str = "id", seen: Witness | None = None
) -> bool:
    """Take a consent back; from this moment it holds no more. False where there was none."""
    row = Consent.objects.filter(subject=whose.subject, purpose=purpose).order_by("-id").first()
    if row is None or not row.given:
        return False
    _add(purpose, row.version, whose, how, by, at, language=language, seen=seen, given=False)
    return True


@transaction.atomic
def void(*, subjects: Sequence[str], party_id: UUID, by: Actor, at: datetime) -> int:
    """Close consents that never held, because whoever gave them was a child; returns how many."""
    found = Consent.objects.filter(subject__in=[s for s in subjects if s]).order_by("subject", "purpose", "-id")
    closed = 0
    for row in found.distinct("subject", "purpose"):
        if row.given and row.ground == Ground.SELF:
            whose = Whose(row.subject, row.account_id, party_id)
            _add(row.purpose, row.version, whose, How.VOID, by, at, language=row.language, seen=None, given=False)
            closed += 1
    return closed


def _add(
    purpose: str, version: int, whose: Whose, how: str, by: Actor, at: datetime, *, language: str,
    seen: Witness | None, given: bool,
) -> None:  # fmt: skip
    row = Consent.objects.create(
        purpose=purpose, version=version, given=given, subject=whose.subject, account_id=whose.account_id,
        party_id=whose.party_id, ground=whose.ground, how=how, language=language, by=by.id, at=at,
        unit_id=seen.unit_id if seen else None, agreed=seen.agreed if seen else "", shown=seen.shown if seen else "",
        witness1=seen.witness1 if seen else "", witness2=seen.witness2 if seen else "",
    )  # fmt: skip
    verb = "consents.void" if how == How.VOID else "consents.given" if given else "consents.withdrawn"
    record(verb, on=row, by=by, at=at, party_id=whose.party_id, unit_id=row.unit_id, purpose=purpose)
