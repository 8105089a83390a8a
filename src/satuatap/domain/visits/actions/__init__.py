"""Every write of the hall."""

from .arriving import Ask, begin, forget_unseen, grant_priority, hand_out, void
from .blanks import print_blanks, settle_blank
from .booked import check_in
from .calling import call_again, call_next, park
from .devices import drop_device, note_seen, put_device, rest_kiosk, wake_kiosk
from .helping import answer_help, ask_help, ask_officer, end_help, finish_help, let_officer_go
from .measuring import measure
from .moving import add_errand, bring_back, leave, postpone
from .opening import tick
from .paper import Written, correct_slip, enter_slip, print_block, void_slips
from .printing import ask_printers, drop_printer, print_slip, put_printer, settle_prints, try_printer
from .rating import rate
from .readers import ask_readers, drop_reader, note_reader_away, put_reader, try_reader
from .remote import ask_remotely, forget_holders, keep_for_centre, lapse, report, tell_held, tell_lapsed
from .replanning import change_way, plan_again
from .serving import finish, link_case, put_back, start, transfer
from .setting import put_lane, put_post, put_priority, put_remote, put_zone
from .sitting import close, hand_counter, pause, resume, sit_down
from .splitting import split
from .telling import end_days, tell_away, tell_browser, tell_me, tell_near
from .undoing import undo

__all__ = [
    "Ask",
    "Written",
    "add_errand",
    "answer_help",
    "ask_help",
    "ask_officer",
    "ask_printers",
    "ask_readers",
    "ask_remotely",
    "begin",
    "bring_back",
    "call_again",
    "call_next",
    "change_way",
    "check_in",
    "close",
    "correct_slip",
    "drop_device",
    "drop_printer",
    "drop_reader",
    "end_days",
    "end_help",
    "enter_slip",
    "finish",
    "finish_help",
    "forget_holders",
    "forget_unseen",
    "grant_priority",
    "hand_counter",
    "hand_out",
    "keep_for_centre",
    "lapse",
    "leave",
    "let_officer_go",
    "link_case",
    "measure",
    "note_reader_away",
    "note_seen",
    "park",
    "pause",
    "plan_again",
    "postpone",
    "print_blanks",
    "print_block",
    "print_slip",
    "put_back",
    "put_device",
    "put_lane",
    "put_post",
    "put_printer",
    "put_priority",
    "put_reader",
    "put_remote",
    "put_zone",
    "rate",
    "report",
    "rest_kiosk",
    "resume",
    "settle_blank",
    "settle_prints",
    "sit_down",
    "split",
    "start",
    "tell_away",
    "tell_browser",
    "tell_held",
    "tell_lapsed",
    "tell_me",
    "tell_near",
    "tick",
    "transfer",
    "try_printer",
    "try_reader",
    "undo",
    "void",
    "void_slips",
    "wake_kiosk",
]
