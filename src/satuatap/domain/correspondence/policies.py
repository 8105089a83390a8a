"""Who registers letters that come in, who disposes them, who reads their sheets.

An officer who keeps an office's register enters them; whoever leads the office disposes, and while away the deputy does, who
then holds that role; whoever was given a letter answers and hands it on.
"""

from uuid import UUID

from satuatap.domain.documents.policies import REGISTRARS
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .lifecycle import Nature
from .models import Assignment, Letter

HEADS = ("village-head", "district-head", "head-of-agency")


def keeps_agenda(actor: Actor) -> bool:
    return bool(actor.unit_ids(*REGISTRARS))


def works_on_letters(actor: Actor) -> bool:
    """Whether letters can be given to the actor: whoever works anywhere."""
    return actor.is_staff


def may_register(actor: Actor, unit_id: UUID) -> bool:
    return unit_id in actor.unit_ids(*REGISTRARS)


def require_registrar(actor: Actor, unit_id: UUID) -> None:
    if not may_register(actor, unit_id):
        raise NotFound


def may_dispose(actor: Actor, unit_id: UUID) -> bool:
    return unit_id in actor.unit_ids(*HEADS)


def require_head(actor: Actor, unit_id: UUID) -> None:
    if not may_dispose(actor, unit_id):
        raise NotFound


def is_given(actor: Actor, letter: Letter) -> bool:
    """Whether the letter is, or was, in the actor's own list, at an office where the actor still works."""
    if actor.account_id is None or letter.unit_id not in actor.unit_ids():
        return False
    return Assignment.objects.filter(letter=letter, account=actor.account_id).exists()


def may_read(actor: Actor, letter: Letter, *, given: bool) -> bool:
    """A secret letter is read by the head and those it was given to, any other also by those who keep the agenda."""
    if given or may_dispose(actor, letter.unit_id):
        return True
    return letter.version.nature != Nature.SECRET and may_register(actor, letter.unit_id)


def require_read(actor: Actor, letter: Letter) -> None:
    if not may_read(actor, letter, given=is_given(actor, letter)):
        raise NotFound


def require_own(actor: Actor, assignment: Assignment) -> None:
    """An assignment is reported and handed on by whoever has it."""
    if actor.account_id != assignment.account_id or assignment.letter.unit_id not in actor.unit_ids():
        raise NotFound


def require_answer(actor: Actor, letter: Letter) -> None:
    """Letters out are noted by those who keep the agenda, and by those who were given the letter."""
    if not may_register(actor, letter.unit_id) and not is_given(actor, letter):
        raise NotFound


def require_system(actor: Actor) -> None:
    """The wordings of dispositions come with packs."""
    if not actor.is_system:
        raise NotFound
