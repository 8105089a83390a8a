"""The pages of letters that come in: the agenda, a new one, one letter, an officer's own list."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support import cast

from satuatap.domain.audit.models import Entry
from satuatap.domain.correspondence.models import Letter, Sending, Sheet
from satuatap.domain.correspondence.tests.factories import PDF, dispose, put_instructions, register
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer, Signer, make_head, make_issued
from satuatap.domain.files.tests.factories import PNG
from satuatap.kernel.remembered import forget_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_work(settings, tmp_path, noon, time_machine, monkeypatch):
    settings.HOME = tmp_path
    time_machine.move_to(noon, tick=False)
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})


@pytest.fixture
def sumiati(village):
    put_instructions()
    return cast.make_officer("Sumiati Contoh", village, "village-secretary")


@pytest.fixture
def kusnadi(village):
    return cast.make_officer("Kusnadi Contoh", village, "village-head")


@pytest.fixture
def wayan(village):
    return cast.make_officer("Wayan Contoh", village, "cashier")


@pytest.fixture
def desk(sumiati, client_of):
    return client_of(sumiati)


def typed(**changes):
    told = {
        "key": str(uuid4()), "pengirim": "Camat Licin", "perihal": "Undangan rapat", "nomor": "005/112/2026",
        "tanggal": "2026-11-20", "diterima": "2026-11-23", "sifat": "segera", "lewat": "langsung", "kepada": "",
    }  # fmt: skip
    return told | changes


def read(answer):
    return answer.content.decode()


def enter(client, **changes):
    return client.post(reverse("desk:enter_letter"), typed(**changes))


def act(client, letter, act, **told):
    return client.post(reverse("desk:letter_in", args=[letter.pk]), {"act": act, "key": str(uuid4()), **told})


def of(letter):
    return reverse("desk:letter_in", args=[letter.pk])


def test_a_letter_is_entered_with_its_photo_disposed_reported_and_answered(desk, kusnadi, wayan, village, client_of):
    assert "Belum ada surat masuk" in read(desk.get(reverse("desk:letters_in")))
    answer = enter(desk, lembar=[SimpleUploadedFile("surat.pdf", PDF)])
    page = read(desk.get(answer["Location"]))
    assert "Surat tercatat di agenda." in page
    assert "agenda nomor 1/2026" in page
    letter = Letter.objects.get()
    sheet = reverse("desk:letter_sheet", args=[letter.pk, Sheet.objects.get().pk])
    assert desk.get(sheet).content == PDF
    assert "Kirim disposisi" not in page

    head = client_of(kusnadi)
    assert "Kirim disposisi" in read(head.get(of(letter)))
    told = {"petugas": [str(wayan.account_id)], "isi": ["hadiri"], "kata": "Bawa data", "batas": "2026-11-25"}
    answer = act(head, letter, "disposisi", **told)
    assert "Disposisi terkirim kepada petugasnya." in read(head.get(answer["Location"]))

    officer = client_of(wayan)
    own = read(officer.get(reverse("desk:assignments")))
    assert "Hadiri" in own
    assert "Bawa data" in own
    task = letter.assignments.get()
    issued = make_issued(make_head(village)[1])
    told = {"asal": "sini", "nomor-jawaban": issued.number, "tujuan": "Camat Licin", "dikirim-jawaban": "2026-11-23"}
    assert act(officer, letter, "jawaban", **told).status_code == 302
    assert act(officer, letter, "lapor", tugas=str(task.pk), laporan="Sudah dihadiri").status_code == 302
    page = read(head.get(of(letter)))
    assert "Sudah dihadiri" in page
    assert issued.number in page
    assert "Selesai" in page
    assert "Sudah dihadiri" not in read(officer.get(reverse("desk:assignments")))
    assert "Undangan rapat" in read(officer.get(reverse("desk:assignments"), {"tampil": "selesai"}))


def test_a_photo_is_seen_beside_the_letter_but_of_a_secret_one_only_when_opened(desk, kusnadi, client_of):
    for nature, is_seen in (("biasa", True), ("rahasia", False)):
        enter(
            desk, sifat=nature, lembar=[SimpleUploadedFile("surat.png", PNG), SimpleUploadedFile("lampiran.pdf", PDF)]
        )
        letter = Letter.objects.latest("registered_at", "pk")
        photo, scan = letter.sheets.order_by("pk")
        page = read(client_of(kusnadi).get(of(letter)))
        assert (f'<img src="{of(letter)}/lembar/{photo.pk}"' in page) == is_seen
        assert f'<img src="{of(letter)}/lembar/{scan.pk}"' not in page
        assert f'href="{of(letter)}/lembar/{photo.pk}"' in page


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(desk):
    answer = enter(desk, pengirim=" ", perihal="Undangan penting", tanggal="2026-11-31")
    page = read(answer)
    assert answer.status_code == 422
    assert "Tanggal ini tidak ada." in page
    assert 'value="Undangan penting"' in page
    assert "Tulis dari siapa" in read(enter(desk, pengirim=" "))
    assert "Isi tanggalnya." in read(enter(desk, diterima=""))
    wrong = enter(desk, lembar=[SimpleUploadedFile("surat.exe", b"MZ")])
    assert "Jenis berkas ini" in read(wrong)
    assert "Pilih lagi foto" in read(enter(desk, pengirim=" ", lembar=[SimpleUploadedFile("surat.pdf", PDF)]))
    assert "Pilih lagi foto" not in page
    assert not Letter.objects.exists()


def test_a_letter_of_another_office_is_taken_in_by_its_code(desk, village, licensing, budi, client_of):
    issued = make_issued(make_head(village)[1])
    counter = client_of(budi)
    told = {"act": "kode", "key": str(uuid4()), "kode": issued.code, "diterima-kode": "2026-11-23"}
    assert "tidak kami kenal" in read(counter.post(reverse("desk:enter_letter"), told | {"kode": "AAAA"}))
    answer = counter.post(reverse("desk:enter_letter"), told)
    page = read(counter.get(answer["Location"]))
    assert "Unduh suratnya (PDF)" in page
    letter = Letter.objects.get()
    pdf = counter.get(reverse("desk:letter_paper", args=[letter.pk]))
    assert pdf.content.startswith(b"%PDF-")
    assert "attachment" in pdf["Content-Disposition"]


def test_only_colleagues_see_letters_and_strangers_leave_a_trace(desk, sumiati, village, budi, rani, client, client_of):
    letter = register(village, sumiati, sheets=[("a.pdf", PDF)])
    sheet = reverse("desk:letter_sheet", args=[letter.pk, letter.sheets.get().pk])
    fix = reverse("desk:correct_letter", args=[letter.pk])
    other = client_of(budi)
    for address in (of(letter), sheet, fix):
        assert desk.get(address).status_code == 200
        assert other.get(address).status_code == 404
        assert client.get(address).status_code == 302
    turned_away = Entry.objects.filter(by=budi.id, verb="turned-away", purpose__contains=str(letter.pk))
    assert turned_away.count() == 3
    assert act(other, letter, "disposisi").status_code == 404
    assert act(desk, letter, "disposisi").status_code == 404
    assert act(desk, letter, "arsip", alasan="x").status_code == 404
    assert act(desk, letter, "apa-saja").status_code == 404
    cashier = client_of(cast.make_officer("Joko Contoh", village, "cashier"))
    assert cashier.get(reverse("desk:letters_in")).status_code == 404
    assert cashier.get(of(letter)).status_code == 404
    assert cashier.get(reverse("desk:assignments")).status_code == 200
    assert client_of(rani).get(reverse("desk:assignments")).status_code in (302, 403, 404)


def test_what_is_wrong_is_put_right_and_the_old_words_stay(desk, sumiati, village):
    letter = register(village, sumiati, sheets=[("a.pdf", PDF)])
    fix = reverse("desk:correct_letter", args=[letter.pk])
    assert 'value="Camat Licin"' in read(desk.get(fix))
    wrong = desk.post(fix, typed(act="betul", perihal="Rapat"))
    assert "Tulis apa yang keliru." in read(wrong)
    assert 'value="Rapat"' in read(wrong)
    answer = desk.post(fix, typed(act="betul", perihal="Rapat stunting") | {"alasan-betul": "Kurang lengkap"})
    page = read(desk.get(answer["Location"]))
    assert "<s>Camat Licin: Undangan rapat koordinasi</s>" in page
    assert "Kurang lengkap" in page
    sheet = letter.sheets.get()
    desk.post(fix, {"act": "sisih", "yang": str(sheet.pk), "alasan-sisih": "Surat lain"})
    assert "Dikesampingkan: Surat lain" in read(desk.get(of(letter)))
    assert desk.post(fix, {"act": "batal", "alasan-batal": ""}).status_code == 422
    desk.post(fix, {"act": "batal", "alasan-batal": "Tercatat dua kali"})
    assert "Tercatat dua kali" in read(desk.get(of(letter)))
    assert "Surat ini sudah dibatalkan." in read(desk.get(fix))
    assert desk.post(fix, {"act": "lain"}).status_code == 404


def test_the_keeper_of_the_agenda_does_not_open_a_secret_letter(desk, sumiati, kusnadi, village, client_of):
    letter = register(village, sumiati, nature="rahasia", sheets=[("a.pdf", PDF)])
    sheet = reverse("desk:letter_sheet", args=[letter.pk, letter.sheets.get().pk])
    assert "Surat rahasia. Lembarnya" in read(desk.get(of(letter)))
    assert desk.get(sheet).status_code == 404
    assert client_of(kusnadi).get(sheet).content == PDF


def test_letters_are_looked_for_and_narrowed(desk, sumiati, kusnadi, wayan, village):
    first = register(village, sumiati, subject="Permintaan data")
    register(village, sumiati)
    dispose(first, kusnadi, wayan)
    address = reverse("desk:letters_in")

    def subjects(answer):
        page = read(answer)
        return ["Permintaan data" in page, "Undangan rapat koordinasi" in page]

    assert subjects(desk.get(address)) == [True, True]
    assert subjects(desk.post(address, {"cari": "permintaan"})) == [True, False]
    assert subjects(desk.get(address, {"keadaan": "new"})) == [False, True]
    assert subjects(desk.get(address, {"tahun": "2024"})) == [False, False]
    assert "Tidak ada surat yang cocok" in read(desk.get(address, {"keadaan": "late"}))


def test_the_rest_of_a_letter_is_kept_from_its_page(desk, sumiati, kusnadi, wayan, village, client_of):
    letter = register(village, sumiati)
    assert act(desk, letter, "lembar", lembar=[SimpleUploadedFile("b.pdf", PDF)]).status_code == 302
    assert act(desk, letter, "simpan", **{"tempat": "Rak 2", "kode-arsip": "005"}).status_code == 302
    told = {"asal": "luar", "nomor-jawaban": "145/9", "tujuan": "Camat", "perihal-jawaban": "Laporan"}
    assert act(desk, letter, "jawaban", **told).status_code == 302
    sending = Sending.objects.get()
    page = read(desk.get(of(letter)))
    for words in ("b.pdf", "005, Rak 2", "Laporan", "Belum dicatat dikirim"):
        assert words in page
    assert act(desk, letter, "kirim", kiriman=str(sending.pk), dikirim="2026-11-23", penerima="Ana").status_code == 302
    assert act(client_of(kusnadi), letter, "arsip", alasan="").status_code == 422
    assert act(client_of(kusnadi), letter, "arsip", alasan="Hanya edaran").status_code == 302
    assert "Hanya edaran" in read(desk.get(of(letter)))
    council = register(village, sumiati, body="bpd")
    for address in (of(council), reverse("desk:letters_in")):
        assert "Menunggu diserahkan" in read(desk.get(address))
    assert act(desk, council, "serah", penerima="", dikirim="2026-11-23").status_code == 422
    assert act(desk, council, "serah", penerima="Pak Joko", dikirim="2026-11-23").status_code == 302


def test_a_refusal_does_not_repeat_what_was_done_before(desk, sumiati, village):
    address = of(register(village, sumiati)) + "?selesai=betul"
    assert "Catatan surat dibetulkan." in read(desk.get(address))
    refused = desk.post(address, {"act": "jawaban", "key": str(uuid4()), "nomor-jawaban": ""})
    assert refused.status_code == 422
    assert "Catatan surat dibetulkan." not in read(refused)


def test_what_is_handed_on_comes_from_ones_own_page(desk, sumiati, kusnadi, wayan, village, client_of):
    letter, other = register(village, sumiati), register(village, sumiati)
    dispose(letter, kusnadi, sumiati)
    task = {"tugas": str(letter.assignments.get().pk)}
    told = task | {"petugas": [str(wayan.account_id)], "kata": "Tolong"}
    assert act(desk, other, "teruskan", **told).status_code == 404
    assert act(desk, letter, "teruskan", **told | {"petugas": []}).status_code == 422
    assert act(desk, letter, "teruskan", **told).status_code == 302
    assert "Tolong" in read(client_of(wayan).get(of(letter)))
    assert act(desk, letter, "lapor", **task, laporan="x").status_code == 409


def test_the_village_desk_says_how_many_letters_wait(desk, sumiati, kusnadi, village):
    first = register(village, sumiati)
    register(village, sumiati)
    dispose(first, kusnadi, sumiati)
    page = read(desk.get(reverse("desk:village")))
    assert "1 surat masuk menunggu disposisi" in page
    assert "1 disposisi untuk Anda" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_much_there_is(
    rows, desk, sumiati, kusnadi, wayan, village, client_of, settings, django_assert_max_num_queries
):
    settings.REMEMBER_SECONDS = 60  # names of roles and wordings, as at work
    for _row in range(rows):
        letter = register(village, sumiati, sheets=[(f"{n}.pdf", PDF + bytes([n])) for n in range(rows)])
        for _again in range(rows):
            dispose(letter, kusnadi, wayan, sumiati)
    head = client_of(kusnadi)
    for address in (reverse("desk:letters_in"), reverse("desk:assignments"), of(letter)):
        for client in (desk, head):
            client.get(address)
            with django_assert_max_num_queries(12):
                client.get(address)
    forget_all()
