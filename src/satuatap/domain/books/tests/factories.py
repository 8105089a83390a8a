"""A village with the shipped books, and somebody who keeps them."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from satuatap.domain.books import actions
from satuatap.domain.residents.actions import LayoutEntry
from satuatap.kernel import yamls
from satuatap.kernel.actors import system

NOON = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
PACK = Path(__file__).parents[5] / "packs" / "nasional"

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
    told = _section("books.yaml")
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


def shipped_layouts() -> list[LayoutEntry]:
    """The layouts of other systems that the shipped pack knows."""
    rows = _section("layouts.yaml")["layouts"]
    return [LayoutEntry(row["code"], row["name"], row["columns"], row["days"]) for row in rows]


def _section(name: str) -> Any:
    return yamls.load((PACK / name).read_text(encoding="utf-8"), source=name).value
