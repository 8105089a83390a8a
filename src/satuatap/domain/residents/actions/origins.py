"""Where facts come from."""

from datetime import date
from uuid import UUID

from ..models import FactOrigin


def set_origin(party_id: UUID, field: str, origin: str, on: date) -> None:
    """Note where one fact of a record comes from."""
    FactOrigin.objects.update_or_create(party_id=party_id, field=field, defaults={"origin": origin, "origin_on": on})
