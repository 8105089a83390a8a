"""Reading a pack, and everything that is wrong with it."""

from .checking import check, check_pack
from .population import population
from .reading import Pack, Part, read
from .scenarios import typed_answers

__all__ = ["Pack", "Part", "check", "check_pack", "population", "read", "typed_answers"]
