"""What the page without the line says by itself: its words travel with it."""

from django.utils.translation import gettext as _

from satuatap.domain.outboxes.lifecycle import EndedFor, Problem


def page_words() -> dict[str, str]:
    """Words by the name the program knows them by."""
    return _words_of_the_lock() | _words_of_photos() | _words_of_bad_days() | {
        "online": _("Tersambung"),
        "offline": _("Tanpa jaringan. Semua tersimpan di perangkat ini."),
        "unsent": _("Belum terkirim: {count}"),
        "none_unsent": _("Semua sudah terkirim."),
        "sending": _("Mengirim…"),
        "sign_in": _("Masuk dulu untuk mengirim dan memperbarui data. Isian Anda tetap di perangkat ini."),
        "until": _("Data penduduk per {at}, dapat dibuka sampai {expires}."),
        "expired": _("Data penduduk sudah lewat masanya dan dikunci. Sambungkan ke jaringan untuk memperbarui."),
        "no_crypto": _("Peramban ini tidak dapat menyimpan dengan aman. Pakai Chrome atau Firefox terbaru lewat HTTPS."),
        "need_line": _("Perlu jaringan untuk langkah ini."),
        "not_yours": _("Perangkat ini terdaftar untuk petugas lain. Masuklah dengan akun yang mendaftarkannya."),
        "no_desk": _("Halaman ini untuk petugas desa dan kelurahan."),
        "left": _("Anda tidak lagi bertugas di desa ini. Data penduduknya dihapus; isian yang belum terkirim masih ada, cetak slipnya."),
        "wiped": _("Perangkat ini sudah diakhiri dari pusat. Semua yang tersimpan di sini dihapus."),
        "off_sure": _("Hapus semua data desa dari perangkat ini? {count} isian belum terkirim dan akan hilang."),
        "drop_sure": _("Hapus isian ini? Yang sudah diketik akan hilang."),
        "nobody": _("Tidak ada warga desa ini yang cocok."),
        "purpose": _("Pilih dulu untuk apa data ini dibuka."),
        "short": _("Ketik NIK, nomor KK, atau paling sedikit tiga huruf nama."),
        "household": _("Satu kartu keluarga"),
        "saving": _("Menyimpan…"),
        "saved": _("Tersimpan di perangkat, pukul {at}"),
        "draft": _("Draf"),
        "waiting": _("Menunggu jaringan"),
        "sent": _("Terkirim: {number}"),
        "aside": _("Perlu dilihat: {words}"),
        "conflict": _("Tidak diterima: {words}"),
        "settled": _("Sudah ditangani petugas"),
        "nik_bad": _("NIK terdiri atas 16 angka."),
        "kk_bad": _("Nomor KK terdiri atas 16 angka."),
        "date_bad": _("Isi tanggal, bulan, dan tahun."),
        "integer_bad": _("Tulis dengan angka bulat, misalnya 12."),
        "mend": _("Ada {count} isian yang perlu diperbaiki."),
        "go_on": _("Lanjutkan"),
        "print": _("Cetak slip"),
        "drop": _("Hapus"),
        "letter": _("Surat"),
        "application": _("Permohonan"),
        "lent": _("Sisa nomor pinjaman: {count}"),
        "give_back": _("Kembalikan"),
        "use_number": _("Tanda tangani basah sekarang, dengan nomor {number}"),
        "none_yet": _("Belum ada isian di perangkat ini."),
    }  # fmt: skip


