"""What parties are called, for choices and lists."""

from collections.abc import Iterable
from uuid import UUID

from ..models import Party


def names(party_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of several parties by one query; unknown ids are left out."""
    return dict(Party.objects.filter(pk__in=set(party_ids)).values_list("pk", "name"))
