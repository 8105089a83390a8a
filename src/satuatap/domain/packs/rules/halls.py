"""What follows from what a pack says about its halls, so that nobody writes it twice."""

from collections.abc import Mapping
from typing import Any


def places_of(hall: Mapping[str, Any], lane: Mapping[str, Any]) -> int:
    """How many a slot of a lane takes: what the pack says, else what its counters get through in ``every`` minutes."""
    booking = lane["booking"]
    if booking.get("places") is not None:
        return int(booking["places"])
    counters = sum(lane["code"] in (post.get("lanes") or {}) for post in hall.get("posts") or ())
    return counters * int(booking["every"]) // int(lane["minutes"])
