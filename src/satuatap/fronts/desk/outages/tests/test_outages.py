"""The page of outages, and who reads of one while it lasts."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions
from satuatap.domain.agencies.models import Outage
from satuatap.domain.agencies.queries import outage_span
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.cases.queries.outages import hit_by, outages_of
from satuatap.domain.cases.tests.factories import JPEG, RECORD, do, make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.visits.tests.factories import make_lane, make_site

pytestmark = pytest.mark.django_db

WRITTEN = "%Y-%m-%dT%H:%M"


@pytest.fixture
def town(licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    make_service(licensing, noon, code="akta", name="Akta", record="SIAK", flow=RECORD, documents=[])


@pytest.fixture
def rudi(db):
    return make_officer("Rudi Contoh", make_unit("mpp", kind="mall"), "unit-admin")


def typed(licensing, noon, **changes):
    return {
        "apa": "power", "tempat": str(licensing.pk), "mulai": (noon - timedelta(hours=1)).strftime(WRITTEN),
        "sebab": "Gardu padam.", "bukti": "Laporan 7",
    } | changes  # fmt: skip


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_an_outage_is_declared_read_by_everybody_it_touches_and_lifted(
    town, licensing, sari, budi, tono, rani, noon, client_of
):
    answer = client_of(sari).post(reverse("desk:outages"), typed(licensing, noon))
    assert answer.url.endswith("?selesai=dicatat")

    outage = Outage.objects.get()
    assert outage.begins_at == noon - timedelta(hours=1)
    assert "Gardu padam." in client_of(sari).get(answer.url).content.decode()
    assert "Listrik sedang padam" in page(client_of(budi), "desk:inbox")
    assert "Listrik sedang padam" in page(client_of(None), "portal:service", "izin-reklame")
    assert "Listrik sedang padam" in page(client_of(rani), "portal:apply", "izin-reklame")
    assert "Listrik sedang padam" not in page(client_of(tono), "desk:inbox")

    client_of(sari).post(reverse("desk:lift_outage", args=[outage.pk]))

    assert "Listrik sedang padam" not in page(client_of(budi), "desk:inbox")
    assert "Listrik sedang padam" not in page(client_of(None), "portal:service", "izin-reklame")
    assert "Gardu padam." in page(client_of(sari), "desk:outages")


def test_a_system_is_announced_on_the_services_that_go_through_it(town, licensing, rudi, noon, client_of):
    client = client_of(rudi)
    assert 'value="system:SIAK"' in page(client, "desk:outages")
    client.post(reverse("desk:outages"), typed(licensing, noon, apa="system:SIAK", tempat="semua"))

    assert "SIAK sedang terganggu" in page(client_of(None), "portal:service", "akta")
    assert "SIAK sedang terganggu" not in page(client_of(None), "portal:service", "izin-reklame")


def test_the_applicant_reads_that_the_count_stands_still(town, licensing, sari, rani, budi, noon, client_of, run_jobs):
    case = do(make_case(rani, noon), "periksa", "accept", budi, noon)
    client_of(sari).post(reverse("desk:outages"), typed(licensing, noon))
    run_jobs()

    assert "Menunggu gangguan pulih" in page(client_of(rani), "portal:case", case.number)
    assert "Hitungan berhenti" in page(client_of(budi), "desk:case", case.number)


def test_a_refusal_keeps_what_was_typed(town, licensing, sari, noon, client_of):
    answer = client_of(sari).post(reverse("desk:outages"), typed(licensing, noon, mulai="", bukti="Laporan 99"))

    assert answer.status_code == 422
    assert 'value="Laporan 99"' in answer.content.decode()
    assert 'href="#mulai"' in answer.content.decode()


def test_it_can_be_corrected(town, licensing, sari, noon, client_of):
    client = client_of(sari)
    client.post(reverse("desk:outages"), typed(licensing, noon))
    outage = Outage.objects.get()
    address = reverse("desk:outage", args=[outage.pk])
    assert "Gardu padam." in client.get(address).content.decode()

    earlier = (noon - timedelta(hours=3)).strftime(WRITTEN)
    assert client.post(address, {"mulai": earlier, "sebab": "Trafo.", "bukti": ""}).status_code == 302
    assert client.post(address, {"mulai": earlier, "sebab": "", "bukti": ""}).status_code == 422

    outage.refresh_from_db()
    assert (outage.begins_at, outage.reason) == (noon - timedelta(hours=3), "Trafo.")


def test_whoever_leads_no_office_finds_no_such_page(town, licensing, budi, tono, rudi, sari, noon, client_of):
    assert client_of(budi).get(reverse("desk:outages")).status_code == 404
    assert client_of(tono).post(reverse("desk:outages"), typed(licensing, noon)).status_code == 404
    outage = actions.declare_outage(
        kind="power", system="", unit_id=None, begins_at=noon, reason="Padam.", evidence="", by=rudi, at=noon
    )
    assert client_of(sari).get(reverse("desk:outage", args=[outage.pk])).status_code == 404
    assert client_of(sari).post(reverse("desk:lift_outage", args=[outage.pk])).status_code == 404
    assert client_of(sari).post(reverse("desk:outages"), typed(licensing, noon, tempat="semua")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_there_were(
    rows, town, licensing, sari, noon, client_of, django_assert_max_num_queries
):
    for hour in range(rows):
        moment = noon - timedelta(hours=rows - hour)
        outage = actions.declare_outage(
            kind="power",
            system="",
            unit_id=licensing.pk,
            begins_at=moment,
            reason="Padam.",
            evidence="",
            by=sari,
            at=noon,
        )
        actions.lift_outage(outage_id=outage.pk, ends_at=moment + timedelta(minutes=5), by=sari, at=noon)
    client = client_of(sari)
    with django_assert_max_num_queries(13):
        client.get(reverse("desk:outages"))


def test_evidence_is_a_file_that_whoever_may_declare_reads(town, licensing, sari, tono, budi, noon, client_of):
    client = client_of(sari)
    bad = {"berkas": SimpleUploadedFile("foto.exe", b"MZ bukan foto")}
    answer = client.post(reverse("desk:outages"), typed(licensing, noon) | bad)
    assert answer.status_code == 422
    assert "Gardu padam." in answer.content.decode()  # nothing that was typed is lost
    assert not Outage.objects.exists()

    client.post(reverse("desk:outages"), typed(licensing, noon) | {"berkas": SimpleUploadedFile("gardu.jpg", JPEG)})
    outage = Outage.objects.get()
    paper = reverse("desk:outage_paper", args=[outage.pk])
    assert "Unduh gardu.jpg" in page(client, "desk:outage", outage.pk)
    answer = client.get(paper)
    assert (answer.content, answer["Content-Type"]) == (JPEG, "image/jpeg")
    assert "attachment" in answer["Content-Disposition"]
    assert [client_of(other).get(paper).status_code for other in (tono, budi)] == [404, 404]

    again = typed(licensing, noon) | {"berkas": SimpleUploadedFile("gardu-2.jpg", JPEG)}
    client.post(reverse("desk:outage", args=[outage.pk]), again)
    assert "Unduh gardu-2.jpg" in page(client, "desk:outage", outage.pk)


def test_without_a_file_there_is_nothing_to_read(town, licensing, sari, noon, client_of):
    client_of(sari).post(reverse("desk:outages"), typed(licensing, noon))
    assert client_of(sari).get(reverse("desk:outage_paper", args=[Outage.objects.get().pk])).status_code == 404


def test_the_manager_of_the_mall_declares_for_all_and_a_manager_elsewhere_for_none(town, licensing, noon, client_of):
    manager = client_of(make_officer("Bambang Contoh", make_unit("mpp", kind="mall"), "mall-manager"))
    elsewhere = client_of(make_officer("Mira Contoh", licensing, "mall-manager"))
    everywhere = typed(licensing, noon, tempat="semua")

    assert elsewhere.post(reverse("desk:outages"), everywhere).status_code == 404
    assert manager.post(reverse("desk:outages"), everywhere).status_code == 302
    assert Outage.objects.get().unit_id is None


def test_the_power_of_one_hall_is_told_there_and_stops_no_promise(town, licensing, rani, noon, client_of, client):
    """Genteng is dark: whoever looks before travelling reads it; cases are decided at offices and go on."""
    genteng = make_lane("izin-genteng", site=make_site("genteng"), unit=licensing).site
    make_lane(unit=licensing)
    case = make_case(rani, noon)
    manager = client_of(make_officer("Bambang Contoh", make_unit("mpp", kind="mall"), "mall-manager"))
    of_hall = typed(licensing, noon, tempat=f"hall:{genteng.pk}", sebab="Gardu pasar meledak.")

    assert manager.post(reverse("desk:outages"), of_hall | {"apa": "system:SIAK"}).status_code == 422
    answer = manager.post(reverse("desk:outages"), of_hall, follow=True)

    outage = Outage.objects.get()
    assert (outage.site, outage.unit) == (genteng, None)
    assert "Beri pengunjung slip kertas" in answer.content.decode()
    assert "Listrik, genteng" in answer.content.decode()
    for address in (reverse("portal:queue"), reverse("portal:hall", args=["genteng"])):
        assert "Gardu pasar meledak." in client.get(address).content.decode()
    assert "Gardu pasar" not in client.get(reverse("portal:hall", args=["mpp"])).content.decode()
    assert hit_by(outage_span(outage.pk)) == []
    assert outages_of(case) == []

    manager.post(reverse("desk:lift_outage", args=[outage.pk]))
    assert "Gardu pasar" not in client.get(reverse("portal:queue")).content.decode()


def test_an_office_says_nothing_about_a_hall(town, licensing, sari, noon, client_of):
    hall = make_site("genteng")

    answer = client_of(sari).post(reverse("desk:outages"), typed(licensing, noon, tempat=f"hall:{hall.pk}"))

    assert answer.status_code == 404
    assert not Outage.objects.exists()


def test_at_the_computer_of_a_hall_only_its_own_power_and_line_are_said(
    town, licensing, sari, noon, client_of, settings
):
    hall = make_lane(unit=licensing).site
    settings.ROLE = "site"
    manager = client_of(make_officer("Bambang Contoh", make_unit("mpp", kind="mall"), "mall-manager"))
    shown = page(manager, "desk:outages")
    assert "hanya listrik dan jaringan tempat ini" in shown
    assert "system:SIAK" not in shown
    assert 'type="file"' not in shown

    assert manager.post(reverse("desk:outages"), typed(licensing, noon, tempat="semua")).status_code == 404
    assert manager.post(reverse("desk:outages"), typed(licensing, noon, tempat=f"hall:{hall.pk}")).status_code == 302
    assert Outage.objects.get().site == hall
    assert 'name="tempat"' not in page(client_of(sari), "desk:outages")
