"""The list as a spreadsheet: what stands in it, whose it is, how long it is there, and what it costs."""

import tracemalloc
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.support.cast import make_officer

from satuatap.domain.cases import actions
from satuatap.domain.cases.models import Case, Export, Task
from satuatap.domain.cases.queries import Filters
from satuatap.domain.cases.rules.spreadsheets import harmless
from satuatap.domain.cases.tests.factories import SYSTEM, make_case, make_service
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.retention import actions as retention
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db

TEAM = "tampil=team"


@pytest.fixture
def town(licensing, rani, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return [make_case(rani, noon - timedelta(minutes=minute)) for minute in range(3)]


def ask(client, key=""):
    return client.post(reverse("desk:ask_export"), {"daftar": TEAM, "key": key or str(uuid4())}).url


def test_it_is_made_in_the_background_and_fetched(town, budi, client_of, run_jobs):
    client = client_of(budi)
    address = ask(client)
    assert "Daftar sedang dibuat" in client.get(address).content.decode()
    assert client.get(f"{address}/unduh").status_code == 404

    run_jobs()

    assert "3 dari 3 baris" in client.get(address).content.decode()
    sheet = load_workbook(BytesIO(client.get(f"{address}/unduh").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Nomor", "Layanan")
    assert {row[0] for row in rows[1:]} == {case.number for case in Case.objects.all()}
    assert "Rani Contoh" not in str(rows)


def test_pressed_twice_it_is_made_once(town, budi, client_of):
    key = str(uuid4())
    assert ask(client_of(budi), key) == ask(client_of(budi), key)
    assert Export.objects.count() == 1


def test_nobody_else_fetches_it(town, licensing, budi, tono, rani, client_of, run_jobs):
    address = ask(client_of(budi))
    run_jobs()
    wati = make_officer("Wati Contoh", licensing, "front-officer")

    for other in (wati, tono, rani):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).get(f"{address}/unduh").status_code == 404


def test_what_somebody_may_not_see_is_not_in_it(town, tono, client_of, run_jobs):
    address = ask(client_of(tono))
    run_jobs()

    assert "0 dari 0 baris" in client_of(tono).get(address).content.decode()


def test_it_is_gone_after_a_day(town, budi, noon, client_of, run_jobs, time_machine):
    address = ask(client_of(budi))
    run_jobs()
    time_machine.move_to(noon + timedelta(days=1, minutes=1), tick=False)

    assert client_of(budi).get(f"{address}/unduh").status_code == 404
    assert retention.destroy_some(code="case-export", by=SYSTEM, at=noon + timedelta(days=1, minutes=1)) == 1
    assert not Export.objects.exists()


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_nothing_is_read_as_a_formula(text):
    assert harmless(text).startswith("'")


def test_ordinary_words_stay_as_they_are():
    assert harmless("Izin reklame 1-2") == "Izin reklame 1-2"


def copies(case, many):
    """So many cases more like this one, with its task: what an export reads, not what made it so."""
    task = case.tasks.get()
    cases = [_copy(case, id=uuid7(), number=f"SALINAN-{uuid4().hex[:12]}") for _number in range(many)]
    Case.objects.bulk_create(cases, batch_size=1_000)
    Task.objects.bulk_create((_copy(task, id=uuid7(), case_id=one.pk) for one in cases), batch_size=1_000)


def _copy(row, **changes):
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**(values | changes))


def test_five_times_the_rows_take_hardly_more_memory(town, budi, noon):
    peaks = []
    for many in (600, 2_400):
        copies(town[0], many)
        export = actions.ask_export(filters=Filters(view="team"), key=uuid4(), language="id", by=budi, at=noon)
        tracemalloc.start()
        actions.make_export(export_id=export.pk, by=SYSTEM, at=noon)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert Export.objects.get(pk=export.pk).done == 3_003
    # What grows is the finished file; rows that were kept would take three times that.
    assert peaks[1] < peaks[0] + 1_500_000, peaks
