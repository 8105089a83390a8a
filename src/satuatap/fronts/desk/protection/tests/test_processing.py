"""The record of processing as a page and as files, and its short form for everybody."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from tests.support import cast

from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.consents.actions import ActivityEntry, BasisRow, put_activities
from satuatap.kernel.actors import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(licensing, noon):
    make_service(licensing, noon)
    texts = {"id": {"name": "Layanan umum", "data": "Nama", "receives": "Dinas"}}
    basis = BasisRow(noon.date().replace(year=2009), "public-task", "UU 25/2009", "umum", False)
    own = {"id": {"name": "Akun", "data": "Nomor HP", "receives": "Tidak ada"}}
    unknown = BasisRow(noon.date().replace(year=2020), "unknown", "", "umum", False)
    entries = [ActivityEntry("a", "services", "", texts, (basis,)), ActivityEntry("b", "itself", "", own, (unknown,))]
    put_activities(entries=entries, by=system("test"), at=noon)


def test_the_page_and_its_files_say_the_same(told, civil, tono, rani, client_of, time_machine, noon):
    time_machine.move_to(noon, tick=False)
    wira = cast.make_officer("Wira Contoh", civil, "data-protection-officer")
    page, desk = reverse("desk:processing"), client_of(wira)
    shown = desk.get(page).text
    assert "Tugas pelayanan publik" in shown
    assert "Belum diketahui" in shown
    assert "belum lengkap dasarnya" in shown

    csv = desk.get(page + "?berkas=csv").content.decode("utf-8-sig").splitlines()
    book = openpyxl.load_workbook(BytesIO(desk.get(page + "?berkas=xlsx").content))
    assert len(csv) == book.active.max_row == 3
    assert client_of(tono).get(page).status_code == 404
    assert client_of(None).get(page).status_code == 302


def test_everybody_reads_the_short_form(told, client_of):
    page = client_of(None).get(reverse("portal:privacy")).text

    assert "Bagaimana kami memakai data Anda" in page
    assert "Layanan umum" in page
    assert "UU 25/2009" in page
    assert "belum dicocokkan dengan sumber resmi" in page
