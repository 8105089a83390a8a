"""Blank slips on the roll of a printer of the hall, each once. No transaction stays open while the printer is spoken to."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, ports, rules
from ..lifecycle import PrinterState, PrintState
from ..models import BlankPrinting, PaperBlock, PaperSlip, Printer
from .leading import require_led_here
from .printing import keep_state


def print_blanks(
    *, block_id: UUID, printer_id: UUID, slips: Mapping[int, ports.Slip], by: Actor, at: datetime
) -> PrinterState | None:
    """Print these blank slips of a block, in order, until the printer stops. Returns what is the matter with it, None when
    all came out.

    A slip that was printed before, or may have been, is left out: pressed again after a jam, the rest comes and nothing
    twice.
    """
    policies.require(policies.guides(by))
    block = PaperBlock.objects.filter(pk=block_id).first()
    printer = Printer.objects.filter(pk=printer_id, active=True).first()
    if block is None or printer is None or printer.site_id != block.site_id:
        raise NotFound
    require_led_here(block.site_id)
    for number in sorted(slips):
        if begun := _begin(block, printer, number, by, at):
            trouble = _print(begun, printer, slips[number], by, at)
            if trouble is not None:
                return trouble
    return None


@transaction.atomic
def settle_blank(*, block_id: UUID, number: int, is_there: bool, by: Actor, at: datetime) -> PrintState:
    """Somebody looked whether the slip came out whose printing broke off: it is there, or may be printed again."""
    policies.require(policies.guides(by))
    found = BlankPrinting.objects.select_for_update().filter(block=block_id, number=number)
    doubtful = next((row for row in found if rules.is_doubtful(row.state, row.at, at)), None)
    if doubtful is None:
        raise NotFound
    doubtful.state = PrintState.PRINTED if is_there else PrintState.FAILED
    doubtful.trouble = "" if is_there else doubtful.trouble or PrinterState.AWAY
    doubtful.save(update_fields=["state", "trouble"])
    record(f"visits.blank-{doubtful.state}", on=doubtful, by=by, at=at)
    return PrintState(doubtful.state)


def _begin(block: PaperBlock, printer: Printer, number: int, by: Actor, at: datetime) -> BlankPrinting | None:
    """The attempt; None for a slip of another block, one that is accounted for, and one that is or may be on paper."""
    if not block.first <= number <= block.last or PaperSlip.objects.filter(block=block, number=number).exists():
        return None
    try:
        with transaction.atomic():
            begun = BlankPrinting.objects.create(block=block, number=number, printer=printer, at=at)
            record("visits.blank-begun", on=begun, by=by, at=at)
    except IntegrityError:
        return None
    return begun


def _print(begun: BlankPrinting, printer: Printer, slip: ports.Slip, by: Actor, at: datetime) -> PrinterState | None:
    try:
        state = ports.printers[0].print(printer.address, printer.width, slip)
    except ports.NotPrinted as problem:
        outcome = PrintState.UNSURE if problem.maybe else PrintState.FAILED
        _end(begun, outcome, problem.state, by, at)
        keep_state(printer_id=printer.pk, state=problem.state, by=by, at=at)
        return problem.state
    _end(begun, PrintState.PRINTED, None, by, at)
    keep_state(printer_id=printer.pk, state=state, by=by, at=at)
    return None


@transaction.atomic
def _end(begun: BlankPrinting, outcome: PrintState, trouble: PrinterState | None, by: Actor, at: datetime) -> None:
    begun.state, begun.trouble = outcome, trouble or ""
    begun.save(update_fields=["state", "trouble"])
    record(f"visits.blank-{outcome}", on=begun, by=by, at=at)
