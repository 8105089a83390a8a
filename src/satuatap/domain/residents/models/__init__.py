"""The working register: people and organisations, their families, who acts for whom, and whose account is whose."""

from ..rules import EVERY_SERVICE
from .families import Family, FamilyMember
from .mandates import AccountLink, FactReport, How, Mandate, MandateKind
from .parties import FactOrigin, Organisation, OrganisationOfficer, Origin, Party, PartyKind, Person
from .reports import FactChange, LookReport

__all__ = [
    "EVERY_SERVICE",
    "AccountLink",
    "FactChange",
    "FactOrigin",
    "FactReport",
    "Family",
    "FamilyMember",
    "How",
    "LookReport",
    "Mandate",
    "MandateKind",
    "Organisation",
    "OrganisationOfficer",
    "Origin",
    "Party",
    "PartyKind",
    "Person",
]
