"""The working register: people and organisations, their families, who acts for whom, and whose account is whose."""

from ..rules import EVERY_SERVICE
from .breaches import Breach, BreachPerson, BreachState
from .copies import DataCopy
from .counting import SmallCells, Tally
from .emergencies import EmergencyKind, EmergencyLook, Verdict
from .events import APPEND_ONLY, CivilEvent, EventChange, EventStep
from .families import Family, FamilyMember
from .follow_ups import Consequence, FollowUp
from .imports import ImportBatch, ImportBefore, ImportLayout, ImportLine, KnownLayout
from .look_reports import LookReport
from .look_ups import LookUp, LookUpAgreement
from .mandates import AccountLink, FactReport, How, Mandate, MandateKind
from .neighbours import NeighbourhoodHead
from .parties import FactOrigin, Organisation, OrganisationOfficer, Origin, Party, PartyKind, Person
from .requests import Came, DataRequest, DataRequestKind
from .showing import ShownCode

__all__ = [
    "APPEND_ONLY",
    "EVERY_SERVICE",
    "AccountLink",
    "Breach",
    "BreachPerson",
    "BreachState",
    "Came",
    "CivilEvent",
    "Consequence",
    "DataCopy",
    "DataRequest",
    "DataRequestKind",
    "EmergencyKind",
    "EmergencyLook",
    "EventChange",
    "EventStep",
    "FactOrigin",
    "FactReport",
    "Family",
    "FamilyMember",
    "FollowUp",
    "How",
    "ImportBatch",
    "ImportBefore",
    "ImportLayout",
    "ImportLine",
    "KnownLayout",
    "LookReport",
    "LookUp",
    "LookUpAgreement",
    "Mandate",
    "MandateKind",
    "NeighbourhoodHead",
    "Organisation",
    "OrganisationOfficer",
    "Origin",
    "Party",
    "PartyKind",
    "Person",
    "ShownCode",
    "SmallCells",
    "Tally",
    "Verdict",
]
