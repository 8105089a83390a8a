"""Code lists of the population register, as the village systems number them. Labels are what people read.

SIAK's own tables may number differently; the code of another system is translated at its adapter, not here.
"""

SEX = {1: "Laki-laki", 2: "Perempuan"}
MALE, FEMALE = 1, 2

RELIGION = {
    1: "Islam", 2: "Kristen", 3: "Katholik", 4: "Hindu", 5: "Budha", 6: "Khonghucu",
    7: "Kepercayaan terhadap Tuhan YME / lainnya",
}  # fmt: skip

MARITAL = {1: "Belum kawin", 2: "Kawin", 3: "Cerai hidup", 4: "Cerai mati"}
UNMARRIED, MARRIED, DIVORCED, WIDOWED = 1, 2, 3, 4

CITIZENSHIP = {1: "WNI", 2: "WNA", 3: "Dua kewarganegaraan"}
FOREIGNER = 2

RELATION = {
    1: "Kepala keluarga", 2: "Suami", 3: "Istri", 4: "Anak", 5: "Menantu", 6: "Cucu", 7: "Orang tua", 8: "Mertua",
    9: "Famili lain", 10: "Pembantu", 11: "Lainnya",
}  # fmt: skip
HEAD, HUSBAND, WIFE, CHILD, IN_LAW_CHILD, GRANDCHILD, PARENT, IN_LAW, KIN, SERVANT, OTHER = range(1, 12)

EDUCATION = {
    1: "Tidak/belum sekolah", 2: "Belum tamat SD/sederajat", 3: "Tamat SD/sederajat", 4: "SLTP/sederajat",
    5: "SLTA/sederajat", 6: "Diploma I/II", 7: "Akademi/Diploma III/Sarjana Muda", 8: "Diploma IV/Strata I",
    9: "Strata II", 10: "Strata III",
}  # fmt: skip

BLOOD = {
    1: "A", 2: "B", 3: "AB", 4: "O", 5: "A+", 6: "A-", 7: "B+", 8: "B-", 9: "AB+", 10: "AB-", 11: "O+", 12: "O-",
    13: "Tidak tahu",
}  # fmt: skip

STATUS = {1: "Hidup", 2: "Mati", 3: "Pindah", 4: "Hilang", 6: "Pergi", 9: "Tidak valid"}
ALIVE, DEAD, MOVED, MISSING, GONE, INVALID = 1, 2, 3, 4, 6, 9
ON_CARD = frozenset({ALIVE, MISSING, GONE})
"""Who stands on a family card: not the dead, nor those who have moved out of the region."""

_OCCUPATIONS = """
Belum/tidak bekerja; Mengurus rumah tangga; Pelajar/mahasiswa; Pensiunan; Pegawai negeri sipil (PNS);
Tentara Nasional Indonesia (TNI); Kepolisian RI (Polri); Perdagangan; Petani/pekebun; Peternak; Nelayan/perikanan;
Industri; Konstruksi; Transportasi; Karyawan swasta; Karyawan BUMN; Karyawan BUMD; Karyawan honorer;
Buruh harian lepas; Buruh tani/perkebunan; Buruh nelayan/perikanan; Buruh peternakan; Pembantu rumah tangga;
Tukang cukur; Tukang listrik; Tukang batu; Tukang kayu; Tukang sol sepatu; Tukang las/pandai besi; Tukang jahit;
Tukang gigi; Penata rias; Penata busana; Penata rambut; Mekanik; Seniman; Tabib; Paraji; Perancang busana;
Penterjemah; Imam masjid; Pendeta; Pastor; Wartawan; Ustadz/mubaligh; Juru masak; Promotor acara; Anggota DPR-RI;
Anggota DPD; Anggota BPK; Presiden; Wakil presiden; Anggota Mahkamah Konstitusi; Anggota kabinet kementerian;
Duta besar; Gubernur; Wakil gubernur; Bupati; Wakil bupati; Walikota; Wakil walikota; Anggota DPRD provinsi;
Anggota DPRD kabupaten/kota; Dosen; Guru; Pilot; Pengacara; Notaris; Arsitek; Akuntan; Konsultan; Dokter; Bidan;
Perawat; Apoteker; Psikiater/psikolog; Penyiar televisi; Penyiar radio; Pelaut; Peneliti; Sopir; Pialang; Paranormal;
Pedagang; Perangkat desa; Kepala desa; Biarawati; Wiraswasta; Lainnya
"""
OCCUPATION = {number: name.strip() for number, name in enumerate(_OCCUPATIONS.split(";"), start=1)}

LISTS = {
    "sex": SEX, "religion": RELIGION, "marital": MARITAL, "occupation": OCCUPATION, "education": EDUCATION,
    "citizenship": CITIZENSHIP, "blood": BLOOD, "status": STATUS, "relation": RELATION,
}  # fmt: skip


def label(name: str, code: int | None) -> str:
    """The words for a code of a list, "" for none."""
    return LISTS[name][code] if code is not None else ""
