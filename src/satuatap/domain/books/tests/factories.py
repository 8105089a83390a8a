"""A village with the shipped books, and somebody who keeps them."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from satuatap.domain.books import actions
from satuatap.kernel import yamls
from satuatap.kernel.actors import system

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
SHIPPED = Path(__file__).parents[5] / "packs" / "nasional" / "books.yaml"

EXPEDITION = [
    {"key": "dikirim", "name": "Tanggal pengiriman", "kind": "day"}, {"key": "isi", "name": "Isi singkat"},
    {"key": "lembar", "name": "Banyak lembar", "kind": "whole"},
    {"key": "nomor", "name": "Nomor", "above": "Surat keluar", "written": False},
]  # fmt: skip


def entry(code: str = "ekspedisi", **facts: Any) -> actions.BookEntry:
    told = {"number": "A.8", "group": "umum", "name": "Buku ekspedisi", "filled": "entries", "columns": EXPEDITION}
    return actions.BookEntry(code=code, **{"offices": ["desa"]} | told | facts)


def put(*entries: actions.BookEntry) -> int:
    return actions.put_books(entries=entries or (entry(),), by=system("test"), at=NOON)


def shipped() -> list[actions.BookEntry]:
    """The books of the shipped pack, as an installation enters them."""
    told = yamls.load(SHIPPED.read_text(encoding="utf-8"), source="books.yaml").value
    found = []
    for row in told["books"]:
        columns = [dict(column) for column in row.get("columns", ())]
        for column in columns:
            if "written" in column:
                column["written"] = column["written"] == "yes"
        facts = {name: value for name, value in row.items() if name != "source"}
        law = "" if row["law"] == "unknown" else row["law"]
        found.append(actions.BookEntry(**facts | {"columns": columns, "law": law}))
    return found
