"""Holding the rows of a file against each other, against people of the same name, and card by card; a few statements each."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

import msgspec
from django.db import connection
from django.utils.translation import gettext as _

from ...lifecycle import Finding
from ...models import ImportBatch
from ...queries.import_rows import broken_cards, named_like_in, newcomers
from ...rules import name_letters
from .progress import batched

AT_ONCE = 1_000
PROBLEM = """jsonb_build_array(jsonb_build_object('field', %(field)s::text, 'is_warning', false,
    'words', replace(%(words)s::text, '%%(row)d', s.first::text)))"""
TWICE = f"""
UPDATE residents_importline l SET finding = %(finding)s, changes = '{{}}', party = NULL, problems = l.problems || {PROBLEM}
FROM (SELECT id, number, min(number) OVER (PARTITION BY facts->>'nik') AS first FROM residents_importline
    WHERE batch_id = %(batch)s AND facts->>'nik' <> '') s
WHERE s.id = l.id AND s.first < s.number"""  # noqa: S608
ALIKE = f"""
UPDATE residents_importline l SET finding = %(finding)s, problems = l.problems || {PROBLEM}
FROM (SELECT id, number, min(number) OVER (PARTITION BY kk, lower(facts->>'name'), facts->>'born_on') AS first
    FROM residents_importline WHERE batch_id = %(batch)s AND finding <> 'refused') s
WHERE s.id = l.id AND s.first < s.number AND l.finding = 'new'"""  # noqa: S608
MARK = """
UPDATE residents_importline SET finding = %s, party = %s, problems = problems || %s::jsonb
WHERE batch_id = %s AND number = %s"""


def compare_rows(batch: ImportBatch) -> None:
    """Leave out who stands twice in the file, likely doubles, and cards that cannot be, each with the reason; in the
    caller's transaction."""
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"batch": batch.pk, "finding": Finding.REFUSED, "field": "nik"}
        cursor.execute(TWICE, given | {"words": _("NIK ini sudah ada di baris %(row)d.")})
        words = _("Nama dan tanggal lahir ini sudah ada di baris %(row)d, di kartu yang sama.")
        cursor.execute(ALIKE, given | {"finding": Finding.DOUBLE, "field": "name", "words": words})
    _mark(batch, _namesakes(batch))
    _mark(batch, _broken(batch))


def _mark(batch: ImportBatch, found: Iterator[tuple[int, str, Any, str, str]]) -> None:
    for chunk in batched(found, AT_ONCE):
        rows = [
            (finding, party, msgspec.json.encode([{"field": field, "words": words, "is_warning": False}]).decode(),
             batch.pk, number)
            for number, finding, party, field, words in chunk
        ]  # fmt: skip
        with connection.cursor() as cursor:
            cursor.executemany(MARK, rows)


def _namesakes(batch: ImportBatch) -> Iterator[tuple[int, str, Any, str, str]]:
    """New people whose name and birth date somebody of the same village has already."""
    words = _("Nama dan tanggal lahir ini sudah tercatat dengan nomor lain. Mungkin orang yang sama.")
    for area_code, rows in groupby(newcomers(batch), key=lambda row: row[0]):
        known: Mapping[tuple[str, str], Any] = named_like_in(area_code)
        for _area, number, name, born_on in rows:
            if (twin := known.get((name_letters(name), born_on))) is not None:
                yield number, Finding.DOUBLE, twin, "name", words


def _broken(batch: ImportBatch) -> Iterator[tuple[int, str, Any, str, str]]:
    for numbers, words in broken_cards(batch):
        for number in numbers:
            yield number, Finding.REFUSED, None, "relation", words
