"""Reading a file and holding every row against the rules and the register; nothing of the register changes here."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import queries as files
from satuatap.domain.regions import queries as regions
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ... import codes
from ...lifecycle import Finding, ImportState
from ...models import ImportBatch, ImportLayout, ImportLine, KnownLayout
from ...queries.import_rows import Known, counts, known_by_nik
from ...rules import importing, name_letters
from ...rules.importing import Line, Reading
from ..bulk import copy_rows
from . import tables
from .comparing import compare_rows
from .progress import batched

AT_ONCE = 2_000
OF_PERSON = (
    "name", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education", "citizenship", "blood",
    "father_name", "mother_name",
)  # fmt: skip
LINE = ("batch_id", "number", "finding", "kk", "facts", "problems", "changes", "cells", "party")
MOST_UNKNOWN = 40
Read = tuple[Line, list[str]]
Tell = Callable[[int, int], None]


@dataclass
class Table:
    """The bytes of a file of residents, where they lie: stored with its batch, or on the disk of whoever operates."""

    file: BinaryIO
    is_csv: bool
    most: int = tables.MOST_ROWS

    def rows(self) -> Iterator[list[str]]:
        return tables.rows_of(self.file, is_csv=self.is_csv, most=self.most)


def stored_table(batch: ImportBatch) -> Table:
    """The file that came with a batch. Raises ``Refused``."""
    file = batch.file
    if file is None:
        raise Refused("unreadable", _("Berkasnya sudah dihapus. Unggah lagi."))
    return Table(BytesIO(files.contents(file)), file.media_type == "text/csv")


def read_head(*, batch: ImportBatch, by: Actor, at: datetime, table: Table | None = None) -> None:
    """Keep the first rows of a file, and read it as the office read this layout before, as the pack knows it, or as its
    headings suggest."""
    rows = list(islice((table or stored_table(batch)).rows(), tables.HEAD_ROWS))
    batch.head = [[cell[:60] for cell in row] for row in rows]
    batch.header = importing.header_row(rows)
    heads = importing.headings(rows, batch.header)
    known = ImportLayout.objects.filter(unit=batch.unit_id, fingerprint=importing.fingerprint(heads)).first()
    laid = _recognised(heads)
    batch.layout = laid[0].name if laid else ""
    if known:
        batch.columns, batch.day_order, batch.chosen = known.columns, known.day_order, known.chosen
    elif laid:
        batch.columns, batch.day_order = laid[1], laid[0].day_order
    else:
        batch.columns = importing.suggest(heads, rows[batch.header + 1 :])
    batch.state = ImportState.MAPPING
    batch.save()
    record("residents.import-read", on=batch, by=by, at=at)


def _recognised(heads: Sequence[str]) -> tuple[KnownLayout, dict[str, int]] | None:
    """The layout that the pack knows by these headings, with the column of each thing; the most telling of several."""
    fits = ((row, importing.recognised(row.columns, heads)) for row in KnownLayout.objects.order_by("code"))
    found = [(row, columns) for row, columns in fits if columns]
    return max(found, key=lambda pair: len(pair[1]), default=None)


def check_rows(
    *, batch: ImportBatch, by: Actor, at: datetime, table: Table | None = None, tell: Tell = lambda _done, _all: None
) -> None:
    """Hold every row against the rules and the register, then rows and cards against each other; begun again, it begins
    from the start. ``tell`` hears how many rows of how many are through."""
    given = table or stored_table(batch)
    ImportLine.objects.filter(batch=batch).delete()
    about = tables.rows_about(given.file, is_csv=given.is_csv) - batch.header - 1
    ImportBatch.objects.filter(pk=batch.pk).update(total=max(about, 0), done=0)
    unknown: dict[str, dict[str, str]] = defaultdict(dict)
    how = _reading(batch, at.date())
    numbered = islice(enumerate(given.rows(), start=1), batch.header + 1, None)
    done = 0
    for chunk in batched(numbered, AT_ONCE):
        found = [(importing.read_row(number, row, how), row) for number, row in chunk if any(map(str.strip, row))]
        copy_rows("residents_importline", LINE, list(_weighed(batch, found)))
        _note_unknown(found, unknown)
        done += len(chunk)
        ImportBatch.objects.filter(pk=batch.pk).update(done=done, total=max(about, done))
        tell(done, max(about, done))
    _finish(batch=batch, unknown=unknown, by=by, at=at)


def _note_unknown(found: Sequence[Read], unknown: dict[str, dict[str, str]]) -> None:
    for line, _row in found:
        for name, text in line.unknown.items():
            if len(unknown[name]) < MOST_UNKNOWN:
                unknown[name].setdefault(name_letters(text), text)


@transaction.atomic
def _finish(*, batch: ImportBatch, unknown: dict[str, dict[str, str]], by: Actor, at: datetime) -> None:
    """Compare and count what was found; from now on somebody may decide."""
    compare_rows(batch)
    batch.refresh_from_db()
    batch.counts, batch.done = counts(batch), batch.total
    batch.unknown, batch.state = dict(unknown), ImportState.CHECKED
    batch.save()
    record("residents.import-checked", on=batch, by=by, at=at)


def _reading(batch: ImportBatch, today: date) -> Reading:
    return Reading(
        batch.columns, batch.day_order, batch.chosen, batch.area_code, today,
        lru_cache(maxsize=10_000)(regions.knows_district), _village_of(batch),
    )  # fmt: skip


def _village_of(batch: ImportBatch) -> Callable[[str], str]:
    """The village that ten digits mean in a file of many; "" for none."""
    if batch.area_code:
        return lambda _digits: batch.area_code
    grouped = regions.villages_grouped(regions.home().code)
    known = {code.replace(".", ""): code for _district, rows in grouped for code, _name in rows}
    return lambda digits: known.get(digits, "")


def _weighed(batch: ImportBatch, found: Sequence[Read]) -> Iterator[tuple[Any, ...]]:
    """The rows with what the register makes of each."""
    known = known_by_nik([line.facts["nik"] for line, _row in found if not line.is_refused and line.facts.get("nik")])
    encode = msgspec.json.Encoder().encode
    for line, row in found:
        finding: str = Finding.REFUSED
        changes: dict[str, Any] = {}
        party: UUID | None = None
        if not line.is_refused:
            finding, changes, party = _finding(batch, line, known.get(line.facts.get("nik", "")))
        problems = [{"field": p.field, "words": p.words, "is_warning": p.is_warning} for p in line.problems]
        packed = [encode(part).decode() for part in (line.facts, problems, changes, row)]
        yield (batch.pk, line.number, finding, line.facts.get("kk", ""), *packed, party)


def _finding(batch: ImportBatch, line: Line, who: Known | None) -> tuple[str, dict[str, Any], UUID | None]:
    """What the register makes of a sound row: the finding, what it would change, and whom it is about."""
    facts = line.facts
    if who is None:
        return Finding.NEW, {}, None
    if who.area_code and who.area_code != facts.get("area_code", batch.area_code):
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
