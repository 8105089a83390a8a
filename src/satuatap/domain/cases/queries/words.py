"""What other rooms keep of a case in Indonesian, in the language of a page."""

from collections.abc import Iterable
from uuid import UUID

from ..models import Case
from . import standards


def bill_labels(abouts: Iterable[UUID], lang: str) -> dict[str, str]:
    """The labels of the bills of these cases in a language, by the words the bills keep; empty for Indonesian."""
    if lang == "id":
        return {}
    found: dict[str, str] = {}
    for revision_id in Case.objects.filter(pk__in=set(abouts)).values_list("revision_id", flat=True).distinct():
        found |= standards.bill_labels(revision_id, lang)
    return found
