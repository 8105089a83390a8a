"""What was measured of a site: the pace of its lanes, and how far expectations were off."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from satuatap.kernel.remembered import remembered

from ..models import Pace
from ..rules import ENOUGH_IN_HOUR, ENOUGH_TURNS, Measured, Spread
from ..rules import Pace as LanePace


@dataclass(frozen=True, slots=True)
class SitePaces:
    """The paces of a site's lanes, those with enough turns only, and its spreads by band."""

    lanes: Mapping[UUID, LanePace]
    spreads: Mapping[int | None, Spread]

    def of(self, lane_id: UUID) -> Measured:
        return Measured(self.lanes.get(lane_id), self.spreads)


@remembered
def measured(site_id: UUID, hour: int | None) -> SitePaces:
    """What was measured at a site; a lane's pace in the hour is preferred to that of all hours once there is enough."""
    lanes: dict[UUID, LanePace] = {}
    spreads: dict[int | None, Spread] = {}
    for row in Pace.objects.filter(Q(hour=None) | Q(hour=hour), site_id=site_id).defer("recent").order_by("hour"):
        if row.low is not None and row.median is not None and row.high is not None:
            spreads[row.band] = Spread(row.low, row.median, row.high, row.n)
        enough = ENOUGH_TURNS if row.hour is None else ENOUGH_IN_HOUR
        is_better = row.hour is not None or row.lane_id not in lanes
        if row.lane_id is not None and row.mean is not None and row.n >= enough and is_better:
            lanes[row.lane_id] = LanePace(row.mean, row.n)
    return SitePaces(lanes, spreads)
