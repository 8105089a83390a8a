"""What the phone says by itself, without asking us: its words travel with the page."""

from django.utils.translation import gettext as _


def phone_words() -> dict[str, str]:
    """Words by the name the program knows them by."""
    return {
        "kept": _("Tersimpan di HP"),
        "sent": _("Terkirim"),
        "offline": _("Tidak ada sinyal. Isian dan foto tersimpan di HP ini."),
        "waiting": _("Menunggu sinyal: hasil dikirim begitu ada sinyal. Halaman ini boleh ditutup; buka lagi bila sinyal kembali."),
        "all_sent": _("Semua isian dan foto sudah terkirim."),
        "some_kept": _("Masih di HP: {count}."),
        "sign_in": _("Anda perlu masuk lagi untuk mengirim. Isian dan foto tetap di HP ini."),
        "sign_in_link": _("Masuk lagi"),
        "no_storage": _("HP ini tidak mengizinkan penyimpanan. Kirim isian selagi ada sinyal."),
        "closed": _("Isian dan foto Anda tetap di HP ini. Kirim sebagai catatan untuk rekan, unduh fotonya, lalu hapus dari HP."),
        "as_note": _("Kirim sebagai catatan rekan"),
        "noted": _("Catatan terkirim. Rekan membacanya di pesan berkas."),
        "note_head": _("Hasil peninjauan yang belum masuk:"),
        "forget": _("Hapus dari HP"),
        "forget_sure": _("Hapus isian dan foto yang belum terkirim dari HP ini?"),
        "download": _("Unduh foto"),
        "position_on": _("Posisi dicatat pada foto."),
        "position_off": _("Posisi tidak tersedia. Tulis sebabnya di bawah."),
        "photo_bad": _("Foto ini tidak dapat dibaca. Coba ambil lagi."),
        "no_position": _("tanpa posisi"),
        "none_kept": _("Tidak ada peninjauan yang tersimpan di HP ini."),
        "ok": _("Sesuai"),
        "not-ok": _("Tidak sesuai"),
        "na": _("Tidak berlaku"),
    }  # fmt: skip
