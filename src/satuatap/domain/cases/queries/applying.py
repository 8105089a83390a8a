"""Whether somebody may apply for a service, asked before anything is written down."""

from datetime import date
from uuid import UUID

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.queries import Profile

from ..rules import applying


def require_may_apply(service_code: str, party_id: UUID, kind: str, on: date) -> Profile:
    """The profile of a party for whom a service may be asked for under a kind of applicant.

    Raises ``Refused`` in words where the standard does not allow it, ``NotFound`` for unknown services and parties.
    """
    profile = residents.profile(party_id)
    applying.require_may_apply(catalog.standard(service_code, on=on), _applicant(kind, profile, on), on)
    return profile


def _applicant(kind: str, profile: Profile, on: date) -> applying.Applicant:
    home = regions.home().code  # "" before a pack has named the region
    return applying.Applicant(
        kind=kind,
        age=profile.age(on) if profile.is_person else None,
        is_married=profile.is_married,
        is_body=not profile.is_person,
        is_foreigner=profile.is_foreigner,
        lives_elsewhere=bool(profile.elsewhere)
        or (bool(home and profile.area_code) and not f"{profile.area_code}.".startswith(f"{home}.")),
    )
