"""What ``pack check`` finds: each kind of mistake with its file, its line and a way to mend it."""

import pytest

from satuatap.domain.packs import queries

from .factories import FILES, SHIPPED, changed, line_of, write_pack

SERVICE = "services/pasar/izin-lapak.yaml"


@pytest.mark.parametrize("name", ["nasional", "banyuwangi"])
def test_the_shipped_packs_have_no_errors(name):
    assert [str(finding) for finding in queries.check(SHIPPED / name) if finding.level == "error"] == []


def test_the_small_pack_has_no_findings_at_all(tmp_path):
    assert queries.check(write_pack(tmp_path)) == []


MISTAKES = [
    # file, what stands there, what is written instead, where the finding points, what it says
    (SERVICE, "summary: Izin", "sumary: Izin", "sumary", "unknown key “sumary”"),
    (SERVICE, "mode: full", "mode: fully", "fully", "“fully” is not known here"),
    (SERVICE, "channels: [portal, desk]", "channels: portal", "portal", "a list is expected"),
    (SERVICE, "valid_from: 2026-01-02", "valid_from: 2 January", "2 January", "is not a day"),
    (SERVICE, "within: 3 working days", "within: soon", "soon", "is not a length of time"),
    (SERVICE, "product: Surat izin lapak", "product: ", "product: ", "nothing is written here"),
    (SERVICE, "product: Surat izin lapak", "popular: 1,5", "1,5", "is not a number"),
    (SERVICE, "related: []", "active: NO", "NO", "neither yes nor no"),
    (SERVICE, "related: []", "related: [izin-lapakk]", "izin-lapakk", "no service “izin-lapakk”"),
    (SERVICE, "agency: pasar", "agency: pazar", "pazar", "there is no agency"),
    (SERVICE, "agency: pasar", "agency: {kind: desa}", "desa}", "no office of the kind desa"),
    (SERVICE, "agency: pasar", "agency: {kind: dusun}", "dusun}", "“dusun” is not known here"),
    (SERVICE, "by: technical-team", "by: tehnical-team", "tehnical-team", "there is no role"),
    (SERVICE, "legal: [kurang]", "legal: [kurang, kelebihan]", "kelebihan", "there is no reason"),
    (SERVICE, "legal_source: sk", "legal_source: ks", "ks", "there is no source"),
    (SERVICE, "instead: [gambar]", "instead: [gambr]", "gambr", "no substitute “gambr”"),
    (SERVICE, "key: kuasa", "key: foto", "key: foto, name: Surat", "stands twice"),
    (
        SERVICE,
        "required_when: form.usaha.luas",
        "required_when: form.usaha.lebar",
        "form.usaha.lebar",
        "there is no form.usaha.lebar",
    ),
    (
        SERVICE,
        "required_when: form.usaha.luas > 9",
        "required_when: form.usaha.luas >",
        "form.usaha.luas >}",
        "not readable",
    ),
    (SERVICE, "when: form.usaha.luas > 8", "when: row('luas', 'a') == '8'", "row('luas'", "there is no table “luas”"),
    (SERVICE, "when: form.usaha.luas > 8", "when: form.usaha.catatan == 'x'", "form.usaha.catatan", "can be empty"),
    (SERVICE, "nama: form.usaha.nama", "nama: case.results.ukur.luas", "case.results.ukur.luas", "can be empty"),
    (SERVICE, "nama: form.usaha.nama", "nama: case.results.timbang.x", "case.results.timbang.x", "there is no step"),
    (SERVICE, "type: integer, minimum: 1", "type: number, minimum: 1", "number, minimum", "is not a type of ours"),
    (SERVICE, "luas: {title: Luas terukur", "luas: {titel: Luas terukur", "titel", "has no place"),
    (SERVICE, "on_return: check", "on_return: collect", "collect}", "is not an earlier step"),
    (SERVICE, "do: hand-over", "do: handover", "handover", "unknown kind of step"),
    (SERVICE, "step: collect", "step: sign", "sign, do: hand-over", "stands twice"),
    (
        SERVICE,
        "document: izin-lapak\n    name",
        "document: surat-lapak\n    name",
        "surat-lapak",
        "no document “surat-lapak”",
    ),
    (SERVICE, "template: izin-lapak", "template: izin-lapek", "izin-lapek", "no template “izin-lapek”"),
    (SERVICE, "{serial:03}/{year}", "{serial:03}", "{series: izin-lapak", "two documents could get the same number"),
    (
        SERVICE,
        "law: Perda 1/2026, source: sk, region",
        "law: unknown, source: sk, region",
        "{label",
        "a tariff without law",
    ),
    (SERVICE, "source: sk, region: 99.71", "source: sk, region: 35.10", "35.10", "the law of 35.10, not of 99.71"),
    (SERVICE, "record: own", "record: SIAK", "sign, by: head", "only SIAK issues it"),
    (
        SERVICE,
        "product: Surat",
        "silence: {rule: deemed-granted, limit: 10 days}\nproduct: Surat",
        "silence:",
        "without law",
    ),
    (SERVICE, "mode: full", "mode: refer", "flow:", "no step says where to"),
    ("agencies.yaml", "kind: agency,", "kind: agencyy,", "agencyy", "is not known here"),
    (
        "agencies.yaml",
        "short_name: Dinas Pasar, source: sk",
        "short_name: Dinas Pasar, source: kepwal",
        "kepwal",
        "no source",
    ),
    ("sites.yaml", "08:00-14:00", "08:00-7:00", "08:00-7:00", "not a stretch of a day"),
    ("sites.yaml", "unit: pasar", "unit: pusar", "pusar", "there is no agency"),
    ("calendar.yaml", "2026-04-01: Hari", "2026-04-31: Hari", "Hari jadi", "is not a day"),
    ("life-events.yaml", "services: [izin-lapak]", "services: [izin-kios]", "izin-kios", "no service"),
    ("pack.yaml", "prefix: CTH", "prefix: Cth", "Cth", "does not look right"),
    ("pack.yaml", "version: 1.0.0", "version: 1.0", "1.0", "does not look right"),
    ("pack.yaml", "  code: 99.71", "  code: 99.72", "99.72", "is not in areas.csv"),
    ("areas.csv", "99.71.01.1001", "99.71.02.1001", "99.71.02.1001", "lies in 99.71.02, which is not listed"),
    ("areas.csv", "Alun-alun,kelurahan", "Alun-alun,desa", "99.71.01.1001", "is no desa"),
    ("areas.csv", "99.71.01,Tengah,kecamatan,,", "99.71.01,Tengah", "99.71.01,Tengah", "2 columns instead of 5"),
    ("scenarios/izin-lapak.yaml", "luas: 6", "luas: 12", "papers", "the paper “kuasa” would be asked for"),
    ("scenarios/izin-lapak.yaml", "luas: 6", "luas: besar", "besar", ""),
    ("scenarios/izin-lapak.yaml", "papers: [gambar]", "papers: [gambarr]", "gambarr", "there is no paper"),
    ("scenarios/izin-lapak.yaml", "step: decide", "step: ukur", "approve, step: ukur", "this act is refused"),
    ("scenarios/izin-lapak.yaml", "ends: completed", "ends: refused", "refused", "the walk ends “completed”"),
    ("scenarios/izin-lapak.yaml", "skips: [ukur]", "passes: [ukur]", "ukur]", "was never opened"),
]


