"""Reporting what happened to people and families, one verb for each kind of event."""

from .couples import report_divorce, report_marriage
from .from_cases import tell_from_case
from .lives import report_birth, report_death, report_found, report_missing
from .moves import name_head, put_relations, report_move_in, report_move_out, report_move_within
from .steps import cancel_event, confirm_event
from .telling import Card

__all__ = [
    "Card",
    "cancel_event",
    "confirm_event",
    "name_head",
    "put_relations",
    "report_birth",
    "report_death",
    "report_divorce",
    "report_found",
    "report_marriage",
    "report_missing",
    "report_move_in",
    "report_move_out",
    "report_move_within",
    "tell_from_case",
]
