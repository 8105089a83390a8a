"""From a number typed at a kiosk to a sealed letter in the hand, without an officer; and everything that stands between."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.cases.models import Case
from satuatap.domain.documents.models import Document
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents.models import AccountLink, Family, Person
from satuatap.domain.residents.tests.factories import make_link, make_person
from satuatap.domain.visits import actions as visits
from satuatap.domain.visits.tests.factories import PACK as INSTALLER
from satuatap.domain.visits.tests.factories import make_site
from satuatap.fronts.kiosk.stay import COOKIE

CODE = "271828"


class Visitor:
    """Somebody before a kiosk, who presses what the pages show."""

    def __init__(self, client, secret):
        self.client, self.secret, self.page = client, secret, None
        self.go("home")

    def go(self, name, *args):
        self.page = self.client.get(reverse(f"kiosk:{name}", args=[self.secret, *args]), follow=True)
        return self.text

    def send(self, address="", **fields):
        marks = dict(re.findall(r'name="(kunjungan|key)" value="([^"]+)"', self.text))
        self.page = self.client.post(address or self.path, marks | fields, follow=True)
        return self.text

    def prove(self, nik, run_jobs):
        self.go("who")
        self.send(nik=nik)
        run_jobs()
        return self.send(code=CODE)

    @property
    def text(self):
        return self.page.content.decode()

    @property
    def path(self):
        return self.page.request["PATH_INFO"] + "?" + self.page.request["QUERY_STRING"]

    @property
    def is_at_the_start(self):
        return "Mau mengurus apa?" in self.text


@pytest.fixture
def visitor(town, client, monkeypatch):
    monkeypatch.setattr("secrets.randbelow", lambda _most: int(CODE))
    site = make_site("pasar")
    secret = visits.put_device(site_id=site.pk, kind="kiosk", name="Anjungan", by=INSTALLER, at=timezone.now())[1]
    return Visitor(client, secret)


@pytest.fixture
def nik(town):
    return Person.objects.get(party=town[0].party_id).nik


def begin(visitor):
    visitor.go("services")
    return visitor.send(reverse("kiosk:begin", args=[visitor.secret, "domisili-tersegel"]))


def order(visitor):
    """From the list of letters to the review and the one button."""
    begin(visitor)
    visitor.send(keperluan="Melamar kerja")
    assert "Melamar kerja" in visitor.text
    return visitor.send()


def test_a_letter_is_had_without_an_officer(visitor, nik, run_jobs, client_of):
    assert "Surat keterangan domisili (contoh)" in visitor.go("services")
    assert "Ini urusan siapa?" in begin(visitor), "first who it is"
    assert "Surat keterangan domisili (contoh)" in visitor.prove(nik, run_jobs)
    assert "Sebentar, surat sedang dibuat" in order(visitor)
    assert 'http-equiv="refresh"' in visitor.text
    run_jobs()

    case, document = Case.objects.get(), Document.objects.get()
    assert (case.channel, case.site.code, case.filed_by) == (
        "kiosk",
        "pasar",
        f"account:{Account.objects.get(name='Rani Contoh').pk}",
    )
    assert "Surat Anda jadi" in visitor.go("letter", case.number)
    assert document.number in visitor.go("paper", document.pk)
    sheet = visitor.client.get(reverse("kiosk:sheet", args=[visitor.secret, document.pk]))
    assert b"".join(sheet).startswith(b"%PDF")
    assert sheet["X-Frame-Options"] == "SAMEORIGIN"
    assert sheet["Cache-Control"] == "no-store"
    assert document.number in visitor.go("papers")
    checked = client_of(None).get(reverse("portal:verify_document", args=[document.token])).content.decode()
    assert "Dokumen asli dan masih berlaku" in checked


def test_what_the_system_may_not_seal_goes_to_an_officer_and_the_reason_is_said(visitor, nik, run_jobs):
    visitor.prove(nik, run_jobs)
    order(visitor)
    Family.objects.update(origin_on=date(2026, 1, 2))
    run_jobs()

    shown = visitor.go("letter", Case.objects.get().number)
    assert "Petugas melanjutkan" in shown
    assert "Data yang diperlukan sudah terlalu lama tidak dicocokkan." in shown
    assert reverse("kiosk:choose", args=[visitor.secret]) in shown, "a number is offered instead"


def test_whoever_lives_elsewhere_reads_why_not(visitor, nik, run_jobs):
    visitor.prove(nik, run_jobs)
    Family.objects.update(area_code="99.71.09.1009")

    refused = begin(visitor)
    assert "Yang ini lewat petugas" in refused
    assert "tidak melayani ini lewat SatuAtap" in refused
    assert not Case.objects.exists()


def test_a_wrong_answer_is_said_beside_its_question(visitor, nik, run_jobs):
    visitor.prove(nik, run_jobs)
    begin(visitor)

    assert "Ada 1 isian yang perlu diperbaiki" in visitor.send(keperluan="")
    assert visitor.page.status_code == 422


def test_a_known_and_an_unknown_number_are_answered_alike(visitor, nik, run_jobs, django_assert_num_queries, client):
    def answered(number):
        visitor.go("home")
        visitor.go("who")
        marks = dict(re.findall(r'name="(kunjungan)" value="([^"]+)"', visitor.text))
        with django_assert_num_queries(14):
            answer = client.post(reverse("kiosk:who", args=[visitor.secret]), marks | {"nik": number})
        return answer.status_code, answer["Location"]

    somebody = make_person("Belum Dibuktikan").pk
    assert answered(nik) == answered(Person.objects.get(party=somebody).nik) == answered("9971015501800001")
    run_jobs()
    assert Message.objects.filter(template="code").count() == 1


def test_nobody_is_known_without_the_code(visitor, nik, run_jobs):
    visitor.go("who")
    visitor.send(nik=nik)
    for _try in range(3):
        assert "Kode itu tidak cocok." in visitor.send(code="000000")
    assert "Kode salah tiga kali" in visitor.send(code=CODE)
    assert "Ini urusan siapa?" in visitor.go("papers")


def test_codes_for_one_number_are_counted(visitor, nik):
    for _time in range(3):
        visitor.go("who")
        visitor.send(nik=nik)
        assert "Ketik kodenya" in visitor.text
    visitor.go("who")

    assert "Terlalu banyak percobaan." in visitor.send(nik=nik)


def test_a_code_is_old_after_ten_minutes(visitor, nik, time_machine):
    visitor.go("who")
    visitor.send(nik=nik)
    time_machine.shift(timedelta(minutes=11))

    assert "Kode sudah kedaluwarsa." in visitor.send(code=CODE)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Account.objects.filter(name="Rani Contoh").update(proof_level=1),
        lambda: Account.objects.update(is_active=False),
        lambda: Account.objects.update(phone_proven_at=None),
        lambda: Account.objects.update(recovered_at=timezone.now()),
        lambda: AccountLink.objects.update(level=1),
    ],
)
def test_only_who_was_seen_in_person_gets_a_code(visitor, nik, run_jobs, change):
    change()
    visitor.go("who")
    assert "Ketik kodenya" in visitor.send(nik=nik)
    run_jobs()

    assert not Message.objects.filter(template="code").exists()
    assert "tidak dapat dipakai" in visitor.send(code=CODE) or Account.objects.filter(phone_proven_at=None).exists()


def test_nothing_of_a_visitor_is_left_for_the_next(visitor, nik, run_jobs):
    visitor.prove(nik, run_jobs)
    order(visitor)
    case, typed = Case.objects.get(), visitor.page
    before = visitor.client.cookies[COOKIE].value
    visitor.go("home")

    assert visitor.client.cookies[COOKIE].value != before
    for name, *args in [("papers",), ("bills",), ("letter", case.number), ("review", case.number)]:
        assert "Ini urusan siapa?" in visitor.go(name, *args), "the button back shows nothing"
    visitor.page = typed
    visitor.send(reverse("kiosk:case", args=[visitor.secret]), nomor=case.number, angka="0000")
    assert visitor.is_at_the_start, "a form of the stay before is not read"
    visitor.client.cookies[COOKIE] = before
    assert "Ini urusan siapa?" in visitor.go("papers"), "the name of an ended stay opens nothing"


def test_a_stay_ends_by_itself_and_is_of_one_machine(visitor, nik, run_jobs, time_machine):
    visitor.prove(nik, run_jobs)
    other = visits.put_device(site_id=make_site("mal").pk, kind="kiosk", name="Lain", by=INSTALLER, at=timezone.now())[
        1
    ]
    asked = visitor.client.get(reverse("kiosk:papers", args=[other]))
    assert asked.status_code == 302, "known at one machine is not known at another"

    time_machine.shift(timedelta(minutes=11))
    assert "Ini urusan siapa?" in visitor.go("papers")


def test_at_a_kiosk_one_acts_for_oneself_only(visitor, town, run_jobs):
    lurah = Account.objects.get(pk=town[1].account_id)
    person = make_person("Sari Contoh")
    make_link(person, town[1].holdings[0].unit_id, lurah)
    visitor.prove(Person.objects.get(party=person).nik, run_jobs)

    assert "Belum ada dokumen" in visitor.go("papers")
    assert visitor.client.get(reverse("desk:inbox")).status_code == 302, "no desk is opened by it"
