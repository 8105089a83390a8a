"""At the counter: who came, what they show, and the application begun in the right name."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.support.cast import TODAY

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_service
from satuatap.domain.files.tests.pictures import picture
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.actions.notices import SEAL
from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Mandate, Party
from satuatap.domain.residents.tests.factories import make_organisation, make_person
from satuatap.fronts.shared import codes
from satuatap.kernel.secrets import unseal

pytestmark = pytest.mark.django_db
UNTIL = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture
def begin(rani, budi, licensing, messages, noon, client_of, time_machine):
    """Budi's page for an application of Rani's: a function that posts it."""
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    client = client_of(budi)

    def send(party_id=None, **typed):
        given = {"layanan": "izin-reklame", "sebagai": "self", "cara": "spoken", "key": str(uuid4())}
        return client.post(reverse("desk:begin", args=[party_id or rani.party_id]), given | typed)

    return send


def test_the_applicant_who_came_is_assisted_for_the_day(begin, rani):
    assert begin().status_code == 302

    case, mandate = Case.objects.get(), Mandate.objects.get()
    assert (case.applicant_kind, case.channel, case.mandate_id) == ("self", "desk", mandate.pk)
    assert (mandate.kind, mandate.to_on) == ("assisted", TODAY)


def test_a_code_that_nobody_sent_is_no_mandate(begin):
    agus = make_person("Agus Contoh").pk
    assert begin(agus, cara="code", kode="123456").status_code == 422  # no telephone is known, none was said
    assert begin(agus, cara="code", kode="123456", telepon="0812 0000 4471").status_code == 200  # only now one is sent
    assert not Mandate.objects.exists()


def test_the_code_that_the_applicant_reads_aloud_is_the_mandate(begin, monkeypatch):
    monkeypatch.setattr(codes, "fresh", lambda: "424242")
    said = {"cara": "code", "telepon": "0812 0000 4471", "key": str(uuid4())}
    said["party_id"] = make_person("Agus Contoh").pk
    page = begin(**said)
    assert "Kode sudah dikirim ke 0812-••••-4471" in page.text
    sent = unseal(bytes(Message.objects.latest("created_at").sealed), SEAL).decode()
    assert "424242" in sent
    assert "petugas di depan Anda" in sent

    assert begin(**said, kode="111111").status_code == 422
    assert not Mandate.objects.exists()
    assert begin(**said, kode="424242").status_code == 302

    mandate = Mandate.objects.get()
    assert (mandate.how, mandate.kind, mandate.to_on) == ("code", "assisted", TODAY)
    assert mandate.reference == "Kode ke 0812-••••-4471, nomor yang disebutkan"
    assert begin(**said | {"key": str(uuid4())}, kode="424242").status_code == 200  # used up: another one is sent


def test_the_code_goes_to_the_proven_number_whatever_is_typed(begin, rani):
    phone = Account.objects.get(pk=rani.account_id).phone
    page = begin(cara="code", telepon="0812 0000 4471").text

    assert Message.objects.latest("created_at").address == phone
    assert "nomor yang sudah dibuktikan pemohon" in page


def test_a_representative_shows_papers_instead_of_a_code(begin):
    assert begin(sebagai="kuasa", cara="code").status_code == 422
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("how", "more"),
    [("spoken", {}), ("signed-slip", {}), ("thumb-print", {"saksi1": "Saksi Satu", "saksi2": "Saksi Dua"})],
)
def test_each_other_way_to_agree_begins_the_form(begin, how, more):
    if how != "spoken":
        assert "Foto slip" in begin(cara=how, **more).text
        more = more | {"slip": SimpleUploadedFile("slip.jpg", picture(), "image/jpeg")}
    assert begin(cara=how, **more).status_code == 302
    assert Mandate.objects.get().how == how


def test_a_thumb_print_needs_two_different_witnesses(begin):
    assert begin(cara="thumb-print", saksi1="Saksi Satu").status_code == 422
    assert begin(cara="thumb-print", saksi1="Saksi Satu", saksi2="saksi satu").status_code == 422
    assert not Mandate.objects.exists()


def test_an_attorney_shows_deed_end_and_stamp_and_is_written_down(begin, rani, dewi):
    answer = begin(sebagai="kuasa", cara="signed-slip", **{"wakil-nama": "Siti Contoh"})
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "nomor atau tanggal surat kuasa" in text
    assert 'value="Siti Contoh"' in text
    assert not Mandate.objects.exists()

    deed = {"wakil-nama": "Siti Contoh", "surat": "12/KUASA/CONTOH", "sampai": UNTIL, "meterai": "CONTOH-77"}
    assert begin(sebagai="kuasa", cara="signed-slip", **deed).status_code == 302
    mandate = Mandate.objects.get()
    assert (mandate.kind, mandate.scope, mandate.agent_name) == ("kuasa", ["izin-reklame"], "Siti Contoh")
    assert Case.objects.get().applicant_kind == "kuasa"


def test_a_guardian_of_the_register_is_noted_once(begin, rani, dewi):
    nik = Party.objects.get(pk=dewi.party_id).person.nik
    order = {"wakil-nik": nik, "surat": "12/Pdt.P/2026/CONTOH"}

    for _ in range(2):
        assert begin(sebagai="wali", cara="signed-slip", **order).status_code == 302

    mandate = Mandate.objects.get()
    assert (mandate.agent_id, mandate.scope) == (dewi.party_id, ["*"])
    assert Case.objects.filter(mandate=mandate, applicant_kind="wali").count() == 2


def test_an_officer_of_an_organisation_comes_for_it(begin, rani):
    firm = make_organisation(Party.objects.get(pk=rani.party_id))

    assert begin(firm.pk, sebagai="self").status_code == 302
    assert Case.objects.get().applicant_kind == "organisation"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"sebagai": "heir"}, "hanya dapat diajukan oleh"),
        ({"sebagai": "friend"}, "Pilih siapa yang datang"),
        ({"sebagai": "parent", "wakil-nik": "3510241505949999"}, "belum ada di data kami"),
        ({"cara": "thumb-print", "saksi1": "Adi Contoh"}, "dua saksi"),
        ({"sebagai": "kuasa", "wakil-nama": "Siti", "surat": "1", "sampai": "besok"}, "Tulis tanggal"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(begin, typed, words):
    answer = begin(**typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Case.objects.exists()
    assert not Mandate.objects.exists()


def test_only_who_sits_before_people_begins(begin, rani, sari, client_of):
    assert client_of(sari).get(reverse("desk:begin", args=[rani.party_id])).status_code == 404
    assert client_of(rani).get(reverse("desk:begin", args=[rani.party_id])).status_code == 404
