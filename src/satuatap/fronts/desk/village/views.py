"""The first page of whoever works in a village office."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.cases import queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.correspondence import queries as mail
from satuatap.domain.residents import policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.desk.offices import asked_for
from satuatap.fronts.desk.register.words import purposes
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import NotFound

SIGN, GIVE = "sign", "hand-over"
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Village:
    """A village office that somebody works in, and the area it serves."""

    id: UUID
    code: str
    name: str
    area_code: str


def offices_of(request: Request) -> list[Village]:
    """The village offices the officer works in, by name. Raises ``NotFound`` to others."""
    units = agencies.units(request.actor.unit_ids(*policies.VILLAGE_ROLES)).values()
    found = [Village(unit.pk, unit.code, unit.name, unit.area.code) for unit in units if unit.area]
    if not found:
        raise NotFound
    return sorted(found, key=lambda village: village.name)


def chosen_office(request: Request, offices: list[Village]) -> tuple[UUID | None, str]:
    """The one of them that was asked for, by id and code; all of them without."""
    found = asked_for(request, offices)
    return (found.id, found.code) if found else (None, "")


def _glance(offices: list[Village], request: Request) -> residents.Glance | None:
    """The people of the village, where it is one village that is shown; a district has its tables."""
    if len(offices) != 1 or residents.is_wide(offices[0].area_code):
        return None
    return residents.glance(offices[0].area_code, timezone.localdate(request.now))


@open_to("staff")
@require_safe
def village(request: Request) -> HttpResponse:
    """Find a resident, today's letters with whose turn each is, and where things stand that went to other offices; of
    all village offices one works in, or of one."""
    policies.require(policies.is_of_village(request.actor))
    lang = formats.lang()
    offices = offices_of(request)
    only, chosen = chosen_office(request, offices)
    letters = queries.village_letters(request.actor, now=request.now, lang=lang, unit_id=only)
    shown = [office for office in offices if only in (None, office.id)]
    ended, half = queries.letters_ended(request.actor, now=request.now, lang=lang, unit_id=only)
    waiting = mail.counts([office.id for office in shown], timezone.localdate(request.now))
    context = {
        "letters_new": waiting.new,
        "letters_late": waiting.late,
        "assigned": mail.own_open(request.actor),
        "purposes": purposes(),
        "drafts": queries.drafts_of(request.actor, lang=lang),
        "letters": letters,
        "roles": catalog.role_names(lang),
        "ended": ended,
        "half": formats.left_words(max(half, A_MINUTE), "hour") if half is not None else "",
        "glance": _glance(shown, request),
        "may_count": policies.may_count(request.actor),
        "at_work": sum(row.kind not in (SIGN, GIVE) for row in letters),
        "to_sign": sum(row.kind == SIGN for row in letters),
        "to_give": sum(row.kind == GIVE for row in letters),
        "may_sign": bool(request.actor.unit_ids("village-head")),
        "elsewhere": queries.filed_elsewhere(request.actor, now=request.now, lang=lang, unit_id=only),
        "offices": [(office.code, office.name) for office in offices],
        "chosen": chosen,
        "objections": queries.open_objections(request.actor, now=request.now, lang=lang),
        "case_base": prefix("desk:case"),
        "filed_base": prefix("desk:filed_case"),
        "draft_base": prefix("portal:case"),
    }
    return render(request, "desk/village/home.html", context)
