"""An application made in English: its maker reads English, the officers read Indonesian."""

import pytest

from satuatap.domain.cases import queries
from satuatap.domain.catalog.actions import ReasonEntry, put_reasons
from satuatap.domain.identity.actions import prefer
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import queries as bills
from satuatap.kernel.actors import system

from .factories import do, make_case, make_service

ENGLISH = {
    "/name": "Advertising permit", "/flow/periksa/name": "Completeness", "/papers/gambar/name": "Drawing",
    "/flow/bayar/bill/label": "Advertising tax",
}  # fmt: skip
BLURRED = {"id": "Foto tidak terbaca.", "en": "The photo cannot be read."}


@pytest.fixture
def case(licensing, noon, messages, press, rani):
    make_service(licensing, noon, texts={"en": ENGLISH})
    put_reasons(entries=[ReasonEntry("kabur", "return", BLURRED)], by=system("test"), at=noon)
    return make_case(rani, noon, language="en")


def test_what_is_kept_is_indonesian(case, budi, noon, run_jobs):
    assert case.title == "Izin reklame"
    assert queries.inbox(budi, now=noon, filters=queries.Filters(view="team")).rows[0].step_name == "Kelengkapan"
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 150_000})

    assert bills.bills_about(case.pk)[0].label == "Pajak reklame"
    assert queries.bill_labels([case.pk], "en") == {"Pajak reklame": "Advertising tax"}
    assert queries.bill_labels([case.pk], "id") == {}
    assert queries.get_case(actor=budi, case_id=case.pk, now=noon, lang="en").bills[0].label == "Advertising tax"


def test_lists_are_read_in_the_language_of_the_page(case, rani, budi, noon):
    team = queries.Filters(view="team")

    assert queries.my_cases(rani, now=noon, lang="en").rows[0].title == "Advertising permit"
    assert queries.my_cases(rani, now=noon).rows[0].title == "Izin reklame"
    row = queries.inbox(budi, now=noon, filters=team, lang="en").rows[0]
    assert (row.title, row.step_name) == ("Advertising permit", "Completeness")
    assert queries.files(budi, now=noon, lang="en").rows[0].title == "Advertising permit"


def test_a_decreed_wording_is_read_in_the_language_of_the_page(case, rani, budi, noon):
    text = "Foto tidak terbaca. Ambil ulang saat siang."
    do(case, "periksa", "return", budi, noon, defects=[{"about": "paper:gambar", "reason": "kabur", "text": text}])

    ours = queries.get_case(actor=rani, case_id=case.pk, now=noon).defects[0]
    theirs = queries.get_case(actor=rani, case_id=case.pk, now=noon, lang="en").defects[0]
    assert (ours.label, ours.text) == ("Gambar reklame", text)
    assert (theirs.label, theirs.text) == ("Drawing", "The photo cannot be read. Ambil ulang saat siang.")


def test_messages_are_written_in_the_language_that_the_account_chose(case, rani, budi, noon, run_jobs):
    prefer(account_id=rani.account_id, language="en", by=rani, at=noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 150_000})
    run_jobs()

    sent = {message.template: message for message in Message.objects.filter(language="en", channel="inapp")}
    assert sent["application-received"].title == "We have received your application: Advertising permit"
    assert "Rp150,000" in sent["bill-opened-no-date"].title
