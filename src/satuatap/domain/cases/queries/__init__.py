"""Every read of a case that a page or another room needs."""

from .applying import require_may_apply
from .lists import Filters, beside, counts, drafts_of, files, inbox, my_cases, next_task, to_sign, track
from .marks import MarkView, marks_of
from .one import case_id_of, filling, first_page, get_case, get_case_by_number, head, numbers_of
from .sheets import outside_document, sheet
from .simulate import Act, Trial, check_flow, fields_of, simulate
from .views import CaseHead, CaseView, Counts, FileRow, Filling, InboxRow, ReferralView, StepView, TaskView, TrackView
from .words import bill_labels

__all__ = [
    "Act",
    "CaseHead",
    "CaseView",
    "Counts",
    "FileRow",
    "Filling",
    "Filters",
    "InboxRow",
    "MarkView",
    "ReferralView",
    "StepView",
    "TaskView",
    "TrackView",
    "Trial",
    "beside",
    "bill_labels",
    "case_id_of",
    "check_flow",
    "counts",
    "drafts_of",
    "fields_of",
    "files",
    "filling",
    "first_page",
    "get_case",
    "get_case_by_number",
    "head",
    "inbox",
    "marks_of",
    "my_cases",
    "next_task",
    "numbers_of",
    "outside_document",
    "require_may_apply",
    "sheet",
    "simulate",
    "to_sign",
    "track",
]
