"""Slips on paper: printed before they are needed, entered once the hall works again."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from satuatap.domain.agencies.models import Site
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

from .. import policies, queries, rules
from ..lifecycle import ErrandState, VisitState
from ..models import PAPER_LETTER, Channel, Errand, PaperBlock, PaperSlip, Post, SlipCorrection, Visit, ticket_no
from .leading import require_led_here

Facts = tuple[datetime, datetime | None, datetime, UUID, UUID | None]
"""When somebody came, when serving began and ended, at which lane and counter."""


class Written(msgspec.Struct, frozen=True):
    """What stands on a slip that was used: when its holder came, which lane, and counter and times of serving. Whoever went
    home without being served has no counter and no ``began``."""

    number: int
    day: date
    lane_id: UUID
    came: time
    began: time | None = None
    ended: time | None = None
    counter_id: UUID | None = None

    @property
    def is_served(self) -> bool:
        return self.counter_id is not None


@transaction.atomic
def print_block(*, site_id: UUID, many: int, key: UUID, by: Actor, at: datetime) -> PaperBlock:
    """Number so many more slips of a site, to be printed and kept for a day without power. The same ``key`` again answers
    the same block. Raises ``Refused``, and ``Conflict`` for a key of another site."""
    policies.require(policies.guides(by))
    site = _locked(site_id)
    present = PaperBlock.objects.filter(pk=key).first()
    if present is not None:
        if present.site_id != site_id:
            raise Conflict("other-block", _("Permintaan ini sudah dipakai di tempat lain. Mulai lagi."))
        return present
    rules.require_block(many)
    first = (PaperBlock.objects.filter(site=site).aggregate(last=Max("last"))["last"] or 0) + 1
    block = PaperBlock.objects.create(
        pk=key, site=site, first=first, last=first + many - 1, printed_at=at, printed_by=by.id, printed_by_name=by.name
    )
    record("visits.paper-printed", on=block, by=by, at=at)
    return block


@transaction.atomic
def enter_slip(*, site_id: UUID, written: Written, by: Actor, at: datetime) -> PaperSlip:
    """Enter a slip with its true times: it becomes a visit that is over. The same facts again answer what is there.

    Raises ``Refused`` for a slip that was never printed, is void, or was entered with other facts, and for times that
    cannot be; ``NotFound`` for a lane of another site.
    """
    policies.require(policies.guides(by))
    site = _locked(site_id)
    block, slip = _find(site, written.number)
    facts = _facts(site, block, written, at)
    if slip is not None:
        _require_same(slip, site_id, written, facts)
        return slip
    slip = PaperSlip.objects.create(
        block=block, number=written.number, day=written.day, entered_at=at, entered_by=by.id, entered_by_name=by.name
    )
    visit = Visit(site_id=site_id, letter=PAPER_LETTER, key=uuid7(), channel=Channel.PAPER)
    _visit(written, visit, Errand(visit=visit, position=1), facts)
    record("visits.paper-entered", on=visit, by=by, at=at)
    return slip


@transaction.atomic
def void_slips(*, site_id: UUID, first: int, last: int, reason: str, by: Actor, at: datetime) -> int:
    """Account for slips that nobody was served under: spoiled, lost, thrown away. Returns how many are newly so.

    Raises ``Refused`` without a reason, for slips that were never printed, and for one that was entered.
    """
    policies.require(policies.guides(by))
    site = _locked(site_id)
    words = " ".join(reason.split())[:160]
    if not words:
        raise Refused("reason", _("Tulis mengapa slip itu batal."), field="reason")
    if not 0 <= last - first < rules.MOST_SLIPS:
        raise Refused("order", _("Tulis nomor pertama lalu nomor terakhir."), field="last")
    many = 0
    for number in range(first, last + 1):
        block, slip = _find(site, number, field="first" if number == first else "last")
        if slip is None:
            slip = PaperSlip.objects.create(
                block=block, number=number, reason=words, entered_at=at, entered_by=by.id, entered_by_name=by.name
            )
            record("visits.paper-void", on=slip, by=by, at=at)
            many += 1
        elif slip.day is not None:
            known = {"slip": ticket_no(PAPER_LETTER, number), "name": slip.entered_by_name}
            raise Refused("entered", _("%(slip)s sudah dimasukkan oleh %(name)s.") % known, field="first")
    return many


@transaction.atomic
def correct_slip(
    *, site_id: UUID, number: int, written: Written, reason: str, by: Actor, at: datetime
) -> PaperSlip:  # fmt: skip
    """A slip was entered with facts, or a number, that do not stand on it: its visit gets those of the paper, and what was
    there is kept. The same facts again change nothing.

    Raises ``Refused`` without a reason, for a slip that was not entered, and as ``enter_slip`` does.
    """
    policies.require(policies.guides(by))
    site = _locked(site_id)
    words = " ".join(reason.split())[:160]
    if not words:
        raise Refused("reason", _("Tulis apa yang keliru."), field="reason")
    _block, slip = _find(site, number, field="number")
    if slip is None or slip.day is None:
        raise Refused("not-entered", _("Slip ini belum dimasukkan."), field="number")
    block, other = _find(site, written.number)
    if written.number != number and other is not None:
        known = {"slip": ticket_no(PAPER_LETTER, written.number)}
        raise Refused("taken", _("%(slip)s sudah dimasukkan atau batal. Periksa nomornya.") % known, field="slip")
    facts = _facts(site, block, written, at)
    errand = Errand.objects.select_for_update(of=("self",)).select_related("visit").get(
        visit__site=site_id, visit__day=slip.day, visit__letter=PAPER_LETTER, visit__number=number
    )  # fmt: skip
    came = errand.visit.came_at
    before: Facts = (came, errand.began_at, errand.ended_at or came, errand.lane_id, errand.counter_id)
    if (slip.number, slip.day, *before) == (written.number, written.day, *facts):
        return slip
    came_at, began_at, ended_at, lane_id, counter_id = before
    SlipCorrection.objects.create(
        slip=slip, number=slip.number, day=slip.day, came_at=came_at, began_at=began_at, ended_at=ended_at, lane_id=lane_id,
        counter_id=counter_id, reason=words, corrected_at=at, corrected_by=by.id, corrected_by_name=by.name,
    )  # fmt: skip
    slip.block, slip.number, slip.day = block, written.number, written.day
    slip.save(update_fields=["block", "number", "day"])
    _visit(written, errand.visit, errand, facts)
    record("visits.paper-corrected", on=errand.visit, by=by, at=at)
    return slip


def _locked(site_id: UUID) -> Site:
    """The site, whose slips nobody else counts or enters meanwhile."""
    site = Site.objects.select_for_update(no_key=True).filter(pk=site_id, active=True).first()
    if site is None:
        raise NotFound
    require_led_here(site_id)
    return site


def _find(site: Site, number: int, field: str = "slip") -> tuple[PaperBlock, PaperSlip | None]:
    block = PaperBlock.objects.filter(site=site, first__lte=number, last__gte=number).first()
    if block is None:
        words = _("%(slip)s belum pernah dicetak di %(place)s.")
        known = {"slip": ticket_no(PAPER_LETTER, number), "place": site.short_name}
        raise Refused("unknown", words % known, field=field)
    return block, PaperSlip.objects.filter(block=block, number=number).first()


def _require_whole(site_id: UUID, written: Written) -> None:
    if written.is_served:
        if not Post.objects.filter(counter=written.counter_id, lane=written.lane_id, lane__site=site_id).exists():
            raise Refused("counter", _("Loket ini tidak melayani antrean itu."), field="counter")
        if written.began is None:
            raise Refused("began", _("Isi jam mulai dilayani."), field="began")
        if written.ended is None:
            raise Refused("ended", _("Isi jam selesai."), field="ended")
    elif written.began is not None:
        raise Refused("counter", _("Pilih loketnya, atau centang pulang tanpa dilayani."), field="counter")
    if not queries.is_lane_of(written.lane_id, site_id):
        raise NotFound


def _require_same(slip: PaperSlip, site_id: UUID, written: Written, facts: Facts) -> None:
    known = {"slip": ticket_no(PAPER_LETTER, slip.number), "name": slip.entered_by_name}
    if slip.day is None:
        raise Refused("void", _("%(slip)s sudah dicatat batal oleh %(name)s.") % known, field="slip")
    there = Errand.objects.filter(
        visit__site=site_id, visit__day=slip.day, visit__letter=PAPER_LETTER, visit__number=slip.number
    ).values_list("visit__came_at", "began_at", "ended_at", "lane_id", "counter_id")
    if slip.day != written.day or facts not in there:
        words = _("%(slip)s sudah dimasukkan oleh %(name)s dengan isi lain. Periksa nomor slipnya.")
        raise Refused("entered", words % known, field="slip")


def _facts(site: Site, block: PaperBlock, written: Written, at: datetime) -> Facts:
    """The moments of what was written. Raises ``Refused`` for what cannot be."""
    zone = ZoneInfo(site.zone)
    rules.require_after_printing(
        written.day, block.printed_at.astimezone(zone).date(), at.astimezone(zone).date()
    )  # fmt: skip
    _require_whole(site.pk, written)
    came_at = datetime.combine(written.day, written.came, zone)
    began_at, ended_at = (
        None if hour is None else datetime.combine(written.day, hour, zone) for hour in (written.began, written.ended)
    )
    rules.require_order(came_at, began_at, ended_at, at)
    # Whoever left often wrote no time: then nothing later than the arrival is known.
    return came_at, began_at, ended_at or came_at, written.lane_id, written.counter_id


def _visit(written: Written, visit: Visit, errand: Errand, facts: Facts) -> None:
    """The visit as it was. It is told to nobody and teaches the forecast nothing: on paper a hall works at another pace."""
    came_at, began_at, ended_at, lane_id, counter_id = facts
    is_served = counter_id is not None
    visit.day, visit.number = written.day, written.number
    visit.state = VisitState.DONE if is_served else VisitState.LEFT
    visit.came_at, visit.handed_at, visit.ended_at = came_at, came_at, ended_at
    visit.save()
    errand.day, errand.lane_id, errand.counter_id = written.day, lane_id, counter_id
    errand.state = ErrandState.DONE if is_served else ErrandState.DROPPED
    errand.began_at, errand.ended_at = began_at, ended_at
    errand.waited = None if began_at is None else (began_at - came_at).seconds
    errand.save()
