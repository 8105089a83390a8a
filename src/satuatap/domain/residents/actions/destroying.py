"""What of the register's work goes when its time is over. The register itself stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.files import actions as files
from satuatap.domain.retention.ports import Matter, Shelf
from satuatap.kernel.actors import Actor
from satuatap.kernel.forms.nik import digits_of

from ..lifecycle import WORKING, ImportState
from ..models import (
    BreachPerson,
    DataCopy,
    DataRequest,
    EmergencyLook,
    FactReport,
    ImportBatch,
    ImportBefore,
    ImportLine,
    LookReport,
    Person,
    Tally,
)
from ..queries.breaches import OPEN_BREACH


def _copies(at: datetime) -> QuerySet[DataCopy]:  # noqa: ARG001 (as every shelf)
    return DataCopy.objects.filter(sealed__isnull=False).defer("sealed")


def _tallies(at: datetime) -> QuerySet[Tally]:  # noqa: ARG001
    return Tally.objects.defer("tables")


def _imports(at: datetime) -> QuerySet[ImportBatch]:  # noqa: ARG001
    return ImportBatch.objects.filter(erased_at=None).exclude(state__in=WORKING)


def destroy_copies(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for copy in DataCopy.objects.filter(pk__in=ids).defer("sealed"):
        record("residents.copy-dropped", on=copy, by=by, at=at)
    DataCopy.objects.filter(pk__in=ids).update(sealed=None, paper=None)


def destroy_tallies(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    for tally in Tally.objects.filter(pk__in=ids).defer("tables"):
        record("residents.tally-dropped", on=tally, by=by, at=at)
    Tally.objects.filter(pk__in=ids).delete()


def destroy_imports(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:
    """What stood in the files, and what the register was before them. That a file was brought, entered or undone, by whom
    and with how many rows, stays."""
    for batch in ImportBatch.objects.filter(pk__in=ids):
        ImportLine.objects.filter(batch=batch).delete()
        ImportBefore.objects.filter(batch=batch).delete()
        file_id, batch.file, batch.erased_at = batch.file_id, None, at
        batch.head, batch.chosen, batch.unknown = [], {}, {}
        if batch.state in (ImportState.MAPPING, ImportState.CHECKED):
            batch.state, batch.words = ImportState.FAILED, _("Isi berkas ini sudah dihapus. Unggah lagi bila perlu.")
        batch.save()
        if file_id is not None:
            files.remove(file_id=file_id, by=by, at=at)
        record("residents.import-erased", on=batch, by=by, at=at)


def find(nik: str) -> UUID | None:
    """The person that a NIK means."""
    digits = digits_of(nik)
    return Person.objects.filter(nik=digits).values_list("pk", flat=True).first() if digits else None


def _asked() -> QuerySet[Any]:
    return DataRequest.objects.filter(answered_at=None).values("party_id")


def _said_wrong() -> QuerySet[Any]:
    return FactReport.objects.filter(settled_at=None).values("party_id")


def _found_suspicious() -> QuerySet[Any]:
    return LookReport.objects.filter(answered_at=None).values("party_id")


def _opened() -> QuerySet[Any]:
    return EmergencyLook.objects.filter(reviewed_at=None).values("party_id")


def _reached() -> QuerySet[Any]:
    """Whom a breach reaches by name, until it is closed: what is theirs may show what happened."""
    return BreachPerson.objects.filter(breach__state__in=OPEN_BREACH).values("party_id")


SHELVES = {
    "data-copy": Shelf(_copies, "expires_at", destroy_copies, is_promised=True),
    "tally": Shelf(_tallies, "expires_at", destroy_tallies, is_promised=True),
    "import": Shelf(_imports, "keep_until", destroy_imports, is_day=True, is_promised=True),
}
MATTERS = {
    "data-request": Matter(parties=_asked),
    "fact-report": Matter(parties=_said_wrong),
    "look-report": Matter(parties=_found_suspicious),
    "emergency": Matter(parties=_opened),
    "breach": Matter(parties=_reached),
}
