"""Who leads a family when its head is gone, and what the others are to the new one."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from .. import codes
from .people import MAJORITY, age, years

COUPLE = (codes.HUSBAND, codes.WIFE)
UNDER_SPOUSE = {codes.PARENT: codes.IN_LAW, codes.IN_LAW: codes.PARENT}
UNDER_CHILD = {codes.HUSBAND: codes.PARENT, codes.WIFE: codes.PARENT}
STAYS = (codes.SERVANT, codes.OTHER)


def next_head(members: Sequence[tuple[UUID, int, date]], on: date) -> UUID:
    """Whom the register proposes as head: the spouse, or else the eldest adult, or else the eldest of all.

    ``members`` are those who stay, with relation and birth date. Kin come before servants.
    """
    adult = years(MAJORITY, on)

    def rank(member: tuple[UUID, int, date]) -> tuple[bool, bool, bool, date, UUID]:
        party_id, relation, born_on = member
        return (relation not in COUPLE, relation in STAYS, age(born_on, on) < adult, born_on, party_id)

    return min(members, key=rank)[0]


def relations_under(head: UUID, relations: Mapping[UUID, int], sexes: Mapping[UUID, int]) -> dict[UUID, int]:
    """What everybody is to a new head, as far as what they were to the old one tells; an officer puts the rest right."""
    was = relations[head]
    found = {head: codes.HEAD}
    for party_id, relation in relations.items():
        if party_id != head:
            found[party_id] = _old_head(was, sexes[party_id]) if relation == codes.HEAD else _under(was, relation)
    return found


def relations_of_leavers(leader: UUID, relations: Mapping[UUID, int], sexes: Mapping[UUID, int]) -> dict[UUID, int]:
    """What those who leave a card together are to the one who leads them on the next. A child who leaves with one
    husband or wife and no brother or sister takes the own children along."""
    was = relations[leader]
    if was == codes.HEAD:
        return dict(relations)
    found = relations_under(leader, relations, sexes)
    siblings = [p for p, relation in relations.items() if relation == codes.CHILD and p != leader]
    partners = [p for p, relation in relations.items() if relation == codes.IN_LAW_CHILD]
    if was != codes.CHILD or siblings or len(partners) > 1:
        return found
    for party_id in partners:
        if sexes[party_id] != sexes[leader]:
            found[party_id] = codes.HUSBAND if sexes[party_id] == codes.MALE else codes.WIFE
    return found | {p: codes.CHILD for p, relation in relations.items() if relation == codes.GRANDCHILD}


def _old_head(new_was: int, sex: int) -> int:
    if new_was in COUPLE:
        return codes.HUSBAND if sex == codes.MALE else codes.WIFE
    return codes.PARENT if new_was == codes.CHILD else codes.KIN


def _under(new_was: int, relation: int) -> int:
    if relation in STAYS:
        return relation
    if new_was in COUPLE:
        return UNDER_SPOUSE.get(relation, codes.KIN if relation in COUPLE else relation)
    return UNDER_CHILD.get(relation, codes.KIN) if new_was == codes.CHILD else codes.KIN
