"""Every write of this room: templates, numbers, preparing, ordering, issuing, taking back."""

from .batching import forget_passphrases, note_unsigned, open_batch, open_draft, take_up_batch
from .correcting import ask_correction, decline_correction, open_correction, write_correction
from .incoming import number_incoming, void_incoming
from .issuing import begin_issue, finish_issue, keep_preview, keep_print, note_problem, put_back
from .leasing import lease_numbers, return_lease, take_leased
from .numbers import OnPaper, put_counting, put_series, record_paper
from .on_paper import open_print, order_print, take_scan
from .ordering import SealGround, order_signing
from .originals import return_originals, take_originals
from .preparing import discard, discard_drafts, prepare, put_template, receipt, report
from .taking_back import Ground, replace, revoke

__all__ = [
    "Ground",
    "OnPaper",
    "SealGround",
    "ask_correction",
    "begin_issue",
    "decline_correction",
    "discard",
    "discard_drafts",
    "finish_issue",
    "forget_passphrases",
    "keep_preview",
    "keep_print",
    "lease_numbers",
    "note_problem",
    "note_unsigned",
    "number_incoming",
    "open_batch",
    "open_correction",
    "open_draft",
    "open_print",
    "order_print",
    "order_signing",
    "prepare",
    "put_back",
    "put_counting",
    "put_series",
    "put_template",
    "receipt",
    "record_paper",
    "replace",
    "report",
    "return_lease",
    "return_originals",
    "revoke",
    "take_leased",
    "take_originals",
    "take_scan",
    "take_up_batch",
    "void_incoming",
    "write_correction",
]
