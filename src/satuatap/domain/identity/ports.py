"""What accounts ask of the outside."""

from collections.abc import Callable
from uuid import UUID

SECOND_STEP = "second step"  # the purpose for which the sign-in library's secrets are sealed

forget_second_steps: list[Callable[[UUID], None]] = []
"""Take an account's passkeys, authenticator and recovery codes away; filled by wiring, kept by the sign-in library."""
