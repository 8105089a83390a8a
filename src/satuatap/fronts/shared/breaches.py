"""Words about breaches of data, and what the notice to the authority says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from . import formats
from .place import place


def state_words() -> dict[str, str]:
    return {
        "reported": _("Dilaporkan"), "declared": _("Kebocoran"), "closed": _("Ditutup"), "dismissed": _("Bukan kebocoran"),
    }  # fmt: skip


def field_words() -> dict[str, str]:
    """What is asked about a breach, in the order of the notice."""
    return {
        "what": _("Apa yang terjadi, dan bagaimana"), "happened": _("Kapan terjadi"), "data": _("Data apa"),
        "reaches": _("Siapa yang terkena"), "handling": _("Apa yang sudah dilakukan"), "recovery": _("Pemulihan"),
    }  # fmt: skip


def paper(facts: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The notice to the authority; Indonesian, whoever asked for it."""
    with translation.override("id"):
        return {
            "title": _("Pemberitahuan kegagalan pelindungan data pribadi"),
            "office": place().government,
            "number": facts["number"],
            "made": formats.moment(at),
            "clock": [
                [_("Diketahui"), formats.moment(facts["known_at"])],
                [_("Batas pemberitahuan (3 x 24 jam)"), formats.moment(facts["due_at"])],
                [_("Warga diberi tahu"), formats.moment(facts["persons_at"]) if facts["persons_at"] else _("Belum")],
                [_("Warga yang terkena menurut nama"), str(facts["persons"])],
            ],
            "late": _("Pemberitahuan ini melewati batas 3 x 24 jam.") if at >= facts["due_at"] else "",
            "facts": [[label, facts[name] or _("Belum diketahui")] for name, label in field_words().items()],
            "law": _("Menurut UU 27/2022 tentang Pelindungan Data Pribadi."),
        }
