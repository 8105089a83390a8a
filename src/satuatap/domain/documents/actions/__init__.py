"""Every write of this room: templates, numbers, preparing, ordering, issuing, taking back."""

from .batching import note_unsigned, open_batch, open_draft, take_up_batch
from .issuing import begin_issue, finish_issue, keep_preview, note_problem, put_back
from .numbers import put_series, record_paper
from .ordering import order_signing
from .originals import return_originals, take_originals
from .preparing import discard, discard_drafts, prepare, put_template, receipt
from .taking_back import replace, revoke

__all__ = [
    "begin_issue",
    "discard",
    "discard_drafts",
    "finish_issue",
    "keep_preview",
    "note_problem",
    "note_unsigned",
    "open_batch",
    "open_draft",
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
    "take_up_batch",
]
