"""Several services for one life event by their pages: chosen, filled in, sent, followed, taken back."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import TODAY, make_unit

from satuatap.domain.cases.models import Bundle, Case
from satuatap.domain.cases.tests.bundles import ANSWERS, SERVICES, case_of, make_birth
from satuatap.domain.cases.tests.factories import JPEG, do
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import make_mandate

MOST_QUERIES = 12


@pytest.fixture
def birth(licensing, noon, time_machine, messages):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_birth(licensing, make_unit("desa-tamansari", name="Desa Tamansari"), noon)


def begin(client, services=SERVICES):
    answer = client.post(
        reverse("portal:bundle_start", args=["bayi"]), {"key": str(uuid4()), "layanan": list(services)}
    )
    found = answer.status_code == 302
    return answer, Bundle.objects.get(pk=answer.url.rstrip("/").rpartition("/")[2]) if found else None


def page(bundle, code):
    return reverse("portal:bundle_page", args=[bundle.pk, code, "isian"])


def save(client, bundle, code, **more):
    bundle.refresh_from_db()
    inputs = ANSWERS | {"hp": ANSWERS["telepon"], "anak": ANSWERS["nama_anak"], "versi": str(bundle.version)} | more
    return client.post(page(bundle, code), inputs)


def fill(client, bundle):
    for code in SERVICES:
        assert save(client, bundle, code).status_code == 302
    letter = {"berkas.akta.surat-lahir": SimpleUploadedFile("lahir.jpg", JPEG), "lanjut": "1"}
    assert client.post(reverse("portal:bundle_papers", args=[bundle.pk]), letter).url.endswith("/periksa")


def send(client, bundle):
    return client.post(reverse("portal:bundle_review", args=[bundle.pk]), {"benar": "1"})


def test_the_life_event_leads_to_all_its_services_at_once(birth, client):
    text = client.get("/peristiwa/bayi").content.decode()
    assert "/peristiwa/bayi/urus" in text


def test_choosing_says_what_is_asked_what_waits_and_which_papers_once(birth, rani, client_of):
    text = client_of(rani).get(reverse("portal:bundle_start", args=["bayi"])).content.decode()

    assert "Perlu bantuan biaya?" in text
    assert "Dimulai setelah “Akta kelahiran” terbit" in text
    assert text.count("Surat lahir") == 1
    assert "Untuk Akta kelahiran, Bantuan biaya." in text
    assert text.count("checked") == 1


def test_nothing_chosen_is_told_beside_the_choice(birth, rani, client_of):
    answer, bundle = begin(client_of(rani), ())
    assert answer.status_code == 422
    assert "Pilih paling sedikit satu layanan." in answer.content.decode()
    assert bundle is None


def test_from_the_choice_to_three_numbers_and_nothing_asked_twice(
    birth, rani, client_of, django_assert_max_num_queries
):
    client = client_of(rani)
    answer, bundle = begin(client)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(answer.url).url == page(bundle, "akta")
    asked = []
    for code in SERVICES:
        with django_assert_max_num_queries(MOST_QUERIES):
            text = client.get(page(bundle, code)).content.decode()
        asked += [name for name in ("nama_anak", "anak", "telepon", "hp") if f'name="{name}"' in text]
        assert save(client, bundle, code).status_code == 302
    assert asked == ["nama_anak", "telepon"]

    papers = reverse("portal:bundle_papers", args=[bundle.pk])
    client.get(papers)  # the standards of three services are read once and remembered
    with django_assert_max_num_queries(MOST_QUERIES):
        text = client.get(papers).content.decode()
    assert text.count('type="file"') == 1
    assert "Cukup sekali, untuk Akta kelahiran, Bantuan biaya." in text
    fill(client, bundle)
    with django_assert_max_num_queries(MOST_QUERIES):
        text = client.get(reverse("portal:bundle_review", args=[bundle.pk])).content.decode()
    assert text.count("Arkana Bayu") == 1

    assert send(client, bundle).url.endswith("?terkirim=1")
    with django_assert_max_num_queries(MOST_QUERIES):
        text = client.get(reverse("portal:bundle", args=[bundle.pk])).content.decode()
    assert "0 dari 3 permohonan selesai." in text
    assert "Tidak ada yang perlu Anda lakukan sekarang." in text
    assert "Menunggu giliran" in text
    assert all(case.number in text for case in bundle.cases.all())
    listed = client.get(reverse("portal:cases")).content.decode()
    assert listed.count("Punya bayi") == 1


def test_a_paper_of_an_earlier_application_serves_all_that_want_it(
    birth, rani, client_of, noon, django_assert_max_num_queries
):
    client = client_of(rani)
    _answer, earlier = begin(client)
    fill(client, earlier)
    send(client, earlier)
    _answer, bundle = begin(client)
    papers = reverse("portal:bundle_papers", args=[bundle.pk])
    with django_assert_max_num_queries(MOST_QUERIES):
        text = client.get(papers).content.decode()
    used = re.search(r'name="pakai" value="(akta\.surat-lahir\|[^"]+)"', text)[1]

    for _press in range(2):
        assert client.post(papers, {"pakai": used}).url.endswith("?tersimpan=1#h-akta.surat-lahir")
    for code in SERVICES:
        save(client, bundle, code)
    send(client, bundle)

    sheets = [case_of(bundle, code).papers.get() for code in ("akta", "bantuan")]
    assert {sheet.file_id for sheet in sheets} == {case_of(earlier, "akta").papers.get().file_id}
    assert all(sheet.is_again for sheet in sheets)
    for wrong in ("akta.surat-lahir|lembar:0", "lain.lain|lembar:0"):
        _answer, bundle = begin(client)
        answer = client.post(reverse("portal:bundle_papers", args=[bundle.pk]), {"pakai": wrong})
        assert answer.status_code == 404


def test_what_is_missing_is_named_with_the_way_to_it_and_nothing_is_sent(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)

    answer = send(client, bundle)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Akta kelahiran: Isi “Nama anak”." in text
    assert f"{page(bundle, 'akta')}?kembali=periksa#nama_anak" in text
    assert not Case.objects.exclude(submitted_at=None).exists()


def test_double_click_back_button_and_second_window_send_once(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    fill(client, bundle)
    home = reverse("portal:bundle", args=[bundle.pk])

    assert [send(client, bundle).url for _press in range(2)] == [f"{home}?terkirim=1"] * 2
    assert client.get(page(bundle, "akta")).url == home
    assert save(client, bundle, "akta", teks="Lain").url == home
    assert {case.commands.count() for case in bundle.cases.exclude(service__code="kk")} == {1}
    assert case_of(bundle, "akta").answers["teks"] == ANSWERS["teks"]


def test_a_second_window_is_told_and_loses_nothing(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    save(client, bundle, "akta")

    answer = client.post(page(bundle, "akta"), ANSWERS | {"teks": "Rumah", "versi": "0"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "jendela lain" in text
    assert 'value="Rumah"' in text


def test_a_draft_is_left_and_found_again_where_something_is_left_to_do(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    assert save(client, bundle, "akta", nanti="1").url == reverse("portal:cases")

    listed = client.get(reverse("portal:cases")).content.decode()
    case = case_of(bundle, "kk")
    assert f"/urusan/{bundle.pk}" in listed
    assert client.get(reverse("portal:case", args=[case.number])).url == reverse("portal:bundle", args=[bundle.pk])
    assert client.get(reverse("portal:bundle", args=[bundle.pk])).url == page(bundle, "kk")


def test_the_next_thing_to_do_is_said(birth, rani, budi, client_of, noon):
    client = client_of(rani)
    _answer, bundle = begin(client)
    fill(client, bundle)
    send(client, bundle)
    do(
        case_of(bundle, "akta"),
        "periksa",
        "return",
        budi,
        noon,
        defects=[{"about": "paper:surat-lahir", "text": "Gelap."}],
    )

    text = client.get(reverse("portal:bundle", args=[bundle.pk])).content.decode()
    assert "Perbaiki “Akta kelahiran”." in text
    number = case_of(bundle, "akta").number
    assert "Bagian dari: Punya bayi" in client.get(reverse("portal:case", args=[number])).content.decode()
    assert client.get(reverse("portal:case_correct", args=[number])).status_code == 200


def test_all_of_it_or_one_alone_is_taken_back(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    fill(client, bundle)
    send(client, bundle)
    one = reverse("portal:case_withdraw", args=[case_of(bundle, "kk").number])
    assert "Tarik permohonan ini?" in client.get(one).content.decode()
    client.post(one, {"key": str(uuid4())})
    assert case_of(bundle, "kk").state == "withdrawn"

    every = reverse("portal:bundle_withdraw", args=[bundle.pk])
    assert "Tarik 2 permohonan ini?" in client.get(every).content.decode()
    client.post(every, {"alasan": "Pindah."})
    assert {case.state for case in bundle.cases.all()} == {"withdrawn"}


def test_a_draft_is_thrown_away_after_asking(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    every = reverse("portal:bundle_withdraw", args=[bundle.pk])

    assert "Hapus draf ini?" in client.get(every).content.decode()
    assert client.post(every).url == reverse("portal:cases")
    assert not Bundle.objects.exists()


def test_it_is_nobody_elses(birth, rani, dewi, tono, client_of):
    _answer, bundle = begin(client_of(rani))
    for name in ("bundle", "bundle_papers", "bundle_review", "bundle_withdraw"):
        address = reverse(f"portal:{name}", args=[bundle.pk])
        assert [client_of(other).get(address).status_code for other in (dewi, tono)] == [404, 404]
    assert client_of(dewi).get(page(bundle, "akta")).status_code == 404


def test_in_english(birth, rani, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    fill(client, bundle)
    assert "Send everything" in client.get(f"/en/urusan/{bundle.pk}/periksa").content.decode()
    send(client, bundle)
    assert "0 of 3 applications are finished." in client.get(f"/en/urusan/{bundle.pk}").content.decode()


def test_the_desk_says_what_was_sent_together(birth, rani, budi, client_of):
    client = client_of(rani)
    _answer, bundle = begin(client)
    fill(client, bundle)
    send(client, bundle)

    text = client_of(budi).get(reverse("desk:case", args=[case_of(bundle, "akta").number])).content.decode()

    assert "Dikirim bersama: Punya bayi" in text
    assert "Bantuan biaya" in text
    assert case_of(bundle, "bantuan").number not in text
    assert ANSWERS["alasan"] not in text


def test_a_power_of_attorney_for_one_service_starts_that_one_and_says_why_not_the_others(birth, rani, dewi, client_of):
    give(rani, dewi, "kk")
    client = client_of(dewi)
    address = reverse("portal:bundle_start", args=["bayi"])
    text = client.get(address).content.decode()
    assert "Saya pemegang surat kuasanya, hanya untuk: Kartu keluarga." in text

    inputs = {"untuk": f"{rani.party_id}|kuasa", "key": str(uuid4())}
    answer = client.post(address, inputs | {"layanan": ["akta", "kk"]})
    assert answer.status_code == 422
    assert "Surat kuasa dari Rani Contoh tidak mencakup Akta kelahiran." in answer.content.decode()
    assert not Case.objects.exists()

    answer = client.post(address, inputs | {"layanan": ["kk"]}, follow=True)
    assert answer.status_code == 200
    case = Case.objects.get()
    assert (case.service.code, case.party_id, case.applicant_kind) == ("kk", rani.party_id, "kuasa")
    assert client_of(rani).get(reverse("portal:bundle", args=[case.bundle_id]), follow=True).status_code == 200


def give(giver, attorney, service):
    principal, agent = (Party.objects.get(pk=actor.party_id) for actor in (giver, attorney))
    make_mandate(principal, agent, kind="kuasa", scope=[service], to_on=TODAY + timedelta(days=9))
