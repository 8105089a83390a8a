"""A made-up population for an area: as many people as are asked for, block by block, so that it can be broken off."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import queries as register
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from ..models import Population
from ..queries import read
from ..queries.population import plan_of
from ..rules.households import homes
from ..rules.numbering import Numbers
from ..rules.people import Maker
from ..rules.population import BLOCK, Places, Plan

ORIGIN = "village-reported"


def populate(
    *, path: Path, size: int, seed: int, area_code: str, by: Actor, at: datetime, tell: Callable[[int], None]
) -> Population:
    """Fill an area ("" the whole region) with so many people of the plan in a pack; ``tell`` hears how many stand there.

    Each block is one transaction. The same wish again goes on where it was broken off, and changes nothing when it is
    whole. Raises ``Refused("production")`` where real people are served, ``Refused("pack")`` for a pack that says
    nothing about a population or an area it does not have, and ``Refused("other")`` when another population was begun.
    """
    if settings.PRODUCTION:
        raise Refused("production", _("Penduduk peraga tidak pernah dibuat di sistem yang dipakai sungguhan."))
    pack = read(path)
    plan, told = plan_of(pack, size, seed, area_code), pack.section("people.yaml", "population")
    population = _begin(plan=plan, area_code=area_code, by=by, at=at)
    numbers = _Known(by)
    for block in range(population.blocks, plan.blocks):
        families = _families(plan, block, told, numbers)
        population = _enter(block=block, families=families, plan=plan, by=by, at=at)
        tell(population.people)
    return population


@transaction.atomic
def _begin(*, plan: Plan, area_code: str, by: Actor, at: datetime) -> Population:
    asked = {"area_code": area_code, "size": plan.size, "seed": plan.seed}
    found, is_new = Population.objects.get_or_create(pk=1, defaults={**asked, "begun_at": at, "begun_by": by.id})
    if any(getattr(found, key) != value for key, value in asked.items()):
        words = _("Sudah ada penduduk peraga (%(told)s). Lanjutkan yang itu, atau mulai dari basis data kosong.")
        place = f" --area {found.area_code}" if found.area_code else ""
        raise Refused("other", words % {"told": f"--size {found.size} --seed {found.seed}{place}"})
    if is_new:
        record("pack.population-begun", on=found, by=by, at=at)
    return found


@transaction.atomic
def _enter(
    *, block: int, families: Sequence[residents.NewFamily], plan: Plan, by: Actor, at: datetime
) -> Population:  # fmt: skip
    """One block into the register; not again when another run was faster."""
    population = Population.objects.select_for_update().get()
    if population.blocks != block:
        raise Refused("twice", _("Penduduk peraga ini sedang dibuat oleh proses lain."))
    entered = residents.enter_families(families=families, origin=ORIGIN, origin_on=plan.on, by=by, at=at)
    population.people += entered
    population.blocks += 1
    population.save(update_fields=["blocks", "people"])
    return population


class _Known:
    """The numbers of one district, read when its first people come: those of the cast and of earlier blocks too."""

    def __init__(self, by: Actor) -> None:
        self._by = by
        self._numbers: tuple[str, Numbers] | None = None

    def of(self, area_code: str) -> Numbers:
        district = area_code.replace(".", "")[:6]
        if self._numbers is None or self._numbers[0] != district:
            self._numbers = (district, Numbers(district, *register.numbers_in_use(self._by, district)))
        return self._numbers[1]


def _families(plan: Plan, block: int, told: Mapping[str, Any], known: _Known) -> list[residents.NewFamily]:
    maker, places = Maker(plan, block, told), Places(plan)
    found, place = [], block * BLOCK
    for home in homes(plan, block):
        area_code = places.of(place)
        place += len(home.seats)
        numbers, card = known.of(area_code), maker.card()
        members = tuple(
            residents.NewPerson(**made, nik=numbers.nik(made["born_on"], made["sex"])) for made in maker.members(home)
        )
        kk = numbers.kk(card.pop("recorded_on"))
        found.append(residents.NewFamily(kk=kk, area_code=area_code, members=members, **card))
    return found
