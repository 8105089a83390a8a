"""The same page in the other languages: Indonesian has no prefix, English stands under ``/en/``."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info


@dataclass(frozen=True, slots=True)
class Twin:
    """A page in one language: ``name`` is what the language calls itself."""

    code: str
    name: str
    href: str
    is_current: bool


def twins(request: HttpRequest) -> tuple[Twin, ...]:
    """This page in every language, with the query it was asked with (a page that was posted: without)."""
    current = get_language() or settings.LANGUAGE_CODE
    path = request.path
    if current != settings.LANGUAGE_CODE and path.startswith(f"/{current}/"):
        path = path[len(current) + 1 :]
    asked = request.META.get("QUERY_STRING", "") if request.method in {"GET", "HEAD"} else ""
    tail = f"?{asked}" if asked else ""
    return tuple(
        Twin(
            code=code,
            name="Indonesia" if code == "id" else get_language_info(code)["name_local"],
            href=("" if code == settings.LANGUAGE_CODE else f"/{code}") + path + tail,
            is_current=code == current,
        )
        for code, _name in settings.LANGUAGES
    )
