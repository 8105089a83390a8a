"""Tables of documents: what is issued, its numbers, and the orders to sign."""

from .batches import BatchLine, SeenDraft, SigningBatch
from .corrections import Correction
from .documents import Document, Template
from .numbers import Counting, Lease, NumberEntry, Series
from .orders import SigningOrder, SigningOrderLine
from .originals import Original

__all__ = [
    "BatchLine",
    "Correction",
    "Counting",
    "Document",
    "Lease",
    "NumberEntry",
    "Original",
    "SeenDraft",
    "Series",
    "SigningBatch",
    "SigningOrder",
    "SigningOrderLine",
    "Template",
]
