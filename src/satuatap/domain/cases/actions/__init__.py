"""Every write to a case: filling a draft, handing in and correcting, working at a step, owning a task, talking, time."""

from .asking import count_asked
from .batches import resume_batch, run_line, sign_batch, sign_in_batch, signed_on_paper
from .bundles import begin_followers, hand_in_bundle, save_bundle_page, start_bundle, withdraw_bundle
from .calling import ask_again, ask_due, note_answer, note_problem, note_silence
from .clock import count_outage, lapse_overdue, recompute_due, send_reminders, tell_late
from .confirming import answer_neighbour, ask_neighbour, go_on_unconfirmed
from .copying import copy_answers, reuse_paper
from .drafts import attach_paper, discard_draft, remove_paper, save_answers, start_draft
from .exporting import ask_export, make_export
from .forgetting import discard_forgotten, tell_forgotten
from .in_village import hand_over_in_village, put_by, take_up
from .inspecting import Noted, Taken, add_photo, drop_photo, note_findings, plan_inspection, write_report
from .marks import mark
from .objecting import answer_objection, object_to_refusal
from .owning import claim, hand_over_all, order_again, raise_task, reassign, release, release_absent
from .powers import give_power
from .register import report_fact
from .saved import drop_filter, save_filter
from .sealing import seal_step, seal_waiting
from .silence import note_silence_passed, tell_silence
from .steps import correct, hand_in, perform, try_hand_in, withdraw
from .talk import ask_opinion, give_opinion, mark_seen, note, take_reply, write_post
from .undoing import undo

__all__ = [
    "Noted",
    "Taken",
    "add_photo",
    "answer_neighbour",
    "answer_objection",
    "ask_again",
    "ask_due",
    "ask_export",
    "ask_neighbour",
    "ask_opinion",
    "attach_paper",
    "begin_followers",
    "claim",
    "copy_answers",
    "correct",
    "count_asked",
    "count_outage",
    "discard_draft",
    "discard_forgotten",
    "drop_filter",
    "drop_photo",
    "give_opinion",
    "give_power",
    "go_on_unconfirmed",
    "hand_in",
    "hand_in_bundle",
    "hand_over_all",
    "hand_over_in_village",
    "lapse_overdue",
    "make_export",
    "mark",
    "mark_seen",
    "note",
    "note_answer",
    "note_findings",
    "note_problem",
    "note_silence",
    "note_silence_passed",
    "object_to_refusal",
    "order_again",
    "perform",
    "plan_inspection",
    "put_by",
    "raise_task",
    "reassign",
    "recompute_due",
    "release",
    "release_absent",
    "remove_paper",
    "report_fact",
    "resume_batch",
    "reuse_paper",
    "run_line",
    "save_answers",
    "save_bundle_page",
    "save_filter",
    "seal_step",
    "seal_waiting",
    "send_reminders",
    "sign_batch",
    "sign_in_batch",
    "signed_on_paper",
    "start_bundle",
    "start_draft",
    "take_reply",
    "take_up",
    "tell_forgotten",
    "tell_late",
    "tell_silence",
    "try_hand_in",
    "undo",
    "withdraw",
    "withdraw_bundle",
    "write_post",
    "write_report",
]
