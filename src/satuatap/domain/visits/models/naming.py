"""What a part of a hall is called in the language of whoever reads."""

from collections.abc import Mapping

from django.utils.translation import get_language


def said(name: str, names: Mapping[str, str]) -> str:
    """The name in the language of the page, else as the pack gives it."""
    return names.get(get_language() or "", name)
