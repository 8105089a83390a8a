"""The plainest hall that can be booked: one lane, two places in half an hour of which one can be booked."""

from datetime import datetime, time
from uuid import UUID, uuid4

from satuatap.domain.agencies.models import Site, Unit
from satuatap.domain.agencies.tests.factories import make_site, make_unit
from satuatap.domain.appointments import actions
from satuatap.domain.appointments.models import Booking, Plan
from satuatap.domain.appointments.rules import Terms
from satuatap.kernel.actors import NOBODY, Actor, system

PACK = system("pack")
DOOR = system("kiosk")
TERMS = Terms(every=30, places=2, share=50, ahead=14, release=time(8), early=30, late=10, head_start=30)


def make_plan(
    at: datetime, code: str = "izin", *, site: Site | None = None, unit: Unit | None = None, **terms: object
) -> Plan:
    given = {field: getattr(TERMS, field) for field in TERMS.__struct_fields__} | terms
    return actions.put_plan(
        site_id=(site or make_site()).pk,
        unit_id=(unit or make_unit()).pk,
        code=code,
        name=f"Antrean {code}",
        terms=Terms(**given),  # type: ignore[arg-type]
        by=PACK,
        at=at,
    )


def book(
    plan: Plan, starts_at: datetime, at: datetime, *, by: Actor = NOBODY, phone: str = "+6281234567890",
    key: UUID | None = None,
) -> Booking:  # fmt: skip
    phone = "" if by.account_id else phone
    return actions.book(plan_id=plan.pk, starts_at=starts_at, key=key or uuid4(), phone=phone, by=by, at=at)
