"""Who may do which verb to which case or task. Deny by default."""

from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.domain.agencies.policies import HEADS, LEADS, RUNS_MALL
from satuatap.domain.identity import policies as staff
from satuatap.domain.residents import policies as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .lifecycle import State, TaskState
from .models import DESK, Case, Opinion, Task
from .rules.engine import BY_APPLICANT, BY_SYSTEM

INSPECTORS = ("technical-team", "health-reviewer")
"""Who inspects in the shipped packs, and has the list of visits in the menu; a test keeps the two together. Others
reach it from their inbox: a look into the catalogue on every page of the desk would cost more than it helps."""
WITHOUT_STEPS = frozenset({"guide", "mall-manager", "data-protection-officer"})
"""Roles whose work is not on cases; ``pack check`` keeps them out of flows, and lists of tasks do not ask for theirs."""
AT_DRAFT = frozenset({"fill", "attach"})


def works_on_cases(actor: Actor) -> bool:
    """Whether cases may wait for the actor; the guide, the manager of the hall and others have none."""
    return not actor.roles() <= WITHOUT_STEPS


def goes_out(actor: Actor) -> bool:
    """Whether a step on the spot may be the actor's in some service, so that the list of visits is theirs."""
    return bool(actor.unit_ids(*INSPECTORS))


def owns_standards(actor: Actor) -> bool:
    """Whether the actor leads an office, whose standards ask what they ask, or looks after those of all offices."""
    return owns_all_standards(actor) or bool(standards_of(actor))


def owns_all_standards(actor: Actor) -> bool:
    """Whether numbers about the standards of every office are the actor's to see; of people there are none in them."""
    return actor.is_system or bool(actor.unit_ids(RUNS_MALL))


def standards_of(actor: Actor) -> frozenset[UUID]:
    """The offices whose standards are the actor's to mend."""
    return actor.unit_ids(*LEADS)


def require_owns_standards(actor: Actor) -> None:
    """Raises ``NotFound`` to who owns no standard."""
    if not owns_standards(actor):
        raise NotFound


def is_applicant(actor: Actor, case: Case) -> bool:
    """The applicant, or somebody who may act for the applicant today: in everything, or in this case."""
    return actor.minds(case.pk, case.party_id)


def is_author(actor: Actor, case: Case) -> bool:
    """The officer who fills the form for a person, while it is a draft or waits for correction.

    Whoever filed it elsewhere did so for oneself or by a mandate, and sees it no longer than that lasts. What a village
    filed at another office is its officer's again only once they took it up anew, with the person's word.
    """
    if not (actor.is_staff and case.channel == DESK and case.filed_by == actor.id):
        return False
    is_elsewhere = case.filed_unit_id not in (None, case.unit_id)
    return not is_elsewhere or case.state == State.DRAFT or case.taken_up_at is not None


def is_of_filing_village(actor: Actor, case: Case) -> bool:
    """Whether the actor works in the village office that filed it elsewhere: it follows the case and sees nothing in it."""
    is_sent = case.filed_unit_id not in (None, case.unit_id) and case.submitted_at is not None
    return is_sent and case.filed_unit_id in actor.unit_ids(*register.VILLAGE_ROLES)


def may(actor: Actor, verb: str, case: Case, task: Task | None = None) -> bool:
    """Whether the actor may do the verb now; whether the case's state allows it is the engine's question."""
    if verb in BY_SYSTEM:
        return actor.is_system
    if verb in BY_APPLICANT or verb in AT_DRAFT:
        return is_applicant(actor, case) or is_author(actor, case)
    if task is None or task.case_id != case.pk:
        return False
    if verb == "sign" and actor.is_system:
        return True  # it came back signed on paper
    if task.state == TaskState.WAITING:
        return False  # the applicant or the system has it now
    if verb == "hand-over" and case.state == State.APPROVED and is_applicant(actor, case):
        return True
    if verb == "hand-over" and is_of_filing_village(actor, case):
        return not is_applicant(actor, case)
    if verb == "refer" and is_applicant(actor, case):
        return True  # whoever has made an appointment elsewhere may write it down
    if is_applicant(actor, case):
        return False  # nobody decides on an application of their own
    return actor.holds(task.role, task.unit_id)


def may_answer_objection(actor: Actor, case: Case) -> bool:
    """Whoever leads the office that refused, and is not the applicant."""
    return case.unit_id in actor.unit_ids(*HEADS) and not is_applicant(actor, case)


def may_move(actor: Actor, task: Task) -> bool:
    """Whether the actor may give the task to somebody: who has it, a colleague while nobody has it, and those who look
    after the staff of its unit."""
    if actor.is_system or staff.may_staff(actor, task.unit_id):
        return True
    return task.assignee_id in (None, actor.account_id) and actor.holds(task.role, task.unit_id)


def require(actor: Actor, verb: str, case: Case, task: Task | None = None) -> None:
    """Raises ``NotFound`` to strangers, and ``Refused`` to those who see the case but may not do the verb."""
    if may(actor, verb, case, task):
        return
    if not may_see(actor, case):
        raise NotFound
    if (task is None or task.state == TaskState.WAITING) and verb not in BY_APPLICANT | AT_DRAFT:
        raise Refused("not-open", _("Langkah ini sudah diselesaikan atau belum dibuka."))
    if task is not None and is_applicant(actor, case):
        raise Refused("own-case", _("Anda tidak dapat memutuskan permohonan Anda sendiri. Serahkan kepada rekan."))
    raise Refused("not-your-task", _("Langkah ini dikerjakan oleh peran lain."))


def may_see(actor: Actor, case: Case) -> bool:
    """The same rule as ``CaseQuerySet.visible_to``, for a case that is already at hand."""
    if actor.is_system or is_applicant(actor, case) or is_author(actor, case):
        return True
    units = actor.unit_ids()
    if not units or case.state == State.DRAFT:
        return False
    return case.unit_id in units or Task.objects.filter(case=case, unit_id__in=units).exists()


def works_on(actor: Actor, case: Case) -> bool:
    """Whether a step of the case is or was the actor's: who holds its role may write about the case."""
    if actor.account_id is None or case.state == State.DRAFT or is_applicant(actor, case):
        return False
    return any(actor.holds(role, unit) for role, unit in case.tasks.values_list("role", "unit_id"))


def require_works_on(actor: Actor, case: Case) -> None:
    """Raises ``NotFound`` to strangers, and ``Refused`` to colleagues who only see the case."""
    if works_on(actor, case):
        return
    if not may_see(actor, case):
        raise NotFound
    raise Refused("not-your-task", _("Langkah ini dikerjakan oleh peran lain."))


def may_give_opinion(actor: Actor, opinion: Opinion) -> bool:
    """Whether the actor was asked: by name, or as one of those who hold the role."""
    if opinion.answered_at or actor.account_id is None or is_applicant(actor, opinion.case):
        return False
    if opinion.account_id:
        return opinion.account_id == actor.account_id and opinion.unit_id in actor.unit_ids()
    return actor.holds(opinion.role, opinion.unit_id) and opinion.asked_by != actor.id
