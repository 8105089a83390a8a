"""Printers of a hall, and slips that they print. No transaction stays open while a printer is spoken to."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, ports, rules
from ..lifecycle import PrinterState, PrintState, VisitState
from ..models import BlankPrinting, Device, DeviceKind, Printer, Printing, Visit
from .arriving import hand_out
from .going import lock_visit

ASKED_AT_ONCE = 8


@transaction.atomic
def put_printer(
    *, site_id: UUID, name: str, address: str, width: int, by: Actor, at: datetime, device_id: UUID | None = None
) -> Printer:
    """Let a printer print for a kiosk, or for the guide (no ``device_id``); the same name again changes it.

    The printer that the kiosk had before prints no more. Raises ``Refused``.
    """
    policies.require(policies.runs_hall(by))
    words = " ".join(name.split())[:80]
    if not words:
        raise Refused("name", _("Beri nama printer ini, misalnya “Printer anjungan pintu”."), field="name")
    if width not in rules.WIDTHS:
        raise Refused("width", _("Pilih lebar kertas 58 atau 80 mm."), field="width")
    where = rules.printer_address(address, ports.sandboxes)
    if device_id is not None:
        kiosks = Device.objects.select_for_update().filter(pk=device_id, site_id=site_id, kind=DeviceKind.KIOSK)
        if not kiosks.filter(active=True).exists():
            raise NotFound
        Printer.objects.filter(device_id=device_id).exclude(site_id=site_id, name=words).update(active=False)
    facts = {"device_id": device_id, "address": where, "width": width, "active": True,
             "state": PrinterState.AWAY, "asked_at": None}  # fmt: skip
    printer, _is_new = Printer.objects.update_or_create(site_id=site_id, name=words, defaults=facts)
    record("visits.printer-put", on=printer, by=by, at=at)
    return printer


@transaction.atomic
def drop_printer(*, printer_id: UUID, by: Actor, at: datetime) -> Printer:
    """The printer is gone: its kiosk prints by its browser again."""
    policies.require(policies.runs_hall(by))
    printer = Printer.objects.select_for_update().filter(pk=printer_id).first()
    if printer is None:
        raise NotFound
    printer.active = False
    printer.save(update_fields=["active"])
    record("visits.printer-dropped", on=printer, by=by, at=at)
    return printer


def try_printer(*, printer_id: UUID, slip: ports.Slip, by: Actor, at: datetime) -> PrinterState:
    """Print a slip that is no number. Returns what the printer says; a state in which it cannot print: nothing came."""
    policies.require(policies.guides(by))
    printer = _printer(printer_id)
    try:
        state = ports.printers[0].print(printer.address, printer.width, slip)
    except ports.NotPrinted as problem:
        state = problem.state
    keep_state(printer_id=printer.pk, state=state, by=by, at=at)
    return state


def ask_printers(*, by: Actor, at: datetime) -> None:
    """Ask every printer how it is, so that somebody knows before a visitor stands there.

    A printer speaks with one at a time: one that prints is left alone, and what it said meanwhile counts more.
    """
    policies.require(by.is_system)
    since = at - rules.SENDING_FOR
    busy = Printing.objects.filter(state=PrintState.SENDING, at__gte=since).values_list("printer_id", flat=True)
    blank = BlankPrinting.objects.filter(state=PrintState.SENDING, at__gte=since).values_list("printer_id", flat=True)
    rows = list(Printer.objects.filter(active=True).exclude(pk__in=busy).exclude(pk__in=blank))
    with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:  # those that are off take seconds each
        states = list(pool.map(ports.printers[0].state, [row.address for row in rows]))
    for row, state in zip(rows, states, strict=True):
        _keep_older_state(row, state, by, at)


def print_slip(
    *, visit_id: UUID, printer_id: UUID, slip: ports.Slip, key: UUID, by: Actor, at: datetime, again: bool = False
) -> PrintState:
    """Print the slip of a number, which counts as handed out once the printer says that it was printed.

    Pressed twice, printed once: while an attempt is under way, and after one that came true, its state is returned. Only
    who asks for it ``again`` gets another paper of the same number. Raises ``Refused`` for a number that is over.
    """
    printer = _printer(printer_id)
    begun, is_ours = _begin(visit_id, printer, key, by, at, again=again)
    if not is_ours:
        return PrintState(begun.state)
    try:
        state = ports.printers[0].print(printer.address, printer.width, slip)
    except ports.NotPrinted as problem:
        _end(begun, problem.state, PrintState.UNSURE if problem.maybe else PrintState.FAILED, by, at)
        return PrintState.UNSURE if problem.maybe else PrintState.FAILED
    _end(begun, state, PrintState.PRINTED, by, at)
    return PrintState.PRINTED


@transaction.atomic
def settle_prints(*, by: Actor, at: datetime) -> int:
    """Numbers whose paper may be in somebody's hand, because the line or a process broke while they were printed, count
    as handed out when nobody said otherwise; returns how many.

    Whoever holds a paper must be called; a number nobody holds is parked after three calls.
    """
    policies.require(by.is_system)
    cut_off = Printing.objects.select_for_update(of=("self",)).filter(
        state=PrintState.SENDING, at__lt=at - rules.SENDING_FOR, printer__site__led_elsewhere=False
    )
    cut_off.update(state=PrintState.UNSURE, trouble=PrinterState.AWAY)
    unsure = Visit.objects.filter(
        state=VisitState.PENDING, printings__state=PrintState.UNSURE, printings__at__lt=at - rules.UNSURE_FOR,
        site__led_elsewhere=False,
    )  # fmt: skip
    found = sorted(set(unsure.values_list("pk", flat=True)))
    for visit_id in found:
        hand_out(visit_id=visit_id, by=by, at=at)
    return len(found)


def _printer(printer_id: UUID) -> Printer:
    printer = Printer.objects.filter(pk=printer_id, active=True).first()
    if printer is None:
        raise NotFound
    return printer


@transaction.atomic
def _begin(
    visit_id: UUID, printer: Printer, key: UUID, by: Actor, at: datetime, *, again: bool
) -> tuple[Printing, bool]:
    """The attempt, and whether it is the caller's to carry out."""
    visit = lock_visit(visit_id)
    policies.require(policies.minds(by, visit.party_id) and visit.site_id == printer.site_id)
    if present := Printing.objects.filter(key=key).first():
        if present.visit_id != visit.pk:
            raise NotFound
        return present, False
    if last := visit.printings.order_by("-at", "-id").first():
        if last.state == PrintState.SENDING and last.at >= at - rules.SENDING_FOR:
            return last, False
        if last.state == PrintState.PRINTED and not again:
            return last, False
        if last.state in (PrintState.SENDING, PrintState.UNSURE):  # who presses again says that no paper came
            last.state, last.trouble = PrintState.FAILED, last.trouble or PrinterState.AWAY
            last.save(update_fields=["state", "trouble"])
    if visit.state not in (VisitState.PENDING, VisitState.OPEN):
        raise Refused("over", _("Nomor ini tidak berlaku lagi. Ambil nomor baru."))
    if visit.state == VisitState.PENDING:
        rules.require_time_left(visit.came_at, at)
    return Printing.objects.create(visit=visit, printer=printer, key=key, at=at), True


