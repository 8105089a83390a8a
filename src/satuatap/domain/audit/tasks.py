"""What the schedule asks of this room."""

from datetime import datetime

from satuatap.kernel.actors import system

from . import actions


def seal(now: datetime) -> None:
    """Each minute: seal what was written since."""
    actions.seal(by=system("sealer"), at=now)


def keep_hash(now: datetime) -> None:
    """Once a day: hand the newest hash to the outside place."""
    actions.send_newest_hash(by=system("sealer"), at=now)
