"""Every read of this room: one document, those about a thing, the agenda book, and checks by anybody."""

from ..ports import ASK_PASSPHRASE
from ..rules.batches import MOST_AT_ONCE
from ..rules.correcting import Line as PrintedLine
from ..rules.correcting import printed_lines
from ..rules.modes import is_inked
from ..rules.verdicts import Facts, Verdict
from .batches import (
    BatchRow,
    BatchTerms,
    BatchView,
    Draft,
    Unfinished,
    batch,
    batch_terms,
    drafts_before,
    unfinished_batches,
)
from .checking import GREATEST_FILE, OutsideCheck, check_outside_pdf, verify_code, verify_token, verify_upload
from .corrections import (
    CorrectionRow,
    CorrectionView,
    answers_of,
    correction,
    corrections_to_sign,
    evidence,
    open_corrections,
)
from .issued import IssuedView, issued, keeps_issued, seek
from .letters import letter_values, office_of, template_hashes, try_template
from .numbers import CountingView, SeriesRow, agenda, counting_of, number_problem, unaccounted_numbers
from .on_paper import PaperRow, keeps_register, on_paper
from .one import (
    DocumentRow,
    drafts_of,
    file_name,
    forgotten,
    get,
    held_by,
    in_force,
    issued_as,
    left_to_others,
    of_about,
    pdf,
    sheet_about,
    was_in_force,
)
from .orders import can_seal
from .originals import OriginalRow, keeps_originals, originals_held, originals_of

__all__ = [
    "ASK_PASSPHRASE",
    "GREATEST_FILE",
    "MOST_AT_ONCE",
    "BatchRow",
    "BatchTerms",
    "BatchView",
    "CorrectionRow",
    "CorrectionView",
    "CountingView",
    "DocumentRow",
    "Draft",
    "Facts",
    "IssuedView",
    "OriginalRow",
    "OutsideCheck",
    "PaperRow",
    "PrintedLine",
    "SeriesRow",
    "Unfinished",
    "Verdict",
    "agenda",
    "answers_of",
    "batch",
    "batch_terms",
    "can_seal",
    "check_outside_pdf",
    "correction",
    "corrections_to_sign",
    "counting_of",
    "drafts_before",
    "drafts_of",
    "evidence",
    "file_name",
    "forgotten",
    "get",
    "held_by",
    "in_force",
    "is_inked",
    "issued",
    "issued_as",
    "keeps_issued",
    "keeps_originals",
    "keeps_register",
    "left_to_others",
    "letter_values",
    "number_problem",
    "of_about",
    "office_of",
    "on_paper",
    "open_corrections",
    "originals_held",
    "originals_of",
    "pdf",
    "printed_lines",
    "seek",
    "sheet_about",
    "template_hashes",
    "try_template",
    "unaccounted_numbers",
    "unfinished_batches",
    "verify_code",
    "verify_token",
    "verify_upload",
    "was_in_force",
]
