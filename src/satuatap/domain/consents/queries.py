"""Whether a use of data is agreed to; in which words; and how many agreed. For rooms and pages that have shown that the
reader may know it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from . import rules
from .models import Activity, Basis, Consent, Ground, How, Shown, Wording
from .rules import MAIL, PURPOSES, PUSH, VILLAGE_PHONE, WHATSAPP, age_on, problems

__all__ = [
    "GROUNDS",
    "MAIL",
    "PURPOSES",
    "PUSH",
    "SHOWN",
    "VILLAGE_PHONE",
    "WHATSAPP",
    "ActivityRow",
    "Counted",
    "Line",
    "Words",
    "activities",
    "age_on",
    "counts",
    "holding",
    "holds",
    "in_force",
    "latest",
    "lines",
    "offered",
    "problems",
    "word_may_restore",
    "words_of",
]
SHOWN = tuple(Shown.values)
GROUNDS = tuple(Ground.values)


@dataclass(frozen=True, slots=True)
class Words:
    """A wording in one language: the words agreed to, which data, who gets them, what holds without consent."""

    purpose: str
    version: int
    from_on: date
    adult_from: int
    language: str
    name: str
    words: str
    data: str
    whom: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register with the words it speaks of; ``holds`` as long as it is the latest and its words are
    those in force."""

    words: Words
    given: bool
    subject: str
    how: str
    ground: str
    agreed: str
    unit_id: UUID | None
    at: datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many subjects of a purpose stand where, for one version: agreed last, or took it back last. No names."""

    purpose: str
    name: str
    version: int
    from_on: date
    in_force: bool
    given: int
    withdrawn: int


def in_force(on: date) -> dict[str, Wording]:
    """The wording of each purpose that is offered on a day."""
    rows = Wording.objects.filter(from_on__lte=on, is_offered=True).order_by("purpose", "-version")
    return {row.purpose: row for row in rows.distinct("purpose")}


def offered(on: date, language: str) -> dict[str, Words]:
    """The same as people read it, in the order in which the system names the purposes."""
    found = in_force(on)
    return {code: words_of(found[code], language) for code in PURPOSES if code in found}


def words_of(row: Wording, language: str) -> Words:
    lang = language if language in row.texts else "id"
    return Words(
        row.purpose, row.version, row.from_on, row.adult_from, lang, *(row.texts[lang].get(p, "") for p in rules.PARTS)
    )


def holding(subjects: Collection[str], on: date) -> frozenset[tuple[str, str]]:
    """What is agreed to now: (subject, purpose) where the latest line was given in the words in force on a day; one query."""
    asked = [subject for subject in subjects if subject]
    if not asked:
        return frozenset()
    now = Wording.objects.filter(purpose=OuterRef("purpose"), from_on__lte=on, is_offered=True).order_by("-version")
    rows = latest(Q(subject__in=asked)).annotate(now=Subquery(now.values("version")[:1]))
    found = rows.values_list("subject", "purpose", "version", "given", "now")
    return frozenset((subject, purpose) for subject, purpose, version, given, now in found if given and version == now)


def holds(purpose: str, subject: object, on: date) -> bool:
    return (str(subject), purpose) in holding([str(subject)], on)


def latest(which: Q) -> QuerySet[Consent]:
    """The line that counts, for each subject and purpose."""
    return Consent.objects.filter(which).order_by("subject", "purpose", "-id").distinct("subject", "purpose")


def lines(subjects: Sequence[str], on: date, language: str, party_id: UUID | None = None) -> tuple[Line, ...]:
    """Every line about these subjects, and those that name this person; newest first."""
    which = Q(subject__in=[subject for subject in subjects if subject])
    if party_id is not None:
        which |= Q(party_id=party_id)
    rows = list(Consent.objects.filter(which).order_by("-id")[:500])
    wordings = {(row.purpose, row.version): row for row in Wording.objects.all()}
    return tuple(_lines(rows, wordings, in_force(on), language))


def _lines(
    rows: Sequence[Consent], wordings: dict[tuple[str, int], Wording], now: dict[str, Wording], language: str
) -> Iterator[Line]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key, wording = (row.subject, row.purpose), wordings.get((row.purpose, row.version))
        is_latest = key not in seen
        seen.add(key)
        if wording is None:  # taken over from before a pack had put any words
            wording = Wording(
                purpose=row.purpose, version=row.version, from_on=row.at.date(), adult_from=0, texts={"id": {}}
            )
        is_in_force = row.purpose in now and now[row.purpose].version == row.version
        yield Line(
            words=words_of(wording, row.language or language), given=row.given, subject=row.subject, how=row.how,
            ground=row.ground, agreed=row.agreed, unit_id=row.unit_id, at=row.at,
            holds=is_latest and row.given and is_in_force,
        )  # fmt: skip


def counts(on: date, language: str) -> tuple[Counted, ...]:
    """How many agreed and took it back, by purpose and version of the words; whose they are is not said."""
    now = in_force(on)
    of_latest = Consent.objects.filter(pk__in=latest(Q()).values("pk"))
    tallies: dict[tuple[str, int], dict[str, Any]] = {
        (row["purpose"], row["version"]): dict(row)
        for row in of_latest.values("purpose", "version").annotate(
            agreed=Count("pk", filter=Q(given=True)), withdrawn=Count("pk", filter=Q(given=False))
        )
    }
    return tuple(
        Counted(
            row.purpose, words_of(row, language).name, row.version, row.from_on,
            row.purpose in now and now[row.purpose].version == row.version,
            tallies.get((row.purpose, row.version), {}).get("agreed", 0),
            tallies.get((row.purpose, row.version), {}).get("withdrawn", 0),
        )
        for row in Wording.objects.order_by("purpose", "-version")
    )  # fmt: skip


def word_may_restore(purpose: str, subject: str, on: date) -> bool:
    """Whether a word by telephone may bring a consent back: it was taken back the same way or on a page, and the words
    are still those that were agreed to."""
    row = latest(Q(subject=subject, purpose=purpose)).first()
    wording = in_force(on).get(purpose)
    return row is not None and not row.given and row.how != How.VOID and wording is not None and (
        wording.version == row.version
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One kind of processing with what it rests on: ``basis`` *unknown* and ``law`` "" are gaps that its readers see."""

    code: str
    covers: str
    call: str
    name: str
    data: str
    receives: str
    basis: str
    law: str
    is_checked: bool


def activities(on: date, language: str) -> tuple[ActivityRow, ...]:
    """The processing that a pack tells of, with the basis in force on a day, in the order of the pack; two queries."""
    held = Basis.objects.filter(from_on__lte=on).order_by("activity", "-from_on").distinct("activity")
    bases = {basis.activity_id: basis for basis in held}
    return tuple(_activity(row, bases.get(row.code), language) for row in Activity.objects.order_by("position"))


def _activity(row: Activity, basis: Basis | None, language: str) -> ActivityRow:
    said = row.texts.get(language) or row.texts["id"]
    return ActivityRow(
        row.code, row.covers, row.call, said["name"], said["data"], said["receives"],
        basis.basis if basis else "unknown", basis.law if basis else "", bool(basis and basis.is_checked),
    )  # fmt: skip