@transaction.atomic
def _end(begun: Printing, state: PrinterState, outcome: PrintState, by: Actor, at: datetime) -> None:
    visit = lock_visit(begun.visit_id)
    trouble = "" if outcome == PrintState.PRINTED else state
    Printing.objects.filter(pk=begun.pk).update(state=outcome, trouble=trouble)
    record(f"visits.slip-{outcome}", on=visit, by=by, at=at, party_id=visit.party_id)
    keep_state(printer_id=begun.printer_id, state=state, by=by, at=at)
    if outcome == PrintState.PRINTED:
        hand_out(visit_id=visit.pk, by=by, at=at)


@transaction.atomic
def keep_state(*, printer_id: UUID, state: PrinterState, by: Actor, at: datetime) -> None:
    """Remember what a printer said; only a change is worth a trace."""
    printer = Printer.objects.select_for_update().get(pk=printer_id)
    if printer.state != state:
        record(f"visits.printer-{state}", on=printer, by=by, at=at)
    printer.state, printer.asked_at = state, at
    printer.save(update_fields=["state", "asked_at"])


@transaction.atomic
def _keep_older_state(before: Printer, state: PrinterState, by: Actor, at: datetime) -> None:
    """Remember it, unless the printer was heard of since."""
    if Printer.objects.select_for_update().filter(pk=before.pk, asked_at=before.asked_at).exists():
        keep_state(printer_id=before.pk, state=state, by=by, at=at)
