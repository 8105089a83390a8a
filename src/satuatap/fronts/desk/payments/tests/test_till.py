import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from satuatap.domain.files.models import StoredFile
from satuatap.domain.payments import actions, ports
from satuatap.domain.payments.models import Receipt, Unmatched
from satuatap.domain.payments.ports import ChargeState
from satuatap.domain.payments.tests.factories import AMOUNT, BANK, NOON, Bank, make_bill, make_treasury
from satuatap.domain.payments.tests.test_settlement import PNG
from satuatap.domain.residents.models import Party


@pytest.fixture
def bank(db, monkeypatch):
    one = Bank()
    monkeypatch.setitem(ports.gateways, "bank", one)
    return one


@pytest.fixture
def bill(rani, licensing, bank):
    treasury = make_treasury(keeper=licensing)
    return make_bill(party=Party.objects.get(pk=rani.party_id), treasury=treasury)


def address(name, thing):
    return reverse(f"desk:{name}", args=[thing.pk])


def key_on(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def take_cash(client, bill, **changes):
    form = {"key": key_on(client.get(address("bill", bill))), "jumlah": str(bill.total)} | changes
    return client.post(address("cash", bill), form)


def record_outside(client, bill, *, file=True, **changes):
    form = {"key": key_on(client.get(address("bill", bill))), "nomor": "NTPD 0011 2233", "tanggal": "2026-11-20"}
    if file:
        form["bukti"] = SimpleUploadedFile("sspd.png", PNG, "image/png")
    return client.post(address("outside", bill), form | changes)


def test_the_cashier_finds_the_bill_takes_cash_and_prints(client_of, budi, bill):
    client = client_of(budi)
    assert bill.number in client.get(reverse("desk:till")).content.decode()
    assert bill.number in client.get(reverse("desk:till"), {"q": bill.number}).content.decode()

    answer = take_cash(client, bill)
    assert (answer.status_code, answer["Location"]) == (302, address("receipt", bill))
    page = client.get(address("receipt", bill)).content.decode()
    assert Receipt.objects.get().number in page
    assert "Budi Contoh" in page
    assert bill.number not in client.get(reverse("desk:till")).content.decode()


def test_two_clicks_are_one_receipt(client_of, budi, bill):
    client = client_of(budi)
    form = {"key": key_on(client.get(address("bill", bill))), "jumlah": str(bill.total)}
    for _click in range(2):
        assert client.post(address("cash", bill), form).status_code == 302

    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("changes", [{"jumlah": "1"}, {"jumlah": "x"}, {"key": "x"}])
def test_a_changed_form_settles_nothing(changes, client_of, budi, bill):
    assert take_cash(client_of(budi), bill, **changes).status_code == 422
    assert not Receipt.objects.exists()


def test_a_proof_from_elsewhere_settles_and_stays_readable(client_of, budi, bill):
    client = client_of(budi)
    assert record_outside(client, bill).status_code == 302

    assert "NTPD 0011 2233" in client.get(address("receipt", bill)).content.decode()
    download = client.get(address("evidence", bill))
    assert download.content == PNG
    assert download["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nomor": ""}, "Tulis nomor bukti bayar"),
        ({"tanggal": "kemarin"}, "Isi tanggal bayar"),
        ({"tanggal": "2126-01-01"}, "tidak boleh sesudah hari ini"),
        ({"bukti": SimpleUploadedFile("a.exe", b"MZ" + b"\x00" * 200)}, "bukti"),
    ],
)
def test_a_poor_proof_is_refused_with_everything_typed_still_there(changes, words, client_of, budi, bill):
    answer = record_outside(client_of(budi), bill, **changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert changes.get("nomor", "NTPD 0011 2233") in answer.content.decode()
    assert not Receipt.objects.exists()


def test_an_upload_survives_a_mistake_elsewhere_in_the_form(client_of, budi, bill):
    client = client_of(budi)
    assert "Sudah diunggah: sspd.png" in record_outside(client, bill, nomor="").content.decode()

    assert record_outside(client, bill, file=False).status_code == 302
    assert Receipt.objects.get().evidence == StoredFile.objects.get()


def test_without_any_picture_it_is_refused(client_of, budi, bill):
    answer = record_outside(client_of(budi), bill, file=False)

    assert answer.status_code == 422
    assert "Unggah foto atau berkas bukti bayar" in answer.content.decode()


@pytest.mark.parametrize("name", ["bill", "cash", "outside", "receipt", "evidence"])
def test_another_agency_a_resident_and_nobody_get_nothing(name, client_of, rani, tono, bill, budi, noon):
    actions.settle_cash(bill_id=bill.pk, amount=AMOUNT, key="k", by=budi, at=noon)
    method = "post" if name in ("cash", "outside") else "get"
    for stranger in (tono, rani):
        assert getattr(client_of(stranger), method)(address(name, bill)).status_code == 404
    assert getattr(client_of(None), method)(address(name, bill)).status_code == 302


def test_staff_without_a_till_are_told_so(client_of, sari, bill):
    page = client_of(sari).get(reverse("desk:till")).content.decode()

    assert "Anda tidak bertugas di kas" in page
    assert bill.number not in page
    assert client_of(sari).get(address("bill", bill)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_till_costs_the_same_however_long(rows, client_of, rani, budi, bill, django_assert_num_queries):
    for _more in range(rows - 1):
        make_bill(party=Party.objects.get(pk=rani.party_id))
    client = client_of(budi)
    client.get(reverse("desk:till"))  # the first look of a session notes the time
    with django_assert_num_queries(6):
        assert client.get(reverse("desk:till")).status_code == 200


class TestUnmatched:
    @pytest.fixture
    def money(self, rani, bill, bank):
        actions.start_payment(bill_id=bill.pk, key="k", by=rani, at=NOON)
        half = bank.report("ref-1", ChargeState.PAID, amount=AMOUNT / 2)
        actions.take_report(gateway="bank", report=half, by=BANK, at=NOON)
        return Unmatched.objects.get()

    def test_the_cashier_reads_why_and_writes_what_was_done(self, client_of, budi, bill, money):
        client = client_of(budi)
        page = client.get(reverse("desk:unmatched")).content.decode()
        assert "Rp75.000" in page
        assert bill.number in page

        answer = client.post(address("resolve", money), {"tindakan": " "})
        assert answer.status_code == 422
        assert "nomor surat pengembalian" in answer.content.decode()
        assert client.post(address("resolve", money), {"tindakan": "SP2D 12/2026"}).status_code == 302
        assert "Semua uang cocok" in client.get(reverse("desk:unmatched")).content.decode()

    def test_nobody_else(self, client_of, rani, tono, sari, money):
        for stranger in (rani, sari):
            assert client_of(stranger).get(reverse("desk:unmatched")).status_code == 404
        for stranger in (rani, sari, tono):
            assert client_of(stranger).post(address("resolve", money), {"tindakan": "x"}).status_code == 404
        money.refresh_from_db()
        assert money.state == "waiting"
