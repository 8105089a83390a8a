"""How templates are read: Jinja2 that refuses unknown names, our words, our formats."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from . import formats, marks, navigation, tongues
from .forms.drawing import draw


def url(name: str, **kwargs: Any) -> str:
    """The address of a page by its name, in the language of the present page."""
    return reverse(name, kwargs=kwargs or None)


def query(given: QueryDict | dict[str, Any], **changes: Any) -> str:
    """A query string: what was given, changed. None or "" takes a key away: ``query(request.GET, cursor="")``."""
    items = {key: given.getlist(key) if isinstance(given, QueryDict) else [given[key]] for key in given}
    items |= {key: [value] for key, value in changes.items()}
    pairs = [(key, value) for key, values in items.items() for value in values if value not in (None, "")]
    return "?" + urlencode(pairs)


def environment(**options: Any) -> Environment:
    """Called by Django once a process."""
    options["undefined"] = StrictUndefined
    env = Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])  # noqa: S701 (Django's backend passes autoescape=True)
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=tongues.gettext,
        ngettext=tongues.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    env.globals.update(
        url=url,
        static=static,
        query=query,
        icon=marks.icon,
        pictogram=marks.pictogram,
        badge=marks.badge,
        state_badge=marks.state_badge,
        state_words=marks.state_words,
        duration=formats.duration,
        menu=navigation.menu,
        draw=draw,
    )
    env.filters.update(formats.FILTERS)
    return env
