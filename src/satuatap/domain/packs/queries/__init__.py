"""Reading a pack, and everything that is wrong with it."""

from .checking import check, check_pack
from .reading import Pack, Part, read

__all__ = ["Pack", "Part", "check", "check_pack", "read"]
