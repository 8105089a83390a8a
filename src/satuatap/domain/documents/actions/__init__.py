"""Every write of this room: templates, numbers, preparing, ordering, issuing, taking back."""

from .batching import forget_passphrases, note_unsigned, open_batch, open_draft, take_up_batch
from .issuing import begin_issue, finish_issue, keep_preview, keep_print, note_problem, put_back
from .numbers import put_series, record_paper
from .on_paper import open_print, order_print, take_scan
from .ordering import SealGround, order_signing
from .originals import return_originals, take_originals
from .preparing import discard, discard_drafts, prepare, put_template, receipt
from .taking_back import replace, revoke

__all__ = [
    "SealGround",
    "begin_issue",
    "discard",
    "discard_drafts",
    "finish_issue",
    "forget_passphrases",
    "keep_preview",
    "keep_print",
    "note_problem",
    "note_unsigned",
    "open_batch",
    "open_draft",
    "open_print",
    "order_print",
    "order_signing",
    "prepare",
    "put_back",
    "put_series",
    "put_template",
    "receipt",
    "record_paper",
    "replace",
    "return_originals",
    "revoke",
    "take_originals",
    "take_scan",
    "take_up_batch",
]
