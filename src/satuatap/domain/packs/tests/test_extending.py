"""One pack over another: what the upper one says goes first, and findings point to where a thing was written."""

from satuatap.domain.packs import queries

from .factories import FILES, write_pack

BASE = """\
name: dasar
version: 1.0.0
base: yes
languages: [id]
"""
OVER = """\
name: atas
version: 1.0.0
extends: dasar
languages: [id]
home: {code: 99.71, name: Kota Lain, short_name: Lain, government: Pemerintah Kota Lain, prefix: LAI, look: banyuwangi}
"""


def write_both(tmp_path, over=None, base=None):
    write_pack(tmp_path / "dasar", {"pack.yaml": BASE} | (base or {}))
    return write_pack(tmp_path / "atas", dict.fromkeys(FILES, "") | {"pack.yaml": OVER} | (over or {}))


def test_a_pack_has_everything_of_the_one_it_extends(tmp_path):
    path = write_both(tmp_path)

    assert queries.check(path) == []
    pack = queries.read(path)
    assert list(pack.services) == ["izin-lapak"]
    assert pack.section("pack.yaml")["home"]["name"] == "Kota Lain"
    assert set(pack.templates) == {"izin-lapak"}


def test_keys_and_entries_with_codes_grow_together_and_lists_are_replaced(tmp_path):
    over = {
        "services/pasar/izin-lapak.yaml": "code: izin-lapak\nname: Izin kios\npromise: {within: 1 day}\nchannels: [desk]\n",
        "agencies.yaml": "agencies:\n  - {code: pasar, address: Jalan Baru 1}\n  - {code: baru, kind: agency, name: B, short_name: B, source: sk}\n",
        "calendar.yaml": "holidays:\n  - {source: sk, local: {2026-05-05: Hari lain}}\n",
    }
    pack = queries.read(write_both(tmp_path, over))

    service = pack.services["izin-lapak"].typed
    assert (service["name"], service["summary"]) == ("Izin kios", "Izin berjualan di pasar.")
    assert service["promise"] == {"within": "1 day", "source": "sk"}
    assert service["channels"] == ["desk"]
    units = {unit["code"]: unit for unit in pack.section("agencies.yaml", "agencies")}
    assert (units["pasar"]["name"], units["pasar"]["address"]) == ("Dinas Pasar", "Jalan Baru 1")
    assert "baru" in units
    assert [len(part["local"]) for part in pack.section("calendar.yaml", "holidays")] == [1, 1]


def test_services_of_one_frame_write_only_what_is_their_own(tmp_path):
    frame = """\
record: own
summary: Surat desa.
form:
  required: [pemohon]
  properties: {pemohon: {title: Siapa Anda?}, own: here, pernyataan: {title: Benar?}}
papers: [{key: kk, name: Kartu keluarga, source: sk}]
flow:
  - {step: check, do: check, by: petugas}
  - {step: issue, do: issue, content: {nama: form.pemohon.nama}}
"""
    letter = """\
frame: surat
code: surat-usaha
name: Surat usaha
form: {required: [pemohon, usaha], properties: {usaha: {title: Usaha apa?}}}
papers: [{key: kk, required: no}, {key: foto, name: Foto, source: sk}]
flow: [{step: issue, document: surat-usaha, content: {usaha: form.usaha.nama}}]
"""
    base = {"frames/surat.yaml": frame, "services/surat-usaha.yaml": letter}
    over = {"services/surat-usaha.yaml": "code: surat-usaha\nname: Surat usaha desa\n"}

    service = queries.read(write_both(tmp_path, over, base)).services["surat-usaha"].typed

    assert "frame" not in service
    assert (service["name"], service["summary"]) == ("Surat usaha desa", "Surat desa.")
    assert list(service["form"]["properties"]) == ["pemohon", "usaha", "pernyataan"]
    assert service["form"]["required"] == ["pemohon", "usaha"]
    assert [(paper["key"], paper.get("required")) for paper in service["papers"]] == [("kk", False), ("foto", None)]
    assert [step["step"] for step in service["flow"]] == ["check", "issue"]
    assert service["flow"][1]["content"] == {"nama": "form.pemohon.nama", "usaha": "form.usaha.nama"}


def test_a_frame_that_is_not_there_is_named_with_what_is_near(tmp_path):
    base = {"frames/surat.yaml": "record: own\n", "services/surat-usaha.yaml": "frame: surta\ncode: surat-usaha\n"}

    found = [f for f in queries.check(write_both(tmp_path, base=base)) if "frame" in f.message]

    assert [(f.line, f.message) for f in found] == [(1, "there is no frame “surta”")]
    assert "surat" in found[0].remedy


def test_a_finding_points_to_the_file_where_the_thing_was_written(tmp_path):
    over = {"services/pasar/izin-lapak.yaml": "code: izin-lapak\nagency: salah\n"}
    base = {"sources.yaml": "sources:\n  ks: {title: Lain}\n"}

    errors = [f for f in queries.check(write_both(tmp_path, over, base)) if "service" in f.file]

    places = {(f.file, f.line) for f in errors}
    assert (str(tmp_path / "atas/services/pasar/izin-lapak.yaml"), 2) in places
    assert (str(tmp_path / "dasar/services/pasar/izin-lapak.yaml"), 12) in places


def test_a_base_pack_may_leave_to_the_region_what_only_a_region_knows(tmp_path):
    service = "code: izin-lapak\nname: Izin lapak\npromise: {within: unknown}\n"
    write_pack(
        tmp_path / "dasar",
        {"pack.yaml": BASE, "services/pasar/izin-lapak.yaml": service, "scenarios/izin-lapak.yaml": ""},
    )

    messages = [f.message for f in queries.check(tmp_path / "dasar") if f.level == "error"]

    assert messages == []


def test_tariffs_and_decrees_of_a_neighbour_are_refused_until_the_region_enters_its_own(tmp_path):
    region = BASE.replace("base: yes\n", "") + OVER.splitlines()[-1].replace("Lain", "Tetangga") + "\n"

    copied = write_both(tmp_path, base={"pack.yaml": region})
    messages = [f.message for f in queries.check(copied) if f.level == "error"]
    assert messages == ["this tariff is another region's", "this decree is another region's"]

    own = "code: izin-lapak\nfees: []\nfee: unknown\ndecree: unknown\n"
    entered = write_both(tmp_path, {"services/pasar/izin-lapak.yaml": own}, {"pack.yaml": region})
    assert [f.message for f in queries.check(entered) if f.level == "error"] == []
