"""Every read of a case that a page or another room needs."""

from .again import Again
from .applying import require_may_apply
from .asking import AskedQuestion, AskedService, asked_questions, meter
from .at_counters import CounterCase, OfferedCase, at_counter, offered, party_of
from .bundles import (
    BundleFilling,
    BundlePart,
    BundleProblem,
    BundleView,
    SharedLine,
    Sibling,
    bundle,
    bundle_filling,
    bundle_labels,
    bundle_lines,
    bundle_papers_again,
    bundle_problems,
    siblings,
)
from .carrying import Carried, CarriedPaper, carried, going_on
from .confirming import ConfirmationView, Confirming, Question, confirming, newest_confirmation, question
from .copied import copied
from .doubles import running_twin
from .exporting import ExportView, export_content, export_view
from .filed import VIEWS as FILED_VIEWS
from .filed import FiledCounts, FiledView, Moment, filed, filed_case, filed_counts, filed_document, follows
from .filters import SORTS, Filters
from .inspections import InspectionView, ItemView, PhotoView, Visit, VisitRow, photo, visit, visits
from .instant import KioskService, at_kiosk
from .last import LastApplication, last_applications
from .letters import LetterWay, PapersAtHand, bundle_ways, papers_at_hand
from .lists import beside, counts, drafts_of, files, inbox, moves_of, my_cases, next_task, to_sign, track
from .marks import MarkView, marks_of
from .objecting import ObjectionView, OpenObjection, objection, open_objections
from .one import case_id_of, filling, first_page, get_case, get_case_by_number, head, numbers_of
from .outages import running_around, running_for
from .owning import Load, Looker, Movable, loads, looking, movable, takers
from .places import misplaced
from .printed import printed_questions
from .processing import Processing, processing
from .representatives import Representative, Word, representative, words_of
from .searching import FoundCase, Search, search
from .sheets import outside_document, sheet, word_paper
from .simulate import Act, Trial, check_flow, check_then, fields_of, simulate
from .talk import (
    OpinionRow,
    PostRow,
    QuestionRow,
    Talk,
    colleagues,
    post_file,
    questions,
    talk,
)
from .views import CaseHead, CaseView, Counts, FileRow, Filling, InboxRow, ReferralView, StepView, TaskView, TrackView
from .village import LetterRow, filed_elsewhere, letters_ended, of_household, village_letters
from .walking import Chosen, SavedRow, Standpoint, chosen_tasks, filter_counts, saved_filters, standpoint
from .words import bill_labels

__all__ = [
    "FILED_VIEWS",
    "SORTS",
    "Act",
    "Again",
    "AskedQuestion",
    "AskedService",
    "BundleFilling",
    "BundlePart",
    "BundleProblem",
    "BundleView",
    "Carried",
    "CarriedPaper",
    "CaseHead",
    "CaseView",
    "Chosen",
    "ConfirmationView",
    "Confirming",
    "CounterCase",
    "Counts",
    "ExportView",
    "FileRow",
    "FiledCounts",
    "FiledView",
    "Filling",
    "Filters",
    "FoundCase",
    "InboxRow",
    "InspectionView",
    "ItemView",
    "KioskService",
    "LastApplication",
    "LetterRow",
    "LetterWay",
    "Load",
    "Looker",
    "MarkView",
    "Moment",
    "Movable",
    "ObjectionView",
    "OfferedCase",
    "OpenObjection",
    "OpinionRow",
    "PapersAtHand",
    "PhotoView",
    "PostRow",
    "Processing",
    "Question",
    "QuestionRow",
    "ReferralView",
    "Representative",
    "SavedRow",
    "Search",
    "SharedLine",
    "Sibling",
    "Standpoint",
    "StepView",
    "Talk",
    "TaskView",
    "TrackView",
    "Trial",
    "Visit",
    "VisitRow",
    "Word",
    "asked_questions",
    "at_counter",
    "at_kiosk",
    "beside",
    "bill_labels",
    "bundle",
    "bundle_filling",
    "bundle_labels",
    "bundle_lines",
    "bundle_papers_again",
    "bundle_problems",
    "bundle_ways",
    "carried",
    "case_id_of",
    "check_flow",
    "check_then",
    "chosen_tasks",
    "colleagues",
    "confirming",
    "copied",
    "counts",
    "drafts_of",
    "export_content",
    "export_view",
    "fields_of",
    "filed",
    "filed_case",
    "filed_counts",
    "filed_document",
    "filed_elsewhere",
    "files",
    "filling",
    "filter_counts",
    "first_page",
    "follows",
    "get_case",
    "get_case_by_number",
    "going_on",
    "head",
    "inbox",
    "last_applications",
    "letters_ended",
    "loads",
    "looking",
    "marks_of",
    "meter",
    "misplaced",
    "movable",
    "moves_of",
    "my_cases",
    "newest_confirmation",
    "next_task",
    "numbers_of",
    "objection",
    "of_household",
    "offered",
    "open_objections",
    "outside_document",
    "papers_at_hand",
    "party_of",
    "photo",
    "post_file",
    "printed_questions",
    "processing",
    "question",
    "questions",
    "representative",
    "require_may_apply",
    "running_around",
    "running_for",
    "running_twin",
    "saved_filters",
    "search",
    "sheet",
    "siblings",
    "simulate",
    "standpoint",
    "takers",
    "talk",
    "to_sign",
    "track",
    "village_letters",
    "visit",
    "visits",
    "word_paper",
    "words_of",
]
