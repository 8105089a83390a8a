"""Everything this installation keeps about one person, put together for that person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, ports
from ..models import DataCopy
from .accounts import mandates
from .asof import events_of
from .looks import looks
from .pages import household_of
from .profiles import profile
from .reports import own_reports
from .requests import own_data_requests

MOST_PAGES = 100
"""So many pages of looks are copied: two thousand looks."""


def contents(by: Actor, party_id: UUID, at: datetime) -> dict[str, Any]:
    """All that rooms keep of a person, by kind, in plain values; for the system alone, that makes the copy.

    Of others on the card only name, relation and birth date stand in it: their own data are theirs.
    """
    if not by.is_system:
        raise NotFound
    owner = Actor(id=by.id, party_id=party_id, proof=policies.SEEN_IN_PERSON)
    asked = own_data_requests(owner, at)
    found: dict[str, Any] = {
        "person": [asdict(profile(party_id))],
        "family": [asdict(seat) for seat in household_of(party_id)[1]],
        "events": [asdict(event) for event in events_of(party_id)],
        "mandates": [asdict(row) for row in mandates(owner, at.date())],
        "looks": [asdict(look) for look in _all_looks(owner, party_id)],
        "reports": [asdict(row) for row in own_reports(owner)],
        "requests": [asdict(row) for row in (asked.rows if asked else ())],
    }
    for name, part in ports.copy_parts.items():
        found[name] = [dict(row) for row in part(by, party_id)]
    return {name: _plain(rows) for name, rows in found.items()}


def _all_looks(owner: Actor, party_id: UUID) -> Iterator[Any]:
    cursor = ""
    for _ in range(MOST_PAGES):
        found = looks(owner, party_id, cursor)
        yield from found.rows
        if not (cursor := found.next):
            return


def _plain(value: Any) -> Any:
    """Values that JSON has; what is empty is left out."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items() if each not in (None, "", [], (), {})}
    if isinstance(value, (list, tuple, Sequence)) and not isinstance(value, str):
        return [_plain(each) for each in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def copy_state(actor: Actor, request_id: UUID) -> DataCopy | None:
    """The copy of one's own request; None where there is none. Raises ``NotFound`` to others."""
    found = DataCopy.objects.select_related("request").filter(pk=request_id).first()
    if found is not None and not policies.is_own(actor, found.request.party_id):
        raise NotFound
    return found
