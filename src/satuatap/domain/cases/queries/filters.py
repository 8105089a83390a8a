"""What an officer may narrow a list down to, and what it may be ordered by."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from ..models import Post, Task

SORTS = {"limit": "rank_at", "arrival": "received_at", "service": "service_name"}
"""What an inbox may be ordered by: the nearest limit, when it came, what it is called."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What an officer narrows an inbox or list down to. ``view`` is mine, team, returned, late or all; ``kind`` is the
    kind of the step, ``site`` where it was handed in, ``is_free`` what nobody holds, ``is_asked`` what has an unread
    message of the applicant; ``sort`` is one of ``SORTS``.
    """

    view: str = "mine"
    service: str = ""
    district: str = ""
    channel: str = ""
    kind: str = ""
    site: str = ""
    is_free: bool = False
    is_asked: bool = False
    sort: str = "limit"

    @property
    def keys(self) -> tuple[str, str]:
        """The columns of the order, the last one unique."""
        return SORTS[self.sort], "id"


def narrowed(tasks: QuerySet[Task], filters: Filters) -> QuerySet[Task]:
    """The tasks that fit the filters."""
    if filters.service:
        tasks = tasks.filter(case__service__code=filters.service)
    if filters.district:
        tasks = tasks.filter(case__area_code__startswith=f"{filters.district}.")
    if filters.channel:
        tasks = tasks.filter(case__channel=filters.channel)
    if filters.site:
        tasks = tasks.filter(case__site__code=filters.site)
    if filters.kind:
        tasks = tasks.filter(kind=filters.kind)
    if filters.is_free:
        tasks = tasks.filter(assignee=None)
    if filters.is_asked:
        asked = Post.objects.filter(case=OuterRef("case_id"), is_from_applicant=True, read_at=None)
        tasks = tasks.filter(Exists(asked))
    return tasks
