"""What all reports of civil events share: who may tell of whom, what shows it, and the trace."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import check_kk

from ... import policies
from ...models import CivilEvent, Family, Origin
from ...queries.families import area_of
from ...rules import Change
from ..following import head_of, propose
from ..people import require_area
from ..recording import Source, Telling, write_event

EARLIEST = date(1880, 1, 1)


@dataclass(frozen=True, slots=True)
class Card:
    """A place to live, as a family card says it. ``kk`` "" leaves the number as it is."""

    area_code: str
    address: str
    kk: str = ""
    rt: str = ""
    rw: str = ""
    hamlet: str = ""
    postal_code: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """Everything the card says; raises ``Refused`` for a number or an area that cannot be."""
        require_area(self.area_code)
        number = {"kk": check_kk(self.kk)} if self.kk else {}
        return number | {
            "area_code": self.area_code, "address": self.address, "rt": self.rt, "rw": self.rw, "hamlet": self.hamlet,
            "postal_code": self.postal_code,
        }  # fmt: skip


def require_tells_of(by: Actor, *party_ids: UUID) -> str:
    """The area of the first of them. Raises ``NotFound`` unless the actor records what happens where they all live."""
    areas = [area_of(party_id) for party_id in party_ids]
    policies.require(all(policies.tells_of(by, area) for area in areas))
    return areas[0]


def family(by: Actor, family_id: UUID) -> Family:
    """A card of an area for which the actor records. Raises ``NotFound`` for others."""
    found = Family.objects.filter(pk=family_id).first()
    if found is None or not policies.tells_of(by, found.area_code):
        raise NotFound
    return found


def new_family(by: Actor, card: Card, source: Source, on: date, *, is_anywhere: bool = False) -> Family:
    """The row of a card that an event is about to fill, of an area for which the actor records, or of any.

    Raises ``Refused`` without a number, or for a known one.
    """
    policies.require(is_anywhere or policies.tells_of(by, card.area_code))
    number = check_kk(card.kk)
    if Family.objects.filter(kk=number).exists():
        raise Refused("kk-taken", _("Nomor KK ini sudah tercatat. Pilih kartu itu."), field="kk")
    given = card.facts | {"kk": number}
    return Family.objects.create(**given, origin=origin(source), origin_on=source.document_on or on)


def already(about: UUID | None, kind: str) -> CivilEvent | None:
    """The event of this kind that a case has told already."""
    return CivilEvent.objects.filter(about=about, kind=kind).first() if about is not None else None


def origin(source: Source) -> str:
    """An outside reference makes a fact one of the population administration; until then it is reported."""
    return Origin.SIAK if source.reference else Origin.VILLAGE


def tell(
    kind: str,
    on: date,
    changes: Sequence[Change],
    *,
    area_code: str,
    source: Source,
    by: Actor,
    at: datetime,
    about: UUID | None = None,
    new: Sequence[UUID] = (),
    new_head: UUID | None = None,
) -> CivilEvent:
    """Write the event and leave a trace for each person it changes. Raises ``Refused`` for a day that cannot be."""
    if not EARLIEST <= on <= timezone.localdate(at):
        raise Refused("on", _("Isi tanggal peristiwanya, paling lambat hari ini."), field="on")
    if source.document_on and source.document_on > timezone.localdate(at):
        raise Refused("document-on", _("Isi tanggal dokumen itu, paling lambat hari ini."), field="document_on")
    told = Telling(
        kind=kind, on=on, changes=changes, area_code=area_code, source=replace(source, origin=origin(source)),
        about=about, new=new, new_head=new_head,
    )  # fmt: skip
    is_known = already(about, kind) is not None
    event = write_event(told, by=by, at=at)
    if not is_known:
        subject = next((change.party for change in changes if change.party is not None), None)
        propose(event, subject or head_of(event), by=by, at=at)
    for change in event.changes.filter(family=None):
        record(f"residents.{kind}-told", on=event, by=by, at=at, party_id=change.party_id, fields=sorted(change.facts))
    return event