def _words_of_bad_days() -> dict[str, str]:
    return {
        "unreached": _("Pusat belum terjangkau. Semua tersimpan di perangkat ini."),
        "progress": _("Mengirim foto: {share}%"),
        "stuck": _("Pusat belum dapat menerima semuanya. Yang lain sudah terkirim; sisanya dicoba lagi sendiri."),
        "never": _("Data penduduk belum diambil. Sambungkan ke jaringan, lalu kirim dan perbarui."),
        "clock": _("Jam perangkat ini salah; menurut pusat sekarang {now}. Waktu di isian sudah dibetulkan. Betulkan juga jamnya."),
        "full": _("Penyimpanan perangkat ini penuh: yang terakhir belum tersimpan. Kosongkan ruang, lalu ulangi."),
        "not_saved": _("Yang terakhir belum tersimpan. Jangan tutup halaman ini; coba sekali lagi."),
        "little_room": _("Penyimpanan perangkat ini hampir penuh. Kosongkan ruang sebelum menulis lagi."),
        "may_go": _("Peramban boleh membuang isian ini bila penyimpanan penuh. Kirimkan secepatnya."),
        "elsewhere": _("Isian ini sudah diselesaikan atau dihapus di jendela lain."),
        "form_new": _("Formulir layanan ini diperbarui sejak isian dimulai. Periksa semuanya sebelum selesai."),
        "letter_gone": _("Layanan ini tidak lagi dibuat di meja desa. Isiannya masih dapat dibaca, dicetak, dan dikirim ke petugas."),
        "number_gone": _("Nomor pinjaman untuk surat ini baru saja habis. Selesaikan tanpa nomor, atau pinjam lagi."),
        "again": _("Tulis ulang dengan nomor baru"),
        "witnesses": _("Tulis nama kedua saksi cap jempol."),
        "off_done": _("Perangkat ini sudah dilepas. Semua yang tersimpan di sini dihapus."),
    }  # fmt: skip


def _words_of_the_lock() -> dict[str, str]:
    return {
        "pin_short": _("PIN paling sedikit 6 angka."),
        "pin_same": _("Kedua PIN tidak sama."),
        "pin_wrong": _("PIN salah. Sisa percobaan: {count}."),
        "pin_wait": _("Terlalu sering salah. Coba lagi {seconds} detik lagi."),
        "pin_locked": _(
            "PIN tidak berlaku lagi dan data penduduk dihapus. Isian Anda masih ada: sambungkan, masuk, lalu buat PIN baru."
        ),
    }


def _words_of_photos() -> dict[str, str]:
    return {
        "photos": _("Foto: {count}"),
        "take_photo": _("Foto atau pilih gambar"),
        "forget_photo": _("Buang foto"),
        "photo_bad": _("Gambar ini tidak dapat dibaca. Ambil foto lagi."),
        "photos_many": _("Paling banyak 12 foto untuk satu isian."),
    }


def fact_names() -> dict[str, str]:
    """The facts of a resident, in the order in which they are shown."""
    return {
        "nik": _("NIK"), "kk": _("Nomor KK"), "relation": _("Hubungan dalam keluarga"), "sex": _("Jenis kelamin"),
        "birth_place": _("Tempat lahir"), "born_on": _("Tanggal lahir"), "religion": _("Agama"),
        "marital": _("Status perkawinan"), "occupation": _("Pekerjaan"), "citizenship": _("Kewarganegaraan"),
        "father_name": _("Nama ayah"), "mother_name": _("Nama ibu"), "address_line": _("Alamat"),
    }  # fmt: skip


def slip_fact_names() -> dict[str, str]:
    """The facts of a resident that can stand on a slip."""
    more = {
        "name": _("Nama"), "phone": _("Nomor HP"), "street": _("Jalan"), "hamlet": _("Dusun"), "rt": _("RT"),
        "rw": _("RW"),
    }  # fmt: skip
    return fact_names() | more


def ended_words() -> dict[str, str]:
    return {EndedFor.SIGNED_OFF: _("Dilepas petugasnya"), EndedFor.LOST: _("Hilang"), EndedFor.REPLACED: _("Diganti")}


def problem_words() -> dict[str, str]:
    return {
        Problem.GONE: _("Orangnya tidak lagi tercatat di desa ini"),
        Problem.DOUBLE: _("Mungkin dobel"),
        Problem.REVISION: _("Aturan layanan berubah"),
        Problem.INCOMPLETE: _("Belum lengkap"),
        Problem.CHANGED: _("Data penduduk berubah"),
        Problem.NUMBER: _("Nomor pinjaman bermasalah"),
        Problem.REFUSED: _("Tidak dapat diajukan"),
    }
