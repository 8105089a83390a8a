"""Known at a kiosk by the identity card on its reader, or by a QR of the digital identity; and everything that goes wrong."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from satuatap.adapters.proving.tests.running import booth
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import ports
from satuatap.domain.residents.models import AccountLink, Person, ShownCode
from satuatap.domain.residents.queries import bearer
from satuatap.domain.residents.tests.factories import make_link, make_person
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Reader
from satuatap.domain.visits.tests.factories import PACK, make_lane

pytestmark = pytest.mark.django_db
CARD, CODE = "KTP-el dan sidik jari", "QR identitas digital"


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with booth(tmp_path_factory.mktemp("proving")) as found:
        yield found


@pytest.fixture
def there(started, monkeypatch):
    monkeypatch.setattr(ports, "card_readers", [started.reader])
    monkeypatch.setattr(ports, "digital_identities", [started.identity])
    monkeypatch.setattr(ports, "reader_sandboxes", {started.address})
    started.mend()
    yield started
    started.mend()


class Kiosk:
    """A kiosk and whoever stands before it; ``text`` is what they see."""

    def __init__(self, device, secret, client):
        self.device, self.secret, self.client, self.answer = device, secret, client, None

    def address(self, name):
        return reverse(f"kiosk:{name}", args=[self.secret]) + "?untuk=cetak"

    def go(self, name):
        self.answer = self.client.get(self.address(name), follow=True)
        return self.text

    def send(self, name, **fields):
        marks = dict(re.findall(r'name="(kunjungan|key)" value="([^"]+)"', self.text))
        self.answer = self.client.post(self.address(name), marks | fields, follow=True)
        return self.text

    @property
    def text(self):
        return self.answer.content.decode()

    @property
    def is_known(self):
        return "Selesai, hapus data saya" in self.go("papers")


@pytest.fixture
def kiosk(there, licensing, client):
    """A kiosk with both; by the machine's own clock, which the sandbox has as well."""
    now = timezone.now()
    make_home()
    device, secret = actions.put_device(
        site_id=make_lane(unit=licensing).site_id, kind="kiosk", name="Anjungan", by=PACK, at=now
    )
    actions.put_reader(device_id=device.pk, kind="card", address=there.address, by=PACK, at=now)
    actions.put_reader(device_id=device.pk, kind="code", address="", by=PACK, at=now)
    return Kiosk(device, secret, client)


@pytest.fixture
def nik(kiosk):
    return Person.objects.get(party=make_person("Dewi Contoh")).nik


def by_card(kiosk, there, nik, finger="own"):
    kiosk.go("home")
    kiosk.go("who")
    assert "Letakkan KTP-el di pembaca" in kiosk.send("card")
    assert 'http-equiv="refresh"' in kiosk.text
    there.lays(nik, finger)
    return kiosk.go("card")


def by_code(kiosk, code):
    kiosk.go("home")
    kiosk.go("shown")
    return kiosk.send("shown", qr=code)


def used():
    """How each use was written down, oldest first."""
    return list(Entry.objects.filter(verb__endswith="recognised").order_by("pk").values_list("verb", "purpose"))


def test_a_card_and_a_finger_are_enough_without_an_account(kiosk, there, nik):
    by_card(kiosk, there, nik)

    assert kiosk.is_known
    entry = Entry.objects.get(verb="residents.recognised")
    assert (entry.by, entry.purpose) == (f"system:kiosk-{kiosk.device.pk}", "card")
    assert entry.party_id == str(Person.objects.get(nik=nik).party_id)
    assert not AccountLink.objects.exists()


def test_a_qr_is_enough_and_is_accepted_once(kiosk, there, nik):
    code = there.shows(nik)
    by_code(kiosk, code)
    assert kiosk.is_known
    kiosk.go("home")
    assert not kiosk.is_known

    assert "QR ini sudah pernah dipakai" in by_code(kiosk, code)
    assert not kiosk.is_known
    assert [how for _verb, how in used()] == ["digital-identity", "digital-identity: used"]


def test_a_scanner_that_types_twice_shows_the_qr_once(kiosk, there, nik):
    code = there.shows(nik)
    kiosk.go("shown")
    page = kiosk.answer
    for _time in range(2):
        kiosk.answer = page
        kiosk.send("shown", qr=code)

    assert kiosk.is_known
    assert ShownCode.objects.count() == 1


def test_nothing_of_the_visitor_stays_for_the_next(kiosk, there, nik):
    by_card(kiosk, there, nik)
    kiosk.go("home")

    assert "Ini urusan siapa?" in kiosk.go("papers")
    assert "Ini urusan siapa?" in kiosk.go("card"), "nor can the reading be taken up"


