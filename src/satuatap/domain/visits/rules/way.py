"""When the order of a visit's errands changes because a lane stalls, and how a visit is split. Values in, a value out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

FAR_BEYOND: Final = 2  # a lane is left for another one where the wait is at most this part of it
WORTH_IT: Final = timedelta(minutes=10)  # and where at least so much is gained
SETTLED: Final = timedelta(minutes=10)  # whoever has waited less in a lane that is called is not sent on again


class Outlook(msgspec.Struct, frozen=True):
    """An errand of a visit and how long it still waits in its turn; ``wait`` is None while nobody calls its lane and
    nobody says until when, ``after`` the errand that must be done first."""

    id: UUID
    position: int
    wait: timedelta | None
    after: UUID | None = None


def rest_of_break(until: datetime | None, at: datetime) -> timedelta | None:
    """How long a counter still rests; None where nobody said, or where the time is over and nobody is back."""
    return until - at if until is not None and until > at else None


def detour(here: Outlook, waited: timedelta, is_called: bool, others: Sequence[Outlook]) -> Outlook | None:
    """The errand to be done first in place of the one that waits, or None: the shortest wait of those that may be done.

    A lane that nobody calls is left for any that is called. One that ``is_called`` only after some minutes in it and only
    for a wait far shorter: nobody is sent to and fro.
    """
    left = {here.id, *(other.id for other in others)}
    ready = [(other.wait, other) for other in others if other.after not in left and other.wait is not None]
    if not ready:
        return None
    wait, best = min(ready, key=lambda one: (one[0], one[1].position))
    if here.wait is None:
        return best
    if is_called and waited < SETTLED:
        return None
    return best if wait * FAR_BEYOND <= here.wait and here.wait - wait >= WORTH_IT else None


def require_splits(chosen: Collection[UUID], left: Mapping[UUID, UUID | None], at_counter: Collection[UUID]) -> None:
    """Whether these errands of a visit can go under a number of their own. ``left`` holds every errand that is not done
    and the one that must be done before it. Raises ``Refused``."""
    if not chosen or not set(chosen) <= set(left):
        raise Refused("nothing", _("Pilih urusan yang akan dijalani orang kedua."), field="urusan")
    if set(chosen) == set(left):
        raise Refused("all", _("Sisakan paling sedikit satu urusan di nomor ini."), field="urusan")
    if set(chosen) & set(at_counter):
        raise Refused("at-counter", _("Urusan ini sedang dilayani di loket. Pilih urusan yang lain."), field="urusan")
    if any(before in left and (one in chosen) != (before in chosen) for one, before in left.items()):
        words = _("Urusan ini menunggu urusan lain dari nomor yang sama. Pindahkan keduanya.")
        raise Refused("bound", words, field="urusan")
