"""Forms on paper-coloured pages: what a template needs to draw one page of a form.

A view compiles nothing and decides nothing: ``bind`` joins the form, the answers, what was typed and what is wrong into
a ``BoundPage``, and ``shared/forms.html`` draws it. ``shared/forms.html`` has ``page``, ``errors`` and ``review``.
"""

from .binding import bind
from .bound import BoundField, BoundGroup, BoundPage, BoundRow, Choice, When

__all__ = ["BoundField", "BoundGroup", "BoundPage", "BoundRow", "Choice", "When", "bind"]
