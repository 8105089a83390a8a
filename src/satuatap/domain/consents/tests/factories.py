"""The words of the shipped pack, and people who agreed."""

from datetime import date
from pathlib import Path
from typing import Any

from satuatap.domain.consents import actions
from satuatap.kernel.actors import system
from satuatap.kernel.yamls import load

PACK = Path(__file__).parents[5] / "packs/nasional/consents.yaml"
SETUP = system("setup")


def pack_wordings() -> list[actions.WordingRow]:
    document: Any = load(PACK.read_text(encoding="utf-8"), source=PACK.name)
    return [
        actions.WordingRow(
            told["code"], int(one["version"]), date.fromisoformat(one["from"]), int(one["adult_from"]),
            {lang: one[lang] for lang in ("id", "en")}, told["source"],
        )
        for told in document.value["consents"]
        for one in told["versions"]
    ]  # fmt: skip


def put_pack_wordings(at: Any) -> None:
    """What every installation asks."""
    actions.put_wordings(rows=pack_wordings(), by=SETUP, at=at)


def next_version(purpose: str, from_on: date) -> actions.WordingRow:
    """The shipped words of a purpose once more, as a second version."""
    first = next(row for row in pack_wordings() if row.purpose == purpose)
    return actions.WordingRow(purpose, 2, from_on, first.adult_from, first.texts, first.source)


def agree_to(purpose: str, subject: object, at: Any, **whose: Any) -> None:
    put_pack_wordings(at)
    actions.give(purpose=purpose, whose=actions.Whose(str(subject), **whose), how="page", by=SETUP, at=at)


def take_back(purpose: str, subject: object, at: Any, **whose: Any) -> None:
    actions.withdraw(purpose=purpose, whose=actions.Whose(str(subject), **whose), how="page", by=SETUP, at=at)
