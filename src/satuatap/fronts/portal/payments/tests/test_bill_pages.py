import re

import pytest
from django.urls import reverse

from satuatap.domain.payments import actions
from satuatap.domain.payments.models import Payment, Receipt
from satuatap.domain.payments.ports import ChargeState
from satuatap.domain.payments.tests.factories import AMOUNT, BANK, ENGINE, NOON, make_bill
from satuatap.domain.residents.models import Party


def address(name, bill):
    return reverse(f"portal:{name}", args=[bill.pk])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def press_pay(client, bill):
    page = client.get(address("bill", bill)).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    return client.post(address("pay", bill), {"key": key})


def test_the_page_says_what_how_much_to_whom_and_how(client_of, rani, bill):
    text = text_of(client_of(rani).get(address("bill", bill)))

    for words in ("Pajak reklame", "Rp150.000", "Kas rkud", "Perda 1/2024", bill.number, "Bayar sekarang", "Tunai"):
        assert words in text


@pytest.mark.parametrize("name", ["bill", "pay", "bill-return", "receipt"])
def test_a_bill_is_for_its_payer_only(name, client_of, rani, dewi, budi, tono, bill, noon):
    actions.settle_cash(bill_id=bill.pk, amount=AMOUNT, key="k", by=budi, at=noon)
    method = "post" if name == "pay" else "get"
    for stranger in (dewi, tono, budi):
        assert getattr(client_of(stranger), method)(address(name, bill)).status_code == 404
    nobody = getattr(client_of(None), method)(address(name, bill))
    assert nobody.status_code == 302
    assert "/masuk" in nobody["Location"]


def test_the_list_is_ones_own(client_of, rani, dewi, bill):
    assert bill.number in client_of(rani).get(reverse("portal:bills")).content.decode()
    assert bill.number not in client_of(dewi).get(reverse("portal:bills")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, client_of, rani, bill, django_assert_num_queries):
    party = Party.objects.get(pk=rani.party_id)
    for _more in range(rows - 1):
        make_bill(party=party)
    client = client_of(rani)
    client.get(reverse("portal:bills"))  # the first look of a session notes the time
    with django_assert_num_queries(5):
        assert client.get(reverse("portal:bills")).status_code == 200


def test_pressing_pay_leads_to_the_bank_and_back_to_no_false_success(client_of, rani, bill, bank):
    client = client_of(rani)
    answer = press_pay(client, bill)
    assert (answer.status_code, answer["Location"]) == (302, "https://bank.example/bayar/ref-1")
    assert bank.charges["ref-1"].return_to.endswith(address("bill-return", bill))

    text = text_of(client.get(address("bill-return", bill)))
    assert "Kami menunggu kabar dari bank" in text
    assert "sudah kami terima" not in text
    assert "Lanjutkan pembayaran" in text_of(client.get(address("bill", bill)))
    assert client.get(address("receipt", bill)).status_code == 404


def test_once_the_bank_has_spoken_the_receipt_is_there(client_of, rani, bill, bank):
    client = client_of(rani)
    press_pay(client, bill)
    actions.take_report(gateway="bank", report=bank.report("ref-1", ChargeState.PAID), by=BANK, at=NOON)

    assert "sudah kami terima" in text_of(client.get(address("bill-return", bill)))
    receipt = text_of(client.get(address("receipt", bill)))
    for words in (Receipt.objects.get().number, "Rani Contoh", "Rp150.000", "Pajak reklame", bill.number):
        assert words in receipt


def test_a_payer_who_gave_up_is_told_that_nothing_was_taken(client_of, rani, bill, bank):
    client = client_of(rani)
    press_pay(client, bill)
    actions.take_report(gateway="bank", report=bank.report("ref-1", ChargeState.CANCELLED), by=BANK, at=NOON)

    assert "Tidak ada uang yang kami terima" in text_of(client.get(address("bill-return", bill)))


def test_money_under_examination_stops_paying_again(client_of, rani, bill, bank):
    client = client_of(rani)
    press_pay(client, bill)
    half = bank.report("ref-1", ChargeState.PAID, amount=AMOUNT / 2)
    actions.take_report(gateway="bank", report=half, by=BANK, at=NOON)

    text = text_of(client.get(address("bill", bill)))
    assert "Jangan membayar lagi" in text
    assert "Bayar sekarang" not in text
    assert "sedang kami periksa" in text_of(client.get(address("bill-return", bill)))


def test_a_bank_that_is_down_is_said_on_the_page(client_of, rani, bill, bank):
    bank.is_down = True
    answer = press_pay(client_of(rani), bill)

    assert answer.status_code == 422
    assert "Bank sedang tidak menjawab" in text_of(answer)


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_form_without_its_key_starts_nothing(key, client_of, rani, bill):
    assert client_of(rani).post(address("pay", bill), {"key": key})["Location"] == address("bill", bill)
    assert not Payment.objects.exists()


def test_a_cancelled_bill_asks_for_nothing(client_of, rani, bill):
    actions.cancel_bill(bill_id=bill.pk, by=ENGINE, at=NOON)

    text = text_of(client_of(rani).get(address("bill", bill)))
    assert "Anda tidak perlu membayarnya" in text
    assert "Bayar sekarang" not in text


def test_in_english(client_of, rani, bill):
    assert client_of(rani).get("/en" + address("bill", bill)).status_code == 200
