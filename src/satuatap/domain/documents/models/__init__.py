"""Tables of documents: what is issued, its numbers, and the orders to sign."""

from .documents import Document, Template
from .numbers import NumberEntry, Series
from .orders import SigningOrder, SigningOrderLine
from .originals import Original

__all__ = ["Document", "NumberEntry", "Original", "Series", "SigningOrder", "SigningOrderLine", "Template"]
