"""Reading what an officer finds wrong: all of it at once, each with words the applicant can act on."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from satuatap.domain.catalog.queries import Standard
from satuatap.kernel.errors import Refused


class Found(msgspec.Struct, frozen=True):
    """One defect: ``about`` is ``paper:<key>``, ``field:<name>`` or ``other``; ``reason`` a code of the library."""

    about: str
    text: str
    reason: str = ""


def read_defects(raw: Iterable[Mapping[str, Any]], standard: Standard) -> list[Found]:
    """The defects of a return. Raises ``Refused("defects")`` when none is named or one says nothing to do."""
    found = []
    for entry in raw:
        about = str(entry.get("about", "other"))
        text = " ".join(str(entry.get("text", "")).split())
        kind, _sep, key = about.partition(":")
        if kind == "paper" and standard.paper(key) is None:
            raise Refused("defects", _("Berkas itu tidak diminta oleh layanan ini."), field=about)
        if kind not in ("paper", "field", "other"):
            raise Refused("defects", _("Pilih bagian yang perlu diperbaiki."), field=about)
        if not text:
            raise Refused("defects", _("Tulis apa yang kurang dan cara memperbaikinya."), field=about)
        found.append(Found(about, text, str(entry.get("reason", ""))))
    if not found:
        raise Refused("defects", _("Sebutkan paling sedikit satu hal yang perlu diperbaiki."), field="defects")
    return found
