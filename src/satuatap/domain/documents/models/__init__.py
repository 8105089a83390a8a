"""Tables of documents: what is issued, its numbers, and the orders to sign."""

from .documents import Document, Template
from .numbers import NumberEntry, Series
from .orders import SigningOrder, SigningOrderLine

__all__ = ["Document", "NumberEntry", "Series", "SigningOrder", "SigningOrderLine", "Template"]
