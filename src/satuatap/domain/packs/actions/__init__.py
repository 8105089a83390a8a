"""Installing a pack, and the demonstration cast."""

from .demonstration import Cast, CastMember, demonstrate
from .installing import Changes, install
from .population import populate

__all__ = ["Cast", "CastMember", "Changes", "demonstrate", "install", "populate"]
