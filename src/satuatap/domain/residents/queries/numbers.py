"""Numbers that are somebody's already."""

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Family, Person


def numbers_in_use(actor: Actor, beginning: str) -> tuple[frozenset[str], frozenset[str]]:
    """Every NIK and every card number with this beginning. Raises ``NotFound`` to people: numbers are no list to read."""
    if not actor.is_system:
        raise NotFound
    persons = Person.objects.filter(nik__startswith=beginning).values_list("nik", flat=True)
    cards = Family.objects.filter(kk__startswith=beginning).values_list("kk", flat=True)
    return frozenset(filter(None, persons)), frozenset(cards)