def test_a_form_of_an_earlier_visitor_reads_no_card(kiosk):
    kiosk.go("who")
    page = kiosk.answer
    kiosk.go("home")
    kiosk.answer = page

    assert "Mau mengurus apa?" in kiosk.send("card")


def test_who_waits_too_long_is_asked_again_in_words(kiosk, time_machine):
    kiosk.go("who")
    kiosk.send("card")
    time_machine.move_to(timezone.now() + timedelta(minutes=1), tick=False)

    assert "Belum ada KTP-el yang terbaca" in kiosk.go("card")
    assert kiosk.answer.status_code == 422
    assert CARD in kiosk.text
    assert "Ambil nomor antrean" in kiosk.text


def test_the_finger_of_somebody_else_opens_nothing(kiosk, there, nik):
    assert "Sidik jari tidak cocok" in by_card(kiosk, there, nik, finger="other")
    assert not kiosk.is_known
    assert used() == [("residents.not-recognised", "card: mismatch")]
    assert not Entry.objects.filter(verb="residents.not-recognised").exclude(party_id="").exists()


@pytest.mark.parametrize("fault", ["swapped", "no_finger", "half_answer"])
def test_an_answer_that_does_not_fit_opens_nothing_and_takes_the_way_away(kiosk, there, nik, fault):
    kiosk.go("who")
    kiosk.send("card")
    there.is_told(**{fault: True})
    there.lays(nik)

    assert "Cara ini sedang tidak dapat dipakai" in kiosk.go("card")
    assert CARD not in kiosk.text
    assert CODE in kiosk.text
    assert not kiosk.is_known


def test_a_reader_that_stops_answering_is_not_offered_until_it_answers(kiosk, there):
    kiosk.go("who")
    there.is_told(down=True)
    assert "Cara ini sedang tidak dapat dipakai" in kiosk.send("card")
    assert CARD not in kiosk.go("who")
    there.mend()
    actions.ask_readers(by=PACK, at=timezone.now())

    assert CARD in kiosk.go("who")


def test_an_old_qr_is_refused_by_our_own_clock(kiosk, there, nik, time_machine):
    code = there.shows(nik)
    time_machine.move_to(timezone.now() + timedelta(minutes=3), tick=False)

    assert "QR ini sudah kedaluwarsa" in by_code(kiosk, code)
    assert not kiosk.is_known


def test_whoever_the_register_does_not_know_gets_a_number(kiosk, there):
    for text in (by_card(kiosk, there, "9971015501809997"), by_code(kiosk, there.shows("9971015501809997"))):
        assert "Data Anda belum ada di sini" in text
        assert reverse("kiosk:choose", args=[kiosk.secret]) in text


def test_whoever_is_dead_or_has_moved_away_is_not_known(kiosk, there, nik):
    by_card(kiosk, there, nik)
    Person.objects.update(status=3)

    assert not kiosk.is_known
    assert "Data Anda belum ada di sini" in by_code(kiosk, there.shows(nik))


def test_a_machine_is_tried_twenty_times(kiosk):
    for _time in range(20):
        assert "bukan QR identitas digital" in by_code(kiosk, "IKD.tebakan")

    assert "Terlalu banyak percobaan" in by_code(kiosk, "IKD.tebakan")


def test_what_is_not_entered_for_a_kiosk_is_not_there(kiosk, there, nik):
    Reader.objects.update(active=False)
    assert (CARD in kiosk.go("who"), CODE in kiosk.text) == (False, False)
    assert "Kami kirim kode ke nomor telepon" in kiosk.text

    assert "Ini urusan siapa?" in kiosk.go("shown")
    kiosk.go("who")
    kiosk.send("card")
    assert kiosk.answer.status_code == 404


def test_a_reader_that_nobody_heard_of_lately_is_not_offered(kiosk, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=6), tick=False)

    assert CARD not in kiosk.go("who")


def test_a_person_with_an_account_acts_under_it(kiosk, there, licensing, nik):
    account = make_link(Person.objects.get(nik=nik).party, licensing.pk)
    by_card(kiosk, there, nik)

    assert kiosk.is_known
    assert bearer(nik, timezone.now()).account_id == account.pk


def test_old_showings_are_forgotten(kiosk, there, nik):
    by_code(kiosk, there.shows(nik))
    later = timezone.now() + timedelta(days=1)

    assert residents.forget_shown_codes(by=PACK, at=later) == 1
