"""Forms as data: a JSON Schema of our subset with a JSON Forms UI schema, read, checked and presented.

Words: a *field* is one question; a *page* is one step; an *answer* is a value at a JSON pointer; *typed* is what stood
in the inputs. Rendering is the business of the fronts. ``docs/how-to/write-a-form.md`` describes the subset.
"""

from .carrying import carry_over
from .checking import missing, validate
from .compiling import compile
from .filling import Data, Offers, fill, merge, parse, restructure, typed
from .kinds import MONTHS, clean, date_words, words
from .model import (
    Condition,
    Field,
    Form,
    FormProblem,
    FormProblems,
    Group,
    Page,
    Parsed,
    Row,
    Section,
    get,
    put,
    template,
)
from .nik import NikReading, check_kk, check_nik
from .places import Bounds, corners, metres, misplaced, plot_area
from .presenting import fitting, offered, personal_fields, prefill, present
from .sharing import Part, clashes, elsewhere, pages, shared, spread
from .showing import leaves, prune, required, visible, visible_pages, whole

__all__ = [
    "MONTHS", "Bounds", "Condition", "Data", "Field", "Form", "FormProblem", "FormProblems", "Group", "NikReading",
    "Offers", "Page", "Parsed", "Part", "Row", "Section", "carry_over", "check_kk", "check_nik", "clashes", "clean",
    "compile", "corners", "date_words", "elsewhere", "fill", "fitting", "get", "leaves", "merge", "metres", "misplaced",
    "missing", "offered", "pages", "parse", "personal_fields", "plot_area", "prefill", "present", "prune", "put",
    "required", "restructure", "shared", "spread", "template", "typed", "validate", "visible", "visible_pages",
    "whole", "words",
]  # fmt: skip
