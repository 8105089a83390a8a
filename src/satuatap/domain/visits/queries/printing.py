"""Printers of a hall and how they are, and what became of a slip."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import CAN_PRINT, ErrandState, PrinterState, PrintState
from ..models import Device, DeviceKind, Printer, Printing, Visit
from .halls import StopNow
from .lanes import next_of, outlook


@dataclass(frozen=True, slots=True)
class PrinterNow:
    """A printer and what it said last. ``kiosk`` is the one it prints for, "" where it prints for the guide;
    ``asked_at`` is None before it was asked for the first time."""

    id: UUID
    site: str
    name: str
    kiosk: str
    address: str
    width: int
    state: str
    asked_at: datetime | None

    @property
    def can_print(self) -> bool:
        return self.state in CAN_PRINT

    @property
    def needs_somebody(self) -> bool:
        """Whether somebody should go there: it cannot print, or soon not any more."""
        return self.asked_at is not None and self.state != PrinterState.READY


@dataclass(frozen=True, slots=True)
class PrintNow:
    """The last attempt to print a number: its state, and what was the matter with the printer."""

    state: str
    trouble: str


def printers(actor: Actor) -> tuple[PrinterNow, ...]:
    """The printers that work, for whoever runs the hall. Raises ``NotFound`` for others."""
    policies.require(policies.runs_hall(actor))
    return _printers()


def printers_of(*, actor: Actor, site_id: UUID) -> tuple[PrinterNow, ...]:
    """The printers of a hall and how each is, for whoever opens or guides it. Raises ``NotFound`` for others."""
    policies.require(policies.guides(actor))
    return _printers(site_id=site_id)


def printer_of_kiosk(device_id: UUID) -> PrinterNow | None:
    """The printer that stands in a kiosk; None where its browser prints."""
    return next(iter(_printers(device_id=device_id)), None)


def kiosks(actor: Actor) -> tuple[tuple[UUID, str, str], ...]:
    """(id, name, hall) of the kiosks that a printer can be for, for whoever runs the hall."""
    policies.require(policies.runs_hall(actor))
    found = Device.objects.filter(kind=DeviceKind.KIOSK, active=True).order_by("site__name", "name")
    return tuple(found.values_list("pk", "name", "site__short_name"))


def site_of_device(device_id: UUID) -> UUID:
    """The site where a machine stands. Raises ``NotFound``."""
    found = Device.objects.filter(pk=device_id, active=True).values_list("site_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def last_print(visit_id: UUID, at: datetime) -> PrintNow | None:
    """What became of the last attempt to print a number; None where there was none. One that was cut off is unsure."""
    last = Printing.objects.filter(visit_id=visit_id).order_by("-at", "-id").first()
    if last is None:
        return None
    if last.state == PrintState.SENDING and last.at < at - rules.SENDING_FOR:
        return PrintNow(PrintState.UNSURE, PrinterState.AWAY)
    return PrintNow(last.state, last.trouble)


def first_stop(visit_id: UUID, at: datetime) -> StopNow:
    """Where a number that is not handed out yet would wait first, and how long. Raises ``NotFound``."""
    visit = Visit.objects.select_related("site", "priority").filter(pk=visit_id).first()
    if visit is None:
        raise NotFound
    planned = list(visit.errands.filter(state=ErrandState.PLANNED).select_related("lane").order_by("position"))
    if not planned:
        raise NotFound
    errand = next_of(planned, visit.day)
    errand.rank_at = rules.rank(errand.turn_at or visit.came_at, visit.priority.head_start if visit.priority else 0)
    ahead, _counters, wait = outlook(errand, at)
    return StopNow(errand.lane.said, ErrandState.WAITING, "", "", ahead, wait, errand.pk)


def _printers(**where: UUID) -> tuple[PrinterNow, ...]:
    rows = Printer.objects.filter(active=True, **where).select_related("site", "device").order_by("site__name", "name")
    return tuple(
        PrinterNow(
            row.pk, row.site.short_name, row.name, row.device.name if row.device else "", row.address, row.width,
            PrinterState(row.state), row.asked_at,
        )
        for row in rows
    )  # fmt: skip
