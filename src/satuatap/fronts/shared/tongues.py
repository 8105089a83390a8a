"""Pages in a language of the region: sentence by sentence what it has, and Indonesian where it has none.

Django goes on working in Indonesian; only what templates and pages of a hall say is looked up here first. So days, amounts
and what other rooms write stay Indonesian, and a language needs no catalogue and no plural rules: it comes with the pack.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import translation

from satuatap.domain.regions import queries as regions

_words: ContextVar[Mapping[str, str]] = ContextVar("words", default={})  # noqa: B039 (nobody writes into it)
_code: ContextVar[str] = ContextVar("code", default="")


def offered() -> tuple[regions.TongueView, ...]:
    """The languages that visitors of a hall can choose beside those of all pages."""
    return tuple(tongue for tongue in regions.tongues() if tongue.is_offered)


@contextmanager
def speaking(code: str) -> Iterator[str]:
    """Speak an offered language for a while; gives its code, "" where nobody offers it: then all stays as it is."""
    is_another = code not in ("", settings.LANGUAGE_CODE)
    tongue = next((one for one in offered() if one.code == code), None) if is_another else None
    if tongue is None or translation.get_language() != settings.LANGUAGE_CODE:
        yield ""
        return
    words, said = _words.set(regions.tongue_words(tongue.code, tongue.stamp)), _code.set(tongue.code)
    try:
        yield tongue.code
    finally:
        _words.reset(words)
        _code.reset(said)


def code() -> str:
    """The language spoken now, "" when it is one of those of all pages."""
    return _code.get()


def has(sentence: str) -> bool:
    """Whether the language spoken now has the sentence itself."""
    return bool(_words.get().get(sentence))


def gettext(sentence: str) -> str:
    return _words.get().get(sentence) or translation.gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The languages of our regions have one form for any number, as Indonesian has."""
    return _words.get().get(one) or translation.ngettext(one, many, count)
