"""Nothing is left open, nothing is unused, nothing names the place where it was written."""

import re

from .source import ROOT, SRC, short

TEXT = {".py", ".html", ".css", ".js", ".md", ".yaml", ".toml", ".typ", ".txt", ".csv"}
OPEN_ENDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error)\b")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)

MISSPELT = {
    "silahkan": "silakan", "dimana": "di mana", "darimana": "dari mana", "kemana": "ke mana", "disini": "di sini",
    "disana": "di sana", "merubah": "mengubah", "dirubah": "diubah", "ijin": "izin", "perijinan": "perizinan",
    "jadual": "jadwal", "aktifitas": "aktivitas", "kwitansi": "kuitansi", "resiko": "risiko", "antri": "antre",
    "nasehat": "nasihat", "sistim": "sistem", "praktek": "praktik", "tehnis": "teknis", "telpon": "telepon",
    "analisa": "analisis", "obyek": "objek", "subyek": "subjek", "propinsi": "provinsi", "nopember": "November",
    "pebruari": "Februari", "terlanjur": "telanjur", "sekedar": "sekadar", "detil": "detail", "himbauan": "imbauan",
    "karna": "karena", "nomer": "nomor", "prosentase": "persentase", "kadaluarsa": "kedaluwarsa", "kuatir": "khawatir",
    "kadaluwarsa": "kedaluwarsa", "kerjasama": "kerja sama", "terimakasih": "terima kasih", "standarisasi": "standardisasi",
    "tanggungjawab": "tanggung jawab", "tandatangan": "tanda tangan", "ditanda": "ditandatangani", "ketrampilan": "keterampilan",
    "trampil": "terampil", "perduli": "peduli", "diupload": "diunggah", "mengupload": "mengunggah", "e-ktp": "KTP-el",
    "didownload": "diunduh", "mendownload": "mengunduh", "handphone": "HP", "perlindungan data": "pelindungan data",
    "diatas": "di atas", "dibawah": "di bawah", "didalam": "di dalam", "diluar": "di luar", "didepan": "di depan",
    "dibelakang": "di belakang", "diantara": "di antara", "disamping": "di samping", "diloket": "di loket",
    "kedalam": "ke dalam", "keatas": "ke atas", "kebawah": "ke bawah", "kesini": "ke sini", "kesana": "ke sana",
    "apapun": "apa pun", "siapapun": "siapa pun", "manapun": "mana pun", "kapanpun": "kapan pun", "satupun": "satu pun",
    "mempengaruhi": "memengaruhi", "memroses": "memproses", "mengkonfirmasi": "mengonfirmasi", "mensurvei": "menyurvei",
    "mengkoordinasi": "mengoordinasi", "mentaati": "menaati", "seksama": "saksama", "hutang": "utang", "jaman": "zaman",
    "fihak": "pihak", "faham": "paham", "azas": "asas", "apotik": "apotek", "karir": "karier", "kongkrit": "konkret",
    "diberitahu": "diberi tahu", "tanggung-jawab": "tanggung jawab", "orangtua": "orang tua", "sub bagian": "subbagian",
    "terdiri dari": "terdiri atas", "dahulu": "dulu", "huruf besar": "huruf kapital", "coba lagi beberapa": "coba beberapa",
    "kamu": "Anda", "kalian": "Anda", "mohon maaf": "(leave it out)", "silakan klik": "(name the button)",
}  # fmt: skip
"""What people write and what is right, by the spelling of the state (EYD V) and our own words (glossary)."""
SEARCHED = re.compile(r"^\s*(words|/words):")  # what people type when they search, as they type it


def files(*folders: str):
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if (
                path.is_file()
                and path.suffix in TEXT
                and "vendor" not in path.parts
                and "__pycache__" not in path.parts
            ):
                yield path


def test_nothing_is_left_open():
    found = [
        f"{short(path)}: {match.group()}"
        for path in files("src", "tests", "packs", "docs")
        for match in OPEN_ENDS.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_templates_hold_no_inline_script_or_style():
    found = [
        f"{short(path)}: {match.group()}"
        for path in SRC.rglob("*.html")
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
        if 'type="application/json"' not in path.read_text(encoding="utf-8")
    ]

    assert found == []


def test_every_template_is_used():
    templates = {
        str(path.relative_to(folder)) for folder in SRC.glob("fronts/*/templates") for path in folder.rglob("*.html")
    }
    sources = [path.read_text(encoding="utf-8") for ending in ("*.py", "*.html") for path in SRC.rglob(ending)]
    text = "\n".join(sources)
    found_by_library = ("account/", "mfa/", "socialaccount/", "usersessions/")
    unused = [name for name in sorted(templates) if name not in text and not name.startswith(found_by_library)]

    assert unused == []


def test_indonesian_is_spelt_as_the_state_spells_it():
    wrong = re.compile(rf"(?<![\w/-])({'|'.join(map(re.escape, MISSPELT))})(?![\w/-])", re.IGNORECASE)
    found = [
        f"{short(path)}:{number}: {match[1]}, right is {MISSPELT[match[1].lower()]}"
        for path in files("src", "packs")
        if (path.suffix in {".html", ".yaml", ".typ"} or "tests" not in path.parts) and path.parent.name != "tongues"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not SEARCHED.match(line)
        for match in wrong.finditer(line)
        if match[1] in {match[1].lower(), match[1].capitalize()}  # anything else is a name in code
    ]

    assert found == []


def test_a_secret_is_called_by_its_own_word():
    """*kata sandi* is typed by a person, *kunci sandi* lies in the phone, *frasa sandi* opens a certificate at BSrE; "sandi"
    alone may be any of them."""
    alone = re.compile(
        r"(?<!kata )(?<!kunci )(?<!frasa )(?:(?<=\s)sandi|(?<![\w/-])(?-i:Sandi))(?![\w/-])", re.IGNORECASE
    )
    found = [
        f"{short(path)}:{number}: {line.strip()[:120]}"
        for path in files("src", "packs")
        if path.parent.name != "tongues"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not SEARCHED.match(line) and alone.search(line)
    ]

    assert found == []


def test_no_path_of_one_machine():
    paths = re.compile(r"(?<![\w.])/(?:work|home/\w+|Users/\w+)/")
    found = [
        f"{short(path)}: {match.group()}"
        for path in files("src", "tests", "packs", "docs")
        for match in paths.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_nothing_was_left_half_joined():
    """Marks that a joining of two changes leaves where it needs a person."""
    marks = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)
    files = [path for place in ("src", "packs", "tests", "docs") for path in (ROOT / place).rglob("*")]
    texts = {".py", ".html", ".css", ".js", ".yaml", ".md", ".po", ".typ", ".csv"}

    assert [
        path.name for path in files if path.suffix in texts and marks.search(path.read_text(encoding="utf-8"))
    ] == []
