"""Reading a pack, and everything that is wrong with it."""

from .checking import check, check_pack
from .population import population
from .previews import Preview, previews
from .reading import Pack, Part, cast_of, read
from .scenarios import typed_answers

__all__ = [
    "Pack",
    "Part",
    "Preview",
    "cast_of",
    "check",
    "check_pack",
    "population",
    "previews",
    "read",
    "typed_answers",
]
