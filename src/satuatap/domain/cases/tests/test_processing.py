"""The record of processing is put together from what is known, and shows what is not."""

from datetime import date

import pytest

from satuatap.domain.cases import queries
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.consents import actions
from satuatap.domain.consents import queries as consents
from satuatap.domain.consents.tests.factories import put_pack_wordings
from satuatap.domain.residents.tests.factories import officer
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
BY, TODAY = system("test"), date(2026, 11, 23)


def entry(code, covers, *bases):
    rows = tuple(actions.BasisRow(date.fromisoformat(on), basis, law, "umum", False) for on, basis, law in bases)
    return actions.ActivityEntry(code, covers, "", {"id": {"name": code, "data": "Nama", "receives": "Dinas"}}, rows)


@pytest.fixture
def wira(civil):
    return officer(civil, "data-protection-officer", "Wira")


@pytest.fixture
def told(noon):
    entries = [
        entry("layanan", "services", ("2009-07-18", "public-task", "UU 25/2009")),
        entry("akun", "itself", ("2026-01-01", "unknown", "")),
        entry("sepakat", "consents", ("2024-10-17", "consent", "UU 27/2022")),
    ]
    put_pack_wordings(noon)
    assert actions.put_activities(entries=entries, by=BY, at=noon) == 3
    assert actions.put_activities(entries=entries, by=BY, at=noon) == 0  # a second time changes nothing
    return entries


def test_services_bring_their_own_data_and_a_gap_stays_a_gap(told, licensing, wira, noon):
    make_service(licensing, noon)
    rows = queries.processing(wira, TODAY, "id")
    (service,) = [row for row in rows if row.kind == "service"]
    (account,) = [row for row in rows if row.name == "akun"]

    assert service.office == licensing.name
    assert service.data
    assert service.basis == "public-task"
    assert service.has_gap is (not service.laws)
    assert (account.basis, account.laws, account.has_gap) == ("unknown", (), True)
    consented = [row for row in rows if row.kind == "consent"]
    assert len(consented) == len(consents.offered(TODAY, "id"))
    assert all(row.basis == "consent" and row.receives for row in consented)


def test_a_basis_holds_from_its_day(told, noon):
    later = entry("akun", "itself", ("2026-01-01", "unknown", ""), ("2027-01-01", "legal-duty", "Perda 1/2027"))
    assert actions.put_activities(entries=[told[0], later, told[2]], by=BY, at=noon) == 1

    def basis(on):
        return next(row.basis for row in consents.activities(on, "id") if row.code == "akun")

    assert (basis(TODAY), basis(date(2027, 1, 1)), basis(date(2025, 1, 1))) == ("unknown", "legal-duty", "unknown")


def test_what_a_pack_names_no_more_goes(told, noon):
    assert actions.put_activities(entries=told[:1], by=BY, at=noon) == 2
    assert [row.code for row in consents.activities(TODAY, "id")] == ["layanan"]


def test_only_those_who_protect_data_read_it_and_only_the_installer_writes_it(told, licensing, noon):
    with pytest.raises(NotFound):
        queries.processing(officer(licensing), TODAY, "id")
    with pytest.raises(NotFound):
        actions.put_activities(entries=[], by=officer(licensing), at=noon)
