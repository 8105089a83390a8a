"""Reading a file and holding every row against the register; nothing of the register changes here."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import queries as files
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ... import codes
from ...lifecycle import Finding, ImportState
from ...models import ImportBatch, ImportLayout, ImportLine
from ...queries.import_rows import Known, broken_cards, known_by_nik, namesakes_of
from ...rules import importing, name_letters
from ...rules.importing import Line, Reading
from ..bulk import copy_rows
from . import tables
from .progress import batched

AT_ONCE = 2_000
OF_PERSON = (
    "name", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education", "citizenship", "blood",
    "father_name", "mother_name",
)  # fmt: skip
LINE = ("batch_id", "number", "finding", "kk", "facts", "problems", "changes", "cells", "party")
MOST_UNKNOWN = 40
Read = tuple[Line, list[str]]


def read_head(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Keep the first rows of a file, and read it as the office read this layout before, or as its headings suggest."""
    rows = list(islice(_rows(batch), tables.HEAD_ROWS))
    batch.head = [[cell[:60] for cell in row] for row in rows]
    batch.header = importing.header_row(rows)
    heads = importing.headings(rows, batch.header)
    known = ImportLayout.objects.filter(unit=batch.unit_id, fingerprint=importing.fingerprint(heads)).first()
    batch.columns = known.columns if known else importing.suggest(heads, rows[batch.header + 1 :])
    batch.day_order, batch.chosen = (known.day_order, known.chosen) if known else (batch.day_order, {})
    batch.state = ImportState.MAPPING
    batch.save()
    record("residents.import-read", on=batch, by=by, at=at)


def check_rows(*, batch: ImportBatch, by: Actor, at: datetime) -> None:
    """Hold every row against the rules and the register, then every card; begun again, it begins from the start."""
    ImportLine.objects.filter(batch=batch).delete()
    total = sum(1 for _row in islice(_rows(batch), batch.header + 1, None))
    ImportBatch.objects.filter(pk=batch.pk).update(total=total, done=0)
    unknown: dict[str, dict[str, str]] = defaultdict(dict)
    seen: dict[str, int] = {}
    how = _reading(batch, at.date())
    numbered = islice(enumerate(_rows(batch), start=1), batch.header + 1, None)
    done = 0
    for chunk in batched(numbered, AT_ONCE):
        found = [(importing.read_row(number, row, how), row) for number, row in chunk if any(map(str.strip, row))]
        with transaction.atomic():
            copy_rows("residents_importline", LINE, list(_weighed(batch, found, seen)))
        for line, _row in found:
            for name, text in line.unknown.items():
                if len(unknown[name]) < MOST_UNKNOWN:
                    unknown[name].setdefault(name_letters(text), text)
        done += len(chunk)
        ImportBatch.objects.filter(pk=batch.pk).update(done=done)
    _finish(batch=batch, unknown=unknown, by=by, at=at)


@transaction.atomic
def _finish(*, batch: ImportBatch, unknown: dict[str, dict[str, str]], by: Actor, at: datetime) -> None:
    """Leave out the cards that cannot be, and count what was found."""
    for numbers, words in broken_cards(batch):
        problem = [{"field": "relation", "words": words, "is_warning": False}]
        ImportLine.objects.filter(batch=batch, number__in=numbers).update(finding=Finding.REFUSED, problems=problem)
    found = ImportLine.objects.filter(batch=batch).values("finding").annotate(rows=Count("id"))
    batch.refresh_from_db()
    batch.counts = {row["finding"]: row["rows"] for row in found}
    batch.unknown, batch.state = dict(unknown), ImportState.CHECKED
    batch.save()
    record("residents.import-checked", on=batch, by=by, at=at)


def _rows(batch: ImportBatch) -> Iterator[list[str]]:
    file = batch.file
    if file is None:
        raise Refused("unreadable", _("Berkasnya sudah dihapus. Unggah lagi."))
    return tables.rows_of(files.contents(file), is_csv=file.media_type == "text/csv")


def _reading(batch: ImportBatch, today: date) -> Reading:
    return Reading(
        batch.columns, batch.day_order, batch.chosen, batch.area_code, today,
        lru_cache(maxsize=10_000)(regions.knows_district),
    )  # fmt: skip


def _weighed(batch: ImportBatch, found: Sequence[Read], seen: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """The rows with what the register makes of each."""
    for line, _row in found:
        _require_once(line, seen)
    sound = [line for line, _row in found if not line.is_refused]
    known = known_by_nik([line.facts["nik"] for line in sound if line.facts.get("nik")])
    strangers = [line.facts for line in sound if line.facts.get("nik") not in known]
    alike = namesakes_of(strangers, batch.area_code)
    for line, row in found:
        finding: str = Finding.REFUSED
        changes: dict[str, Any] = {}
        party: UUID | None = None
        if not line.is_refused:
            who = known.get(line.facts.get("nik", ""))
            finding, changes, party = _finding(batch, line, who, alike)
        kept = [] if finding == Finding.SAME else row  # its card may still turn out not to be possible
        problems = [{"field": p.field, "words": p.words, "is_warning": p.is_warning} for p in line.problems]
        packed = [msgspec.json.encode(part).decode() for part in (line.facts, problems, changes, kept)]
        kk = line.facts.get("kk", "")
        yield (batch.pk, line.number, finding, kk, *packed, party)


def _require_once(line: Line, seen: dict[str, int]) -> None:
    nik = line.facts.get("nik")
    if nik and (first := seen.setdefault(nik, line.number)) != line.number:
        line.refuse("nik", _("NIK ini sudah ada di baris %(row)d.") % {"row": first})


def _finding(
    batch: ImportBatch, line: Line, who: Known | None, alike: dict[tuple[str, str], UUID]
) -> tuple[str, dict[str, Any], UUID | None]:
    """What the register makes of a sound row: the finding, what it would change, and whom it is about."""
    facts = line.facts
    if who is None:
        twin = alike.get((name_letters(facts["name"]), facts["born_on"]))
        if twin is None:
            return Finding.NEW, {}, None
        line.refuse("name", _("Nama dan tanggal lahir ini sudah tercatat dengan nomor lain. Mungkin orang yang sama."))
        return Finding.DOUBLE, {}, twin
    if who.area_code and who.area_code != batch.area_code:
        line.refuse("kk", _("Orang ini tercatat di desa lain. Catat dulu kepindahannya."))
        return Finding.REFUSED, {}, None
    if who.status not in codes.ON_CARD:
        line.refuse("nik", _("Orang ini tercatat sudah meninggal atau pindah. Catat peristiwanya satu per satu."))
        return Finding.REFUSED, {}, None
    changes = importing.differing(facts, who.facts, OF_PERSON)
    seat = {"kk": [who.kk, facts["kk"]]} if who.kk != facts["kk"] else {}
    if seat or who.relation != facts["relation"]:
        changes |= seat | ({"relation": [who.relation, facts["relation"]]} if who.relation != facts["relation"] else {})
        return Finding.MOVED, changes, who.party_id
    return (Finding.CHANGED if changes else Finding.SAME), changes, who.party_id
