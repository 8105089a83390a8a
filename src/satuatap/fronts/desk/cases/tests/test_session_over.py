"""A session that is over before what was typed is sent: nothing is lost, and nobody else reads it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.identity.models import Account
from satuatap.domain.regions.tests.factories import make_home

pytestmark = pytest.mark.django_db
REASON = "Foto lokasi gelap. Unggah foto yang diambil pada siang hari."


@pytest.fixture
def case(rani, licensing, noon, messages, time_machine):
    time_machine.move_to(noon, tick=False)
    make_home()
    make_service(licensing, noon)
    return make_case(rani, noon)


@pytest.fixture
def away(case, budi, client_of, noon, time_machine):
    """Budi's browser after he has been away for longer than a session lasts."""
    client = client_of(budi)
    client.get(reverse("desk:inbox"))
    time_machine.move_to(noon + timedelta(minutes=31), tick=False)
    return client


def send_back(client, case):
    fields = {
        "verb": "return",
        "key": str(uuid4()),
        "tanda": "beda|paper:gambar",
        "about": "paper:gambar",
        "text": REASON,
    }
    return client.post(reverse("desk:act", args=[case.number, "periksa"]), fields)


def test_what_was_typed_is_offered_again_to_whoever_typed_it(away, case, budi):
    answer = send_back(away, case)
    resume = reverse("account_resume")
    assert answer.url == f"{reverse('account_login')}?next={resume.replace('/', '%2F')}"
    assert REASON not in away.get(answer.url).content.decode()

    away.force_login(Account.objects.get(pk=budi.account_id))
    page = away.get(resume).content.decode()

    assert REASON in page
    assert f'action="{reverse("desk:act", args=[case.number, "periksa"])}"' in page
    assert Case.objects.get(pk=case.pk).state == "submitted"


def test_a_colleague_who_signs_in_there_reads_nothing_of_it(away, case, sari):
    send_back(away, case)

    away.force_login(Account.objects.get(pk=sari.account_id))

    assert away.get(reverse("account_resume")).url == reverse("desk:inbox")
    assert "task" not in away.session


def test_whoever_was_never_signed_in_leaves_nothing(client, case):
    answer = send_back(client, case)

    assert answer.url.endswith("periksa")
    assert "task" not in client.session


def test_nothing_of_how_an_account_is_opened_is_kept(away):
    answer = away.post(reverse("account_reauthenticate"), {"act": "password", "password": "perahu hijau"})

    assert "lanjut" not in answer.url
    assert "task" not in away.session
