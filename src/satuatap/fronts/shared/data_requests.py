"""Words for what people may ask about their data."""

from django.utils.translation import gettext as _


def came_words() -> dict[str, str]:
    return {
        "self": _("Orangnya sendiri"),
        "parent": _("Orang tuanya"),
        "wali": _("Wali, dengan penetapan pengadilan"),
        "kuasa": _("Penerima kuasa, dengan surat kuasa"),
    }


def request_words() -> dict[str, str]:
    return {
        "access": _("Minta salinan data saya"),
        "restriction": _("Batasi pemrosesan data saya"),
        "objection": _("Keberatan atas pemakaian data saya"),
        "erasure": _("Hapus data saya"),
    }
