"""What a node does by itself."""

from datetime import datetime

from django.utils import timezone

from satuatap.kernel.actors import system
from satuatap.kernel.jobs import defer

from . import actions, ports

NODE = system("node")


def keep_in_touch(now: datetime) -> None:  # noqa: ARG001 (the schedule says when it is)
    """Speak with the centre, beside whatever else is due: a slow line must not hold up the hall."""
    defer("nodes.exchange", once="nodes.exchange")


def forget_phones(now: datetime) -> None:
    """At the centre, with the other clearing up."""
    actions.forget_phones(by=NODE, at=now)


def exchange() -> None:
    """Send and fetch once."""
    actions.exchange(centre=ports.centres[0], by=NODE, at=timezone.now())
