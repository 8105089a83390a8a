"""What a pack says about personal data: what may be agreed to, and what processing rests on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from satuatap.domain.consents import actions as consents
from satuatap.kernel.actors import Actor

from ..queries import Pack
from ..rules.shapes import UNKNOWN

LANGUAGES = ("id", "en")


def put_consents(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter every wording; returns how many are new or different."""
    rows = [
        consents.WordingRow(
            told["code"], version["version"], version["from"], version["adult_from"],
            {lang: version[lang] for lang in LANGUAGES if lang in version}, told["source"],
        )
        for told in pack.section("consents.yaml", "consents") or ()
        for version in told["versions"]
    ]  # fmt: skip
    return consents.put_wordings(rows=rows, by=by, at=at)


def put_activities(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter every activity with what it rests on; returns how many are new or different."""
    checked = {key: source.get("checked", True) for key, source in pack.section("sources.yaml", "sources").items()}
    entries = [
        consents.ActivityEntry(
            told["code"], told["covers"], told.get("call", ""), {lang: told[lang] for lang in LANGUAGES if lang in told},
            tuple(_basis(basis, checked) for basis in told["bases"]),
        )
        for told in pack.section("processing.yaml", "processing") or ()
    ]  # fmt: skip
    return consents.put_activities(entries=entries, by=by, at=at)


def _basis(told: Mapping[str, Any], checked: Mapping[str, bool]) -> consents.BasisRow:
    law = "" if told["law"] == UNKNOWN else told["law"]
    is_checked = bool(law) and checked.get(told["source"], False)
    return consents.BasisRow(told["from"], told["basis"], law, told["source"], is_checked)
