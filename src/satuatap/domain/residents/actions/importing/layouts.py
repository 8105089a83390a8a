"""Layouts that packs know: files of other systems that nobody has to explain column by column."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from ... import policies
from ...models import KnownLayout


@dataclass(frozen=True, slots=True)
class LayoutEntry:
    """``columns`` say under which heading each thing stands; ``day_order`` how days are written there."""

    code: str
    name: str
    columns: Mapping[str, str]
    day_order: str


@transaction.atomic
def put_layouts(*, entries: Sequence[LayoutEntry], by: Actor, at: datetime) -> int:
    """Bring the known layouts to what packs tell; how many that changes. For the installer alone."""
    policies.require(by.is_system)
    known = {row.code: row for row in KnownLayout.objects.all()}
    given = {entry.code: asdict(entry) for entry in entries}
    changed = [
        facts for code, facts in given.items()
        if code not in known or any(getattr(known[code], name) != value for name, value in facts.items())
    ]  # fmt: skip
    gone = known.keys() - given.keys()
    KnownLayout.objects.filter(pk__in=gone).delete()
    for facts in changed:
        KnownLayout(**facts).save()
    if changed or gone:
        record("residents.layouts-put", by=by, at=at)
    return len(changed) + len(gone)
