"""Writing in the register: people, organisations, families, account links, mandates, corrections."""

from ..rules import Member
from .accounts import end_link, link_account, state_person
from .breaches import (
    Told,
    add_breach_persons,
    ask_breach_paper,
    close_breach,
    dismiss_breach,
    mind_breaches,
    note_authority,
    report_breach,
    set_breach_paper,
    tell_breach_persons,
    write_breach,
)
from .bulk import NewFamily, NewPerson, enter_families
from .consents import agree, note_consent, withdraw_consent
from .copies import hand_copy, make_data_copy, take_copy
from .corrections import Correction, correct_fact, mind_reports, report_fact, settle_report
from .counting import ask_tally, make_tally, put_small_cells
from .emergencies import Sought, mind_emergencies, open_in_emergency, review_emergency
from .events import (
    Card,
    cancel_event,
    confirm_event,
    name_head,
    put_relations,
    report_birth,
    report_death,
    report_divorce,
    report_found,
    report_marriage,
    report_missing,
    report_move_in,
    report_move_out,
    report_move_within,
    tell_from_case,
)
from .families import put_family
from .following import ConsequenceRow, close_follow_up, put_consequences
from .importing import (
    LayoutEntry,
    bring_import,
    check_file,
    enter_import,
    explain_import,
    map_import,
    mind_imports,
    put_layouts,
    undo_import,
    work_on_import,
)
from .invitations import accept_office, change_rights, invite_officer, remove_officer
from .keys import write_missing_keys
from .look_reports import answer_look_report, report_look
from .look_ups import match_nationally, put_agreement
from .mandates import carry_over, end_mandate, entrust, record_mandate, use_word
from .neighbours import end_neighbour, name_neighbour
from .organisations import OfficerRow, end_office, name_officer, register_organisation
from .people import register_person
from .powers import offer_power, take_power
from .recognising import ask_code, recognise
from .recording import Source
from .requests import answer_data_request, ask_about_data, ask_at_counter, lift_restriction, mind_data_requests
from .showing import begin_card, forget_shown_codes, take_card, take_code

__all__ = [
    "Card",
    "ConsequenceRow",
    "Correction",
    "LayoutEntry",
    "Member",
    "NewFamily",
    "NewPerson",
    "OfficerRow",
    "Sought",
    "Source",
    "Told",
    "accept_office",
    "add_breach_persons",
    "agree",
    "answer_data_request",
    "answer_look_report",
    "ask_about_data",
    "ask_at_counter",
    "ask_breach_paper",
    "ask_code",
    "ask_tally",
    "begin_card",
    "bring_import",
    "cancel_event",
    "carry_over",
    "change_rights",
    "check_file",
    "close_breach",
    "close_follow_up",
    "confirm_event",
    "correct_fact",
    "dismiss_breach",
    "end_link",
    "end_mandate",
    "end_neighbour",
    "end_office",
    "enter_families",
    "enter_import",
    "entrust",
    "explain_import",
    "forget_shown_codes",
    "hand_copy",
    "invite_officer",
    "lift_restriction",
    "link_account",
    "make_data_copy",
    "make_tally",
    "map_import",
    "match_nationally",
    "mind_breaches",
    "mind_data_requests",
    "mind_emergencies",
    "mind_imports",
    "mind_reports",
    "name_head",
    "name_neighbour",
    "name_officer",
    "note_authority",
    "note_consent",
    "offer_power",
    "open_in_emergency",
    "put_agreement",
    "put_consequences",
    "put_family",
    "put_layouts",
    "put_relations",
    "put_small_cells",
    "recognise",
    "record_mandate",
    "register_organisation",
    "register_person",
    "remove_officer",
    "report_birth",
    "report_breach",
    "report_death",
    "report_divorce",
    "report_fact",
    "report_found",
    "report_look",
    "report_marriage",
    "report_missing",
    "report_move_in",
    "report_move_out",
    "report_move_within",
    "review_emergency",
    "set_breach_paper",
    "settle_report",
    "state_person",
    "take_card",
    "take_code",
    "take_copy",
    "take_power",
    "tell_breach_persons",
    "tell_from_case",
    "undo_import",
    "use_word",
    "withdraw_consent",
    "work_on_import",
    "write_breach",
    "write_missing_keys",
]
