"""The page of one service: the whole standard, gaps included."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies import actions as tenants
from satuatap.domain.agencies.tests.factories import make_site
from satuatap.domain.appointments.tests.factories import make_plan
from satuatap.domain.catalog.tests.factories import make_unit
from satuatap.domain.visits.tests.factories import NOON, make_lane, make_officer
from satuatap.fronts.portal.conftest import publish
from satuatap.kernel.actors import system

pytestmark = pytest.mark.usefixtures("region")


def page(client, code="izin-reklame", prefix=""):
    return client.get(f"{prefix}/layanan/{code}").content.decode()


def test_the_standard_at_a_glance(client):
    found = page(client)

    assert "<dd>3 hari kerja<small>sejak berkas lengkap dan benar</small></dd>" in found
    assert "<dd>Gratis<small>Laporkan bila diminta membayar</small></dd>" in found
    assert "<dd>Surat izin</dd>" in found


def test_what_is_not_decided_is_marked_not_guessed(client):
    publish(2, promise={"within": "unknown"}, fee="unknown", product="", components={})

    found = page(client, "layanan-2")

    head = found[found.index("std cells") : found.index("</dl>")]
    assert head.count("Belum ditetapkan") == 3
    assert "Standar belum ditetapkan dengan keputusan" in found
    assert found.count("Belum ditetapkan") >= 11


def test_a_decree_is_named(client):
    publish(2, decree={"number": "188/12/KEP/2026", "on": "2026-01-02"})

    assert "Standar menurut 188/12/KEP/2026, berlaku sejak 2 Januari 2026" in page(client, "layanan-2")


def test_each_paper_says_who_brings_it(client):
    papers = [
        {"key": "kk", "name": "Kartu keluarga", "from": "family.kk", "law": "UU 24/2013"},
        {"key": "pajak", "name": "Bukti lunas pajak", "from": "bapenda", "instead": ["ket"]},
        {"key": "foto", "name": "Foto lokasi", "required_when": "form.luas > 8"},
        {"key": "kuasa", "name": "Surat kuasa", "meterai": "UU 10/2020", "required": False},
    ]
    publish(2, papers=papers, substitutes=[{"key": "ket", "name": "Surat keterangan"}])

    found = page(client, "layanan-2")

    assert found.index("Kartu keluarga</strong>") < found.index("Sudah ada di data kami")
    assert found.index("Bukti lunas pajak</strong>") < found.index("Kami siapkan")
    assert found.index("Foto lokasi</strong>") < found.index("Perlu diunggah")
    assert "Tidak ada? Bisa diganti: Surat keterangan." in found
    assert "Bermeterai (UU 10/2020)." in found
    assert found.count("Dasar hukum belum ditetapkan") == 3


def test_papers_that_few_need_stand_apart(client):
    papers = [
        {"key": "kk", "name": "Kartu keluarga"},
        {"key": "lahir", "name": "Surat lahir", "required_when": "form.ada", "instead": ["ket"]},
        {"key": "foto", "name": "Foto lokasi", "required_when": "form.luas > 8"},
    ]
    publish(2, papers=papers, substitutes=[{"key": "ket", "name": "Surat keterangan"}])

    found = page(client, "layanan-2")

    apart = found.index("<summary>1 berkas lagi, hanya bila keadaan Anda memerlukannya")
    assert found.index("Surat lahir</strong>") < apart < found.index("Foto lokasi</strong>")


def test_what_has_to_be_said_of_the_time_stands_below(client):
    publish(2, promise={"within": "3 working days", "source": "sk", "note": "Dinas belum menegaskannya."})

    found = page(client, "layanan-2")

    assert "<dd>3 hari kerja<small>sejak berkas lengkap dan benar</small></dd>" in found
    assert found.index("</dl>") < found.index("Dinas belum menegaskannya.")


def test_papers_are_brought_where_nothing_can_be_sent(client):
    publish(2, channels=["desk"], papers=[{"key": "ktp", "name": "KTP"}])

    found = page(client, "layanan-2")

    assert "Dibawa saat datang" in found
    assert "Layanan ini belum bisa diajukan daring." in found
    assert "Ajukan daring" not in found


def test_the_steps_come_from_the_flow(client):
    flow = [
        {"step": "check", "do": "check", "name": "Petugas memeriksa", "within": "4 working hours", "hint": "Sekali saja."},
        {"together": [{"step": "a", "name": "Tim meninjau", "when": "form.luas > 8"}, {"step": "b", "name": "Pajak dihitung"}]},
        {"step": "issue", "do": "issue"},
    ]  # fmt: skip
    publish(2, flow=flow)

    found = page(client, "layanan-2")
    line = found[found.index('<ol class="line">') :]

    order = ["Anda mengisi permohonan", "Petugas memeriksa", "Tim meninjau", "Pajak dihitung"]
    assert [line.index(title) for title in order] == sorted(line.index(title) for title in order)
    assert "Paling lama 4 jam kerja. Sekali saja." in line
    assert "Hanya bila diperlukan. Bersamaan" not in line
    assert line.count("Berjalan bersamaan") == 2
    assert '<span class="dot">5</span>' not in line


def test_steps_that_were_written_are_shown_as_written(client):
    publish(2, procedure=[{"title": "Datang ke loket", "text": "Bawa KTP."}, {"title": "Terima surat", "text": ""}])

    line = page(client, "layanan-2")
    line = line[line.index('<ol class="line">') :]

    assert "Datang ke loket" in line
    assert "Anda mengisi permohonan" not in line


def test_fees_stand_with_their_law(client):
    fees = [
        {"label": "Retribusi", "amount": "25000", "law": "Perda 1/2024"},
        {"label": "Pajak", "formula": "form.luas * 100"},
        {"label": "Lain", "amount": "unknown"},
    ]
    publish(2, fee="listed", fees=fees)

    found = page(client, "layanan-2")

    assert "Sesuai tarif" in found
    assert "Rp25.000" in found
    assert "Dihitung dari jawaban Anda" in found
    assert "Perda 1/2024" in found


def test_somebody_elses_document_is_named_as_such(client):
    publish(2, record="SIAK", mode="assist")

    assert "Dokumennya diterbitkan lewat SIAK." in page(client, "layanan-2")


def test_places_related_services_and_sources(client):
    sources = {
        "sk": {"title": "SK Kepala Dinas", "url": "https://contoh.id/sk"},
        "umum": {"title": "Umum", "checked": False},
    }
    publish(2, sites=["mpp", "tidak-dikenal"], related=["izin-reklame"], sources=sources)

    found = page(client, "layanan-2")

    assert "<li>Mal Pelayanan Publik</li>" in found
    assert '<li><a href="/layanan/izin-reklame">Izin reklame</a></li>' in found
    assert '<a href="https://contoh.id/sk" lang="id">SK Kepala Dinas</a>' in found
    assert "Umum</span> (belum dicocokkan)" in found


def test_a_service_of_the_village_is_asked_for_at_home(client):
    publish(2, agency={"kind": "village"}, sites=[])

    assert "<li>Balai desa atau kantor kelurahan Anda</li>" in page(client, "layanan-2")


def test_what_can_be_asked_for_on_the_web_begins_here(client):
    assert '<a class="btn lg block" href="/ajukan/izin-reklame">Ajukan daring</a>' in page(client)


def test_what_is_only_paid_here_says_so(client):
    publish(2, mode="pay", record="PUDAM", documents=[])

    found = page(client, "layanan-2")

    assert '<a class="btn lg block" href="/ajukan/layanan-2">Cek dan bayar</a>' in found
    assert "Pembayaran Anda diteruskan ke PUDAM" in found
    assert "Dokumennya diterbitkan" not in found


def test_the_english_page_speaks_english_where_it_was_translated(client):
    found = page(client, prefix="/en")

    assert "<h1>Billboard permit</h1>" in found


def test_an_unknown_service_is_not_there(client):
    assert client.get("/layanan/tidak-ada").status_code == 404


def test_nothing_of_the_print_button_shows_without_script(client):
    assert '<span class="no-print" hidden data-print="Cetak daftar ini"' in page(client)


def test_where_one_goes_says_how_it_stands_there_now_and_how_to_book(client, monday, django_assert_max_num_queries):
    nine, mall, office = NOON - timedelta(hours=3), make_site("mpp"), make_unit("dpmptsp")
    make_lane(site=mall, unit=office)
    make_plan(nine, "izin", site=mall, unit=office)
    make_site("pasar", name="Pasar Genteng")
    publish(2, sites=["mpp", "pasar"], related=["izin-reklame"])
    with django_assert_max_num_queries(14):  # at work what is down and where vans stop is remembered, and not asked
        found = page(client, "layanan-2")
    assert "Belum ada loket yang buka" in found
    assert 'href="/antrean/mpp"' in found
    assert 'href="/janji/di/mpp/izin"' in found

    manager = make_officer(office, "Bambang", "mall-manager")
    tenants.mark_away(site_id=mall.pk, unit_id=office.pk, reason="Rapat dinas", by=manager, at=nine)
    found = page(client, "layanan-2")
    assert "hari ini tidak melayani di" in found
    assert "(Rapat dinas). Melayani lagi Selasa, 24 November" in found

    outage = {
        "kind": "power",
        "system": "",
        "unit_id": None,
        "begins_at": nine,
        "reason": "Gardu padam.",
        "evidence": "",
    }
    tenants.declare_outage(**outage, site_id=mall.pk, by=system("test"), at=NOON)
    assert "Listrik padam" in page(client, "layanan-2")


def test_how_a_hall_stands_is_told_for_twenty_seconds_at_most(client):
    assert client.get("/layanan/izin-reklame").kept_for == 20
