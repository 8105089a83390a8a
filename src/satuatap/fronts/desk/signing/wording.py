"""Why a document is not signed, in a sentence that says what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "late": _("Waktunya habis sebelum selesai. Tanda tangani lagi."),
    "changed": _("Isinya berubah sesudah Anda baca. Baca drafnya, lalu tanda tangani lagi."),
    "trouble": _("Sudah dicoba beberapa kali dan belum berhasil. Coba lagi nanti, atau hubungi pengelola sistem."),
    "template": _("Bentuk suratnya bermasalah. Kembalikan berkasnya, atau hubungi pengelola sistem."),
    "unprintable": _("Ada isian yang tidak dapat dicetak. Kembalikan berkasnya untuk diperbaiki."),
    "passphrase": _(
        "Frasa sandi ditolak. Ketik lagi dengan teliti, lalu lanjutkan; yang lain dihentikan agar akun tidak terkunci."
    ),
    "no-passphrase": _("Frasa sandi tidak ada lagi. Ketik frasa sandi, lalu lanjutkan."),
    "expired": _("Sertifikat Anda sudah habis masanya. Perbarui sertifikat di BSrE, lalu lanjutkan."),
    "revoked": _("Sertifikat Anda sudah dicabut. Hubungi BSrE atau pengelola sistem sebelum menandatangani lagi."),
    "unknown-signer": _("BSrE belum mengenal Anda. Minta pengelola sistem mendaftarkan NIK Anda."),
    "discarded": _("Drafnya sudah tidak berlaku karena berkasnya berubah."),
    "gone": _("Berkas ini bukan lagi giliran Anda. Mungkin peran atau SK Anda sudah berakhir."),
}


def reason_words(reason: str) -> str:
    """The sentence for a stable short name; words that were written down stay as they are."""
    return str(WORDS.get(reason, reason))
