"""Moving away, moving in, moving within the region, and another head of a family."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ... import codes
from ...lifecycle import Kind
from ...models import CivilEvent, FamilyMember
from ...rules import Change, Member
from ..recording import Source
from .telling import Card, already, family, new_family, require_tells_of, tell


@transaction.atomic
def report_move_out(
    *,
    party_ids: Sequence[UUID],
    on: date,
    destination: str,
    source: Source,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    """People moved out of the region, to the regency or city ``destination``; whoever stays behind keeps the card."""
    if not party_ids:
        raise Refused("nobody", _("Pilih siapa yang pindah."), field="members")
    if not destination.strip():
        raise Refused("destination", _("Tulis kabupaten atau kota tujuannya."), field="destination")
    area_code = require_tells_of(by, *party_ids)
    facts = {"status": codes.MOVED, "elsewhere": " ".join(destination.split())[:100], "area_code": ""}
    changes = [Change(facts, party=party_id) for party_id in party_ids]
    return tell(
        Kind.MOVE_OUT, on, changes, area_code=area_code, source=source, about=about, new_head=new_head, by=by, at=at
    )


@transaction.atomic
def report_move_in(
    *,
    members: Sequence[Member],
    on: date,
    source: Source,
    by: Actor,
    at: datetime,
    family_id: UUID | None = None,
    card: Card | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    """People moved into the region: onto the card ``family_id``, or onto a new one. The register knows them already,
    as people of elsewhere or as those who once moved away. Raises ``NotFound`` to those who do not record there.
    """
    if known := already(about, Kind.MOVE_IN):
        return known
    if FamilyMember.objects.filter(person__in=[member.party_id for member in members], to_on=None).exists():
        words = _("Ada yang masih tercatat di kartu keluarga daerah ini. Catat sebagai pindah dalam daerah.")
        raise Refused("already-here", words, field="members")
    facts = {"status": codes.ALIVE, "elsewhere": ""}
    return _seated(Kind.MOVE_IN, members, facts, on, source, family_id, card, about, by=by, at=at)


@transaction.atomic
def report_move_within(
    *,
    on: date,
    source: Source,
    by: Actor,
    at: datetime,
    members: Sequence[Member] = (),
    family_id: UUID | None = None,
    card: Card | None = None,
    new_head: UUID | None = None,
    about: UUID | None = None,
) -> CivilEvent:
    """A family moved to another address of the region, or some people to another card.

    Without ``members`` the whole card ``family_id`` moves to where ``card`` says; with them they move to the card
    ``family_id``, or to a new one. A village tells of moves from its own area; the card may go anywhere in the region.
    """
    if members:
        left = require_tells_of(by, *(member.party_id for member in members))
        if known := already(about, Kind.MOVE_WITHIN):
            return known
        return _seated(
            Kind.MOVE_WITHIN,
            members,
            {},
            on,
            source,
            family_id,
            card,
            about,
            by=by,
            at=at,
            new_head=new_head,
            left=left,
        )
    if family_id is None or card is None:
        raise Refused("nobody", _("Pilih siapa yang pindah."), field="members")
    moving = family(by, family_id)
    return tell(
        Kind.MOVE_WITHIN, on, [Change(card.facts, family=moving.pk)], area_code=moving.area_code, source=source,
        about=about, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def name_head(
    *, family_id: UUID, head: UUID, on: date, source: Source, by: Actor, at: datetime, kk: str = ""
) -> CivilEvent:
    """Another member leads the family. The card gets a new number with it, as soon as there is one."""
    led = family(by, family_id)
    if not led.members.filter(person=head, to_on=None).exists():
        raise Refused("head", _("Kepala keluarga yang baru harus anggota kartu itu."), field="head")
    facts = {"kk": Card(led.area_code, led.address, kk).facts["kk"]} if kk else {}
    return tell(
        Kind.FAMILY, on, [Change(facts, family=led.pk)], area_code=led.area_code, source=source, new_head=head,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def put_relations(
    *, family_id: UUID, relations: Mapping[UUID, int], on: date, source: Source, by: Actor, at: datetime
) -> CivilEvent:
    """What members are to the head who stays; those who are that already change nothing. Raises ``Refused`` where
    nothing differs, and for a card that would have no head or two."""
    card = family(by, family_id)
    seats = dict(card.members.filter(to_on=None).values_list("person", "relation"))
    differing = {party_id: relation for party_id, relation in relations.items() if seats.get(party_id) != relation}
    if not differing or not differing.keys() <= seats.keys():
        raise Refused("head", _("Pilih kepala keluarga yang baru, atau ubah hubungan seorang anggota."), field="head")
    changes = [Change({"relation": relation}, party=party_id) for party_id, relation in sorted(differing.items())]
    return tell(Kind.FAMILY, on, changes, area_code=card.area_code, source=source, by=by, at=at)


def _seated(
    kind: str,
    members: Sequence[Member],
    facts: dict[str, object],
    on: date,
    source: Source,
    family_id: UUID | None,
    card: Card | None,
    about: UUID | None,
    *,
    by: Actor,
    at: datetime,
    new_head: UUID | None = None,
    left: str = "",
) -> CivilEvent:
    """People come onto a card, known or new, with these facts. ``left``: the area they move from, which may tell of a new
    card anywhere in the region, and keeps the event."""
    if not members:
        raise Refused("nobody", _("Pilih siapa yang pindah."), field="members")
    changes: list[Change] = []
    if family_id is not None:
        seat, new = family(by, family_id), []
    elif card is not None:
        seat = new_family(by, card, source, on, is_anywhere=bool(left))
        new = [seat.pk]
        changes.append(Change(card.facts, family=seat.pk))
    else:
        raise Refused("card", _("Pilih kartu keluarga yang dituju, atau tulis yang baru."), field="kk")
    changes += [
        Change(facts | {"family": str(seat.pk), "relation": member.relation}, party=member.party_id)
        for member in members
    ]
    return tell(
        kind, on, changes, area_code=left or seat.area_code, source=source, about=about, new=new, new_head=new_head,
        by=by, at=at,
    )  # fmt: skip
