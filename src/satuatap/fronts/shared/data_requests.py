"""Words for what people may ask about their data."""

from django.utils.translation import gettext as _


def request_words() -> dict[str, str]:
    return {
        "access": _("Minta salinan data saya"),
        "restriction": _("Batasi pemrosesan data saya"),
        "objection": _("Keberatan atas pemakaian data saya"),
        "erasure": _("Hapus data saya"),
    }