@pytest.mark.parametrize(("file", "old", "new", "at", "words"), MISTAKES)
def test_a_mistake_is_found_on_its_line(tmp_path, file, old, new, at, words):
    files = changed(file, old, new)

    errors = [f for f in queries.check(write_pack(tmp_path, files)) if f.level == "error"]

    line = line_of(file, files[file], at)
    found = [f for f in errors if f.file == str(tmp_path / file) and f.line == line and words in f.message]
    assert found, f"nothing about {words!r} on line {line}, but:\n" + "\n".join(map(str, errors))
    assert all(f.remedy for f in errors)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("promise: {within: 3 working days, source: sk}", "promise: {within: unknown}", "the time is not known"),
        ("promise: {within: 3 working days, source: sk}", "promise: {within: 3 working days}", "has no source"),
        ("fees:\n  - {label: Sewa lapak, amount: 25000, law: Perda 1/2026, source: sk, region: 99.71}", "fee: unknown", "the fee is not known"),
        ("legal_basis: [Perda 1/2026]", "legal_basis: []", "no legal basis"),
        ("decree: {number: 188/1/2026, on: 2026-01-02, source: sk}", "decree: unknown", "the decree"),
        ("name: Foto dagangan, law: Perda 1/2026", "name: Foto dagangan, law: unknown", "no legal basis for asking “Foto dagangan”"),
        ("layout: specimen of the market office, 2026", "layout: unconfirmed", "was not compared"),
        ("related: []", "components: {staff: unknown}", "not known yet: staff"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_a_warning_and_no_error(tmp_path, old, new, words):
    findings = queries.check(write_pack(tmp_path, changed(SERVICE, old, new)))

    assert [f.level for f in findings] == ["warning"]
    assert words in findings[0].message


def test_texts_without_english_are_a_warning(tmp_path):
    files = changed("pack.yaml", "languages: [id]", "languages: [id, en]")
    messages = [f.message for f in queries.check(write_pack(tmp_path, files))]

    assert any(message.startswith("21 texts without en: /name") for message in messages), messages
    assert "without en: kurang" in messages


def test_a_translation_of_nothing_is_an_error_where_it_stands(tmp_path):
    words = "services:\n  izin-lapak:\n    /name: Stall permit\n    /nama: Stall\n"
    files = changed("pack.yaml", "languages: [id]", "languages: [id, en]") | {"words/en.yaml": words}

    errors = [f for f in queries.check(write_pack(tmp_path, files)) if f.level == "error"]

    assert [(f.line, f.message) for f in errors] == [(4, "“/nama” translates nothing")]


def test_two_services_with_one_code_are_an_error_in_the_second_file(tmp_path):
    findings = queries.check(write_pack(tmp_path, {"services/pasar/kembar.yaml": FILES[SERVICE]}))

    assert [(f.file, f.line) for f in findings] == [(str(tmp_path / "services/pasar/kembar.yaml"), 1)]
    assert "is taken by" in findings[0].message


def test_a_service_that_lacks_what_publishing_needs_says_so(tmp_path):
    findings = queries.check(write_pack(tmp_path, {"services/pasar/baru.yaml": "code: baru\nname: Baru\n"}))

    assert "the service lacks agency, record, mode" in findings[0].message


def test_an_outside_record_needs_its_number_back(tmp_path):
    files = changed(SERVICE, "record: own", "record: OSS")
    messages = " ".join(f.message for f in queries.check(write_pack(tmp_path, files)))

    assert "the number of OSS is never taken back" in messages
    assert "full needs a record of our own" in messages


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"agency.yaml": "agencies: []\n"}, "a pack has no file “agency.yaml”"),
        ({"sevices/x.yaml": "code: x\n"}, "a pack has no folder “sevices”"),
        ({"pack.yaml": ""}, "a pack begins with pack.yaml"),
        ({"pack.yaml": FILES["pack.yaml"] + "extends: tidak-ada\n"}, "“tidak-ada” cannot be extended"),
        ({"areas.csv": "kode,nama\n"}, "the columns are not those of an area"),
        ({"documents/lain.typ": "x"}, "no document uses “lain”"),
        ({"letters/izin-lapak.typ": "x"}, "two templates are called “izin-lapak”"),
        ({"services/pasar/x.yaml": "name: Tanpa kode\n"}, "a service without code"),
    ],
)
def test_files_that_lead_nowhere_are_found(tmp_path, files, words):
    assert any(words in f.message for f in queries.check(write_pack(tmp_path, files)))


def test_packs_in_a_circle_are_found(tmp_path):
    one = write_pack(tmp_path / "satu", {"pack.yaml": FILES["pack.yaml"] + "extends: dua\n"})
    write_pack(tmp_path / "dua", {"pack.yaml": FILES["pack.yaml"] + "extends: satu\n"})

    assert any("in a circle" in f.message for f in queries.check(one))


def test_who_does_not_work_on_cases_owns_no_step(tmp_path):
    roles = changed("roles.yaml", "  front-officer:", "  guide: Pemandu\n  front-officer:")
    path = write_pack(tmp_path, changed(SERVICE, "do: check, by: front-officer", "do: check, by: guide") | roles)

    assert [f.message for f in queries.check(path) if f.level == "error"] == ["guide does not work on cases"]
