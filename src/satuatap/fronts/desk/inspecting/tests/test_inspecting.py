"""The list of visits, the page for the phone, the report: with a program on the phone and without one."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case, Finding, Photo
from satuatap.domain.cases.tests.factories import FIELD, JPEG, do, make_case, make_service
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer, Signer
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db

PHONE = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def case(licensing, rani, budi, noon):
    make_service(licensing, noon, code="bangunan", name="Persetujuan bangunan", flow=FIELD, documents=[])
    return waiting(rani, budi, noon)


def waiting(rani, budi, noon):
    return do(make_case(rani, noon, service="bangunan"), "periksa", "accept", budi, noon)


def page(case, name="visit"):
    return reverse(f"desk:{name}", args=[case.number, "tinjau"])


def photo():
    return SimpleUploadedFile("IMG_1.jpg", JPEG, "image/jpeg")


def whole(**more):
    """Everything a report needs, as a plain form sends it."""
    return {
        "periksa.letak": "ok", "ket.letak": "", "periksa.lebar": "ok", "angka.lebar": "3,5", "foto.letak": photo(),
        "tanpa-posisi": "HP tanpa GPS", "bersama": "Joni", "tindakan": "kirim", "key": str(uuid4()),
    } | more  # fmt: skip


def test_without_a_program_the_plain_form_does_it_all(case, budi, sari, client_of):
    answer = client_of(budi).post(page(case, "visit_save"), whole())

    assert answer.status_code == 302
    assert answer["Location"].endswith("?selesai=report")
    shown = client_of(sari).get(reverse("desk:case", args=[case.number])).content.decode()
    assert "3,5 m" in shown
    assert f"/foto/{Photo.objects.get().pk}" in shown
    assert "Budi Contoh, Joni" in shown


def test_a_refusal_stands_beside_its_item_and_keeps_what_was_typed(case, budi, client_of):
    answer = client_of(budi).post(
        page(case, "visit_save"), whole(**{"periksa.letak": "not-ok", "ket.lebar": "Berbatu"})
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Tulis apa yang tidak sesuai." in text
    assert "Berbatu" in text
    assert Finding.objects.get(item="lebar").remark == "Berbatu"  # and it is kept already
    assert Photo.objects.count() == 1


@pytest.mark.parametrize("number", ["tiga", "1e9", "9" * 20, "--1"])
def test_a_measure_is_a_number(case, budi, client_of, number):
    answer = client_of(budi).post(page(case, "visit_save"), whole(**{"angka.lebar": number}))

    assert answer.status_code == 422
    assert "Tulis angka saja" in answer.content.decode()


def test_a_plain_form_sent_twice_leaves_one_photo(case, budi, client_of):
    for _ in range(2):
        client_of(budi).post(page(case, "visit_save"), whole(tindakan="simpan", **{"foto.letak": photo()}))

    assert Photo.objects.count() == 1


@pytest.mark.parametrize("more", [{}, PHONE])
def test_a_report_whose_answer_was_lost_is_sent_again_without_harm(case, budi, client_of, more):
    form, inspector = whole(), client_of(budi)
    first = inspector.post(page(case, "visit_save"), form, **more)
    again = inspector.post(page(case, "visit_save"), form | {"foto.letak": photo()}, **more)

    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Case.objects.get(pk=case.pk).commands.filter(verb="report").count() == 1
    other = inspector.post(page(case, "visit_save"), whole(), **more)
    assert other.status_code == (409 if more else 422)  # another report is none


def test_a_phone_sends_one_thing_at_a_time_and_again(case, budi, noon, client_of):
    phone, key = client_of(budi), str(uuid4())
    for _ in range(2):
        told = phone.post(
            page(case, "visit_save"),
            {"kunci": key, "diambil": "2026-11-23T02:15:00Z", "lintang": "-8.219100", "bujur": "114.369100", "ketelitian": "12", "foto.letak": photo()},
            **PHONE,
        )  # fmt: skip
        assert told.json() == {"sent": False}
    found = Photo.objects.get()
    assert (str(found.key), str(found.latitude), found.accuracy) == (key, "-8.219100", 12)
    assert found.taken_at.isoformat() == "2026-11-23T02:15:00+00:00"

    phone.post(page(case, "visit_save"), whole(tindakan="", **{"foto.letak": ""}), **PHONE)
    report = {"tindakan": "kirim", "key": key}
    assert phone.post(page(case, "visit_save"), report, **PHONE).json() == {"sent": True}
    assert Case.objects.get(pk=case.pk).place["open"] == ["putus"]


def test_a_phone_is_told_in_json_what_was_refused(case, budi, noon, client_of):
    phone = client_of(budi)
    answer = phone.post(page(case, "visit_save"), {"tindakan": "kirim", "key": str(uuid4())}, **PHONE)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (409, "checklist", "letak")

    phone.post(page(case, "visit_save"), whole())
    late = phone.post(page(case, "visit_save"), {"periksa.letak": "ok", "ket.letak": "Terlambat"}, **PHONE)
    assert (late.status_code, late.json()["code"]) == (409, "not-open")
    assert "Langkah ini sudah selesai." in phone.get(page(case)).content.decode()


def test_a_colleague_who_has_the_task_sends_the_report_and_nobody_loses_words(case, budi, licensing, noon, client_of):
    from tests.support.cast import make_officer

    from satuatap.domain.cases.actions import claim

    joni = make_officer("Joni Contoh", licensing, "technical-team")
    claim(task_id=case.tasks.get(step="tinjau").pk, by=joni, at=noon)

    answer = client_of(budi).post(page(case, "visit_save"), whole(), **PHONE)

    assert (answer.status_code, answer.json()["code"]) == (409, "claimed")
    assert Finding.objects.count() == 2
    assert Photo.objects.count() == 1


def test_opening_a_visit_is_a_look_and_only_the_role_has_it(case, budi, sari, tono, rani, client_of):
    assert client_of(budi).get(page(case)).status_code == 200
    assert Entry.objects.filter(verb="looked", by=budi.id, party_id=str(rani.party_id)).count() == 1
    for actor in (sari, tono):
        assert client_of(actor).get(page(case)).status_code == 404
        assert client_of(actor).post(page(case, "visit_save"), whole()).status_code == 404
    assert client_of(rani).get(page(case)).status_code == 404
    assert client_of(None).get(page(case)).status_code == 302
    assert not Finding.objects.exists()


def test_photos_are_for_those_who_work_on_the_case(case, budi, sari, tono, rani, client_of):
    client_of(budi).post(page(case, "visit_save"), whole())
    href = reverse("desk:photo", args=[case.number, Photo.objects.get().pk])

    assert client_of(sari).get(href)["Content-Type"] == "image/jpeg"
    for actor in (tono, rani):
        assert client_of(actor).get(href).status_code == 404


def test_the_report_is_a_sheet_of_paper(case, budi, sari, tono, client_of):
    client_of(budi).post(page(case, "visit_save"), whole())
    href = reverse("desk:inspection_report", args=[case.number, Case.objects.get(pk=case.pk).inspections.get().pk])

    text = client_of(sari).get(href).content.decode()
    assert "Berita acara cek lapangan" in text
    assert "Budi Contoh, Joni" in text
    assert client_of(tono).get(href).status_code == 404


def test_the_sealed_sheet_is_fetched_by_who_may_see_the_case(
    case, budi, sari, tono, rani, client_of, run_jobs, messages, monkeypatch
):
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})
    make_home()
    client_of(budi).post(page(case, "visit_save"), whole())
    visit_id = Case.objects.get(pk=case.pk).inspections.get().pk
    sheet, href = (
        reverse(f"desk:{name}", args=[case.number, visit_id]) for name in ("inspection_report", "inspection_pdf")
    )
    assert "sedang dibuat" in client_of(sari).get(sheet).content.decode()
    assert client_of(sari).get(href).status_code == 404
    run_jobs()

    assert href in client_of(sari).get(sheet).content.decode()
    answer = client_of(sari).get(href)
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    for stranger in (tono, rani):
        assert client_of(stranger).get(href).status_code == 404


def test_the_applicant_reads_the_day_and_what_the_standard_shows(case, budi, rani, client_of):
    inspector = client_of(budi)
    inspector.post(page(case, "visit_plan"), {"tanggal": "2099-01-05", "pukul": "09.30"})
    mine = reverse("portal:case", args=[case.number])
    assert "5 Januari 2099, 09.30" in client_of(rani).get(mine).content.decode()

    inspector.post(page(case, "visit_save"), whole(**{"ket.letak": "Ada anjing galak"}))
    text = client_of(rani).get(mine).content.decode()
    assert "Letaknya sesuai" in text
    assert "anjing" not in text
    assert "Joni" not in text


@pytest.mark.parametrize(
    ("day", "hour"), [("", ""), ("besok", ""), ("2026-02-30", ""), ("2099-01-05", "25.00"), ("2001-01-01", "")]
)
def test_a_day_that_is_none_is_refused_in_words(case, budi, client_of, day, hour):
    answer = client_of(budi).post(page(case, "visit_plan"), {"tanggal": day, "pukul": hour})

    assert answer.status_code == 422
    assert case.inspections.filter(planned_on__isnull=False).count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    rows, case, rani, budi, noon, client_of, django_assert_num_queries
):
    for _ in range(rows - 1):
        waiting(rani, budi, noon)
    client = client_of(budi)
    client.get(reverse("desk:visits"))
    with django_assert_num_queries(7):
        text = client.get(reverse("desk:visits")).content.decode()
    assert text.count(f"{reverse('desk:visits')}/") == rows


@pytest.mark.parametrize("photos", [1, 3])
def test_a_visit_costs_a_case_one_question_however_many_photos(photos, case, budi, sari, client_of):
    given = [SimpleUploadedFile(f"{n}.jpg", JPEG + bytes([n])) for n in range(photos)]
    client_of(budi).post(page(case, "visit_save"), whole(**{"foto.letak": given}))
    client = client_of(sari)

    with CaptureQueriesContext(connection) as asked:
        text = client.get(reverse("desk:case", args=[case.number])).content.decode()

    assert text.count("<img src=") == photos + 2  # and the paper, and the mark of the region
    assert sum("cases_photo" in query["sql"] for query in asked) == 1
    assert sum("cases_inspection" in query["sql"] for query in asked) == 1


def test_the_worker_is_served_beside_its_pages_and_signing_out_clears_the_phone(budi, client_of):
    client = client_of(budi)
    worker = client_of(None).get(reverse("desk:visit_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert reverse("desk:visits").startswith(reverse("desk:visit_worker").rsplit("/", 1)[0])
    assert client_of(None).get(reverse("desk:visits_offline")).status_code == 200

    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'


def test_who_inspects_has_the_list_in_the_menu(licensing, sari, budi, client_of):
    reviewer = make_officer("Nining Contoh", licensing, "health-reviewer")
    link = f'href="{reverse("desk:visits")}"'

    assert [link in client_of(who).get(reverse("desk:inbox")).text for who in (reviewer, budi, sari)] == [
        True,
        True,
        False,
    ]
