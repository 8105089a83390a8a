"""Serving the visitor who is at the counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import queries as cases
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.lifecycle import move

from .. import queries
from ..lifecycle import ERRAND_MOVES, ErrandState
from ..models import TOLD, Errand
from .calling import at_counter
from .going import go_on, wait_behind
from .presence import require_lane
from .sitting import note_case, note_look, own_sitting
from .told import tell_counter, tell_lane, tell_visit
from .undoing import remember


@transaction.atomic
def start(*, counter_id: UUID, by: Actor, at: datetime) -> Errand:
    """The visitor has come: the time of serving begins."""
    sitting = own_sitting(counter_id, by)
    errand = at_counter(counter_id)
    if errand.state == ErrandState.SERVING:
        return errand
    note_look(errand, by=by, at=at, unit_id=sitting.counter.unit_id)  # from now on the counter shows the name
    remember(errand, counter_id, "start", by, at)
    return _turn(errand, "start", by, at, began_at=at)


@transaction.atomic
def finish(*, counter_id: UUID, by: Actor, at: datetime, before: UUID | None = None) -> Errand:
    """The errand is done; the visitor goes on to the next one under the same number, or the visit ends.

    ``before`` is the key of the press that finishes and calls: where that call was made, the one who was called stays.
    """
    own_sitting(counter_id, by)
    if before is not None and queries.pressed(before, counter_id)[0] is not None:
        raise NotFound
    errand = at_counter(counter_id)
    began_at = errand.began_at or errand.called_at
    remember(errand, counter_id, "finish", by, at)
    _turn(errand, "finish", by, at, began_at=began_at, ended_at=at)
    go_on(errand.visit, at)
    return errand


@transaction.atomic
def put_back(*, counter_id: UUID, by: Actor, at: datetime) -> Errand:
    """Called or begun by mistake, or a paper is fetched: the visitor waits again, behind five others."""
    own_sitting(counter_id, by)
    errand = at_counter(counter_id)
    remember(errand, counter_id, "put back", by, at)
    wait_behind(errand, at)
    _turn(
        errand,
        "put back",
        by,
        at,
        counter_id=None,
        began_at=None,
        times_called=0,
        rank_at=errand.rank_at,
        waits_since=at,
    )
    tell_counter(counter_id)
    tell_lane(errand.lane_id)
    return errand


@transaction.atomic
def transfer(*, counter_id: UUID, lane_id: UUID, by: Actor, at: datetime) -> Errand:
    """The errand belongs to another lane of the site: the visitor keeps number and turn and waits there.

    What was told was told for the lane that is left: it is not measured. Raises ``Refused`` for an office that is away.
    """
    own_sitting(counter_id, by)
    errand = at_counter(counter_id)
    if not queries.is_lane_of(lane_id, errand.visit.site_id) or lane_id == errand.lane_id:
        raise Refused("lane", _("Pilih antrean tujuan di tempat ini."), field="lane")
    require_lane(errand.visit.site, lane_id, at)
    remember(errand, counter_id, "transfer", by, at)
    _turn(
        errand,
        "put back",
        by,
        at,
        lane_id=lane_id,
        counter_id=None,
        began_at=None,
        times_called=0,
        waits_since=at,
        **dict.fromkeys(TOLD),
    )
    tell_counter(counter_id)
    tell_lane(lane_id)
    return errand


@transaction.atomic
def link_case(*, counter_id: UUID, number: str, by: Actor, at: datetime) -> Errand:
    """Say which case the visitor who is being served came for, by its number; an empty number takes the link away.

    Raises ``Refused`` before the visitor has come, and for a number that is no case the officer may open.
    """
    sitting = own_sitting(counter_id, by)
    errand = at_counter(counter_id)
    if errand.state != ErrandState.SERVING:
        raise Refused("not-yet", _("Tekan “Sudah datang” dulu, lalu pilih berkasnya."))
    head = _case(number, by) if number.strip() else None
    if errand.about == (head.id if head else None):
        return errand
    errand.about = head.id if head else None
    errand.save(update_fields=["about"])
    if head is None:
        record("visits.case-unlinked", on=errand, by=by, at=at)
    else:
        record("visits.case-linked", on=errand, by=by, at=at, party_id=head.party_id)
        note_case(errand, head.party_id, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_counter(counter_id)
    return errand


def _case(number: str, by: Actor) -> cases.CaseHead:
    try:
        return cases.head(actor=by, number=number)
    except NotFound:
        words = _("Tidak ada berkas bernomor itu di kantor Anda. Periksa huruf dan angkanya.")
        raise Refused("case", words, field="berkas") from None


def _turn(errand: Errand, verb: str, by: Actor, at: datetime, **values: object) -> Errand:
    counter_id = errand.counter_id
    errand.state = move(ERRAND_MOVES, verb, ErrandState(errand.state))
    for name, value in values.items():
        setattr(errand, name, value)
    errand.save(update_fields=["state", *(name.removesuffix("_id") for name in values)])
    record(f"visits.{verb.replace(' ', '-')}", on=errand, by=by, at=at)
    if counter_id is not None:
        tell_counter(counter_id)
    tell_visit(errand.visit_id)
    return errand
