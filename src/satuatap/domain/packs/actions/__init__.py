"""Installing a pack, and the demonstration cast."""

from .demonstration import Cast, CastMember, demonstrate
from .installing import Changes, install

__all__ = ["Cast", "CastMember", "Changes", "demonstrate", "install"]
