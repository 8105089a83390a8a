"""What pages need to know at the computer of a hall, which works with or without the line to the centre."""

from datetime import datetime

from django.conf import settings

from satuatap.domain.nodes import queries as nodes

NODE = "site"


def is_node() -> bool:
    """Whether these pages are served by the computer of a hall: it has no register, no cases and no documents."""
    return bool(settings.ROLE == NODE)


def can_tell(at: datetime) -> bool:
    """Whether somebody can be told by telephone: messages go out from the centre."""
    return not is_node() or nodes.reaches_centre(at)
