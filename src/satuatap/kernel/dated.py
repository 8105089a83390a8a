"""Values that hold from a day on, one row a day, as a pack lists them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Model


def bring(model: type[Model], column: str, wanted: Mapping[date, Any]) -> int:
    """Make the rows of a table with a ``from_on`` and this column say exactly what is wanted; how many days that changes.
    The caller has asked who may, and holds the transaction."""
    rows = model._default_manager
    known = dict(rows.values_list("from_on", column))
    gone = known.keys() - wanted.keys()
    changed = {on: value for on, value in wanted.items() if known.get(on) != value}
    rows.filter(from_on__in=gone).delete()
    for on, value in changed.items():
        rows.update_or_create(from_on=on, defaults={column: value})
    return len(gone) + len(changed)
