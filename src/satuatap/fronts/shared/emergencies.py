"""Words for data that were opened in an emergency."""

from django.utils.translation import gettext as _


def emergency_words() -> dict[str, str]:
    return {
        "life": _("Menyelamatkan jiwa"),
        "missing": _("Mencari orang hilang"),
        "disaster": _("Menolong korban bencana"),
    }


def verdict_words() -> dict[str, str]:
    return {"": _("Menunggu ditinjau"), "rightful": _("Benar darurat"), "misuse": _("Disalahgunakan")}
