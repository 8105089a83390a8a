"""Everything this installation keeps about one person, put together for that person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from satuatap.domain.notifications import queries as notifications
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, ports
from ..models import AccountLink, DataCopy
from .accounts import contact, mandates
from .asof import events_of
from .breaches import own_breaches
from .consents import agreed_by
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
        "account": list(_account(party_id)),
        "consents": [_consent(line) for line in agreed_by(party_id, at.date(), "id").lines],
        "messages": list(_messages(by, party_id)),
        "looks": [asdict(look) for look in _all_looks(owner, party_id)],
        "reports": [asdict(row) for row in own_reports(owner)],
        "breaches": [asdict(row) for row in own_breaches(owner)],
        "requests": [asdict(row) for row in (asked.rows if asked else ())],
    }
    for name, part in ports.copy_parts.items():
        found[name] = [dict(row) for row in part(by, party_id)]
    return {name: _plain(rows) for name, rows in found.items()}


def _account(party_id: UUID) -> Iterator[dict[str, Any]]:
    for link in AccountLink.objects.filter(party=party_id).select_related("account").order_by("linked_at"):
        account = link.account
        yield {
            "phone": account.phone, "email": account.email, "name": account.name, "started_at": account.created_at,
            "linked_at": link.linked_at, "ended_at": link.ended_at,
        }  # fmt: skip


def _messages(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    link = AccountLink.objects.filter(party=party_id, ended_at=None).first()
    addresses = [*contact(party_id).channels.values()]
    return notifications.copied(by, link.account_id if link else None, party_id, addresses)


def _consent(line: Any) -> dict[str, Any]:
    return {
        "title": line.words.name or line.words.purpose, "given": line.given, "outcome": "disetujui" if line.given else "ditarik", "words": line.words.words,
        "version": line.words.version, "subject": line.subject, "channel": line.how, "at": line.at,
    }  # fmt: skip


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
