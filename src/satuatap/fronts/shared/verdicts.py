"""What a verdict is called on the page: a title, what it means, what to do."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from satuatap.domain.documents.queries import Verdict


@dataclass(frozen=True, slots=True)
class Words:
    """``tone`` is a class of the seal, ``mark`` its icon; ``shows`` whether the facts stand on the page."""

    title: str | Promise
    text: str | Promise
    tone: str
    mark: str
    shows: bool = True


BY_STATE = {
    "valid": Words(
        _("Dokumen asli dan masih berlaku"),
        _("Bila nama, nomor, atau isi berbeda, kertas itu bukan dokumen kami."),
        "", "check",
    ),
    "expired": Words(
        _("Dokumen asli, tetapi masa berlakunya sudah lewat"),
        _("Kami yang menerbitkannya. Pemegangnya dapat mengajukan yang baru."),
        "mute", "history",
    ),
    "revoked": Words(
        _("Dokumen asli, tetapi sudah dicabut"),
        _("Kami yang menerbitkannya, lalu mencabutnya. Dokumen ini tidak berlaku lagi."),
        "bad", "x",
    ),
    "replaced": Words(
        _("Dokumen asli, tetapi sudah diganti"),
        _("Dokumen lain menggantikannya. Yang ini tidak berlaku lagi."),
        "mute", "refresh-cw",
    ),
    "changed": Words(
        _("Berkas ini sudah diubah"),
        _("Asalnya dokumen kami, tetapi isinya tidak lagi seperti saat kami terbitkan. Jangan dipakai; minta berkas aslinya."),
        "bad", "triangle-alert",
    ),
    "forged": Words(
        _("Bukan dokumen kami"),
        _("Berkas ini mengaku berasal dari kami, padahal tidak. Jangan dipakai."),
        "bad", "x",
    ),
    "unknown": Words(
        _("Kami tidak mengenal berkas ini"),
        _("Tidak ada tanda bahwa berkas ini dari kami. Kami tidak dapat menilainya."),
        "mute", "circle-help",
    ),
}  # fmt: skip

BY_REASON = {
    "signature-broken": _("Tanda tangan elektronik kami di dalamnya rusak: isi berkas berubah setelah ditandatangani."),
    "unlisted": _(
        "Tanda tangannya memakai sertifikat kami, tetapi berkas ini tidak ada dalam daftar terbitan kami. Laporkan."
    ),
    "not-made-by-us": _(
        "Berkas ini memuat kode salah satu dokumen kami, tetapi bukan berkas yang kami terbitkan. Bisa jadi hasil cetak "
        "ulang atau pindai, bisa jadi tiruan. Cocokkan dengan data di bawah, atau minta berkas aslinya."
    ),
    "code-unknown": _("Kode di dalamnya tidak pernah kami terbitkan."),
    "other-document": _("Ini dokumen kami, tetapi bukan dokumen yang kodenya Anda periksa. Cocokkan nomornya."),
    "token-unknown": _(
        "Alamat atau QR ini tidak menuju dokumen yang kami terbitkan. Kertas yang memuatnya bukan dari kami."
    ),
    "signed-by-others": _(
        "Berkas ini tidak memuat tanda dari kami. Tanda tangannya milik pihak lain; periksalah di sana."
    ),
    "unreadable": _("Berkas ini tidak dapat kami baca sampai selesai: rusak, terkunci, atau terlalu rumit."),
    "not-signed": _("Berkas ini tidak ditandatangani secara elektronik dan tidak memuat kode dari kami."),
}
CODE_UNKNOWN = Words(
    _("Kode ini tidak ada pada kami"),
    _("Periksa lagi hurufnya. Bila memang begitu tertulis di kertas, kertas itu bukan dokumen kami."),
    "mute", "circle-help", shows=False,
)  # fmt: skip
NOT_THIS_ONE = _("Bukan dokumen yang kodenya Anda periksa")


def words_for(verdict: Verdict) -> Words:
    """The words of a verdict; a reason says it more exactly than the state alone."""
    words = BY_STATE[verdict.state]
    if verdict.state == "unknown" and verdict.reason in {"token-unknown", "code-unknown"}:
        words = CODE_UNKNOWN
    text = BY_REASON.get(verdict.reason) if words is not CODE_UNKNOWN or verdict.reason == "token-unknown" else None
    title = NOT_THIS_ONE if verdict.reason == "other-document" else words.title
    return Words(title, text or words.text, words.tone, words.mark, words.shows)
