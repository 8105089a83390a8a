"""What the doctor says of settings, without a machine around it."""

import pytest
from tests.support.cast import TODAY

from satuatap.config.doctor import site
from satuatap.config.doctor.finding import Grade
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.identity.tests.factories import make_account, make_authority

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "access", "wrong"),
    [
        ("https://bsre.example.id", "dinas:rahasia", []),
        ("http://localhost:8005", "dinas:rahasia", ["kotak pasir", "tanpa enkripsi"]),
        ("http://bsre.example.id", "dinas:rahasia", ["tanpa enkripsi"]),
        ("https://bsre.example.id", "", ["SATUATAP_BSRE_ACCESS"]),
        ("https://bsre.example.id", "dinas", ["SATUATAP_BSRE_ACCESS"]),
        ("", "", []),
    ],
)
def test_the_national_signing_service_is_whole_and_safe(settings, url, access, wrong):
    settings.BSRE_URL, settings.BSRE_ACCESS = url, access

    found = [f"{one.words} {one.mend}" for one in site.national_signing() if one.grade is Grade.BAD]

    assert len(found) == len(wrong)
    assert all(words in said for words, said in zip(wrong, found, strict=True))


@pytest.mark.parametrize(
    ("url", "key", "wrong"),
    [
        ("", "", 0),
        ("https://ikd.example.id", "rahasia", 0),
        ("http://ikd.example.id", "rahasia", 1),
        ("https://localhost:8009", "", 2),
    ],
)
def test_who_vouches_for_a_qr_is_safe_where_it_is_named(settings, url, key, wrong):
    settings.IDENTITY_URL, settings.OUTSIDE_SECRETS = url, settings.OUTSIDE_SECRETS | {"identity": key}

    assert [one.grade for one in site.digital_identity()].count(Grade.BAD) == wrong


def test_a_decree_that_asks_for_it_needs_an_address(settings, time_machine, noon):
    time_machine.move_to(noon, tick=False)
    settings.BSRE_URL = ""
    make_authority(make_account(name="Sari"), make_unit("dinas"), mode="bsre", from_on=TODAY)

    (found,) = site.national_signing()

    assert (found.grade, "SATUATAP_BSRE_URL" in found.mend) == (Grade.BAD, True)
