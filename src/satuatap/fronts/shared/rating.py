"""The one question after an errand, wherever it is asked."""

from typing import TypedDict
from uuid import UUID

from .http import Request, uuid_of


class Said(TypedDict):
    errand_id: UUID
    value: int
    comment: str


def rating_of(request: Request) -> Said:
    """What was answered about which errand; 0 for nothing. Raises ``NotFound`` for an errand that is none."""
    value = request.POST.get("nilai", "")
    return {
        "errand_id": uuid_of(request.POST.get("urusan", "")), "value": int(value) if value in tuple("1234") else 0,
        "comment": request.POST.get("catatan", ""),
    }  # fmt: skip
