"""What pages of a hall can listen to: a zone, a lane, a counter, a visit."""

from typing import Final
from uuid import UUID

ZONE: Final = "zone"
LANE: Final = "lane"
COUNTER: Final = "counter"
VISIT: Final = "visit"
HELP: Final = "help"  # counters and kiosks of a site that ask for somebody


def topic(kind: str, thing: UUID) -> str:
    """The topic under which a change of a thing is told, for ``kernel.live``."""
    return f"{kind}:{thing}"
