"""Every read of this room: one document, those about a thing, the agenda book, and checks by anybody."""

from ..rules.verdicts import Facts, Verdict
from .checking import GREATEST_FILE, OutsideCheck, check_outside_pdf, verify_code, verify_token, verify_upload
from .letters import letter_values, office_of, template_hashes, try_template
from .numbers import SeriesRow, agenda, number_problem, unaccounted_numbers
from .one import DocumentRow, drafts_of, file_name, forgotten, get, held_by, left_to_others, of_about, pdf, preview
from .originals import OriginalRow, keeps_originals, originals_held, originals_of

__all__ = [
    "GREATEST_FILE",
    "DocumentRow",
    "Facts",
    "OriginalRow",
    "OutsideCheck",
    "SeriesRow",
    "Verdict",
    "agenda",
    "check_outside_pdf",
    "drafts_of",
    "file_name",
    "forgotten",
    "get",
    "held_by",
    "keeps_originals",
    "left_to_others",
    "letter_values",
    "number_problem",
    "of_about",
    "office_of",
    "originals_held",
    "originals_of",
    "pdf",
    "preview",
    "template_hashes",
    "try_template",
    "unaccounted_numbers",
    "verify_code",
    "verify_token",
    "verify_upload",
]
