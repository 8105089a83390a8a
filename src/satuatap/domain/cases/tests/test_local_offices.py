"""A service of a kind of office is done by the applicant's own village, *kelurahan* or district, and by no other."""

from uuid import uuid4

import pytest
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Case
from satuatap.domain.documents import queries as documents
from satuatap.domain.regions.tests.factories import TAMANSARI, make_home
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_person
from satuatap.kernel.errors import NotFound, Refused

from .factories import DOCUMENT, do, fill_draft, make_service

pytestmark = pytest.mark.django_db
KELURAHAN = "35.10.16.1008"
LETTER = [
    {"step": "periksa", "do": "check", "by": "village-officer", "name": "Petugas memeriksa"},
    {"step": "camat", "do": "advise", "by": "district-officer", "at": {"kind": "district"}, "name": "Camat mengetahui"},
    {"step": "tanda", "do": "sign", "by": "village-head", "name": "Kepala desa menandatangani"},
    {"step": "terbit", "do": "issue", "document": "izin", "name": "Terbit"},
]
NUMBER = {"series": "surat-desa", "pattern": "470/{serial:03}/{area}/{roman}/{year}"}


@pytest.fixture
def offices(messages, press):
    make_home()
    offices = {
        TAMANSARI: make_village(),
        KELURAHAN: make_unit("kelurahan-kepatihan", kind="kelurahan", area_code=KELURAHAN),
        TAMANSARI[:8]: make_unit("kecamatan-licin", kind="district", area_code=TAMANSARI[:8]),
        KELURAHAN[:8]: make_unit("kecamatan-banyuwangi", kind="district", area_code=KELURAHAN[:8]),
    }
    for unit in offices.values():
        make_officer("Petugas Contoh", unit, "unit-admin")
    return offices


@pytest.fixture
def letter(offices, noon):
    document = DOCUMENT | {"number": NUMBER}
    kind = {"kind": "village"}
    return make_service(offices[TAMANSARI], noon, agency=kind, flow=LETTER, sites=[], documents=[document])


def begin(area_code, by, at):
    """A draft of somebody who lives there, filled in at a counter."""
    party = make_person("Agus Contoh")
    if area_code:
        make_family((party, HEAD), area_code=area_code)
    case = actions.start_draft(
        service_code="izin-reklame", party_id=party.pk, channel="desk", key=uuid4(), by=by, at=at
    )  # fmt: skip
    return fill_draft(case.pk, by, at)


@pytest.mark.parametrize("area_code", [TAMANSARI, KELURAHAN])
def test_a_letter_goes_to_the_applicants_own_village_and_its_own_district(letter, offices, area_code, budi, noon):
    other = offices[KELURAHAN if area_code == TAMANSARI else TAMANSARI]
    officer, stranger = (make_officer("Wayan Contoh", unit, "village-officer") for unit in (offices[area_code], other))
    camat = make_officer("Camat Contoh", offices[area_code[:8]], "district-officer")

    case = actions.hand_in(case_id=begin(area_code, budi, noon).pk, key=uuid4(), by=budi, at=noon)

    assert case.unit_id == offices[area_code].pk
    with pytest.raises(NotFound):
        do(case, "periksa", "accept", stranger, noon)
    do(case, "periksa", "accept", officer, noon)
    assert case.tasks.get(step="camat").unit_id == offices[area_code[:8]].pk
    do(case, "camat", "report", camat, noon)
    assert case.tasks.get(step="tanda").unit_id == offices[area_code].pk


def test_the_steps_name_the_district_that_is_to_come(letter, offices, budi, noon):
    case = actions.hand_in(case_id=begin(KELURAHAN, budi, noon).pk, key=uuid4(), by=budi, at=noon)
    officer = make_officer("Wayan Contoh", offices[KELURAHAN], "village-officer")

    steps = {step.key: step.unit_name for step in queries.get_case(actor=officer, case_id=case.pk, now=noon).steps}

    assert steps["camat"] == offices[KELURAHAN[:8]].short_name


def test_every_village_counts_its_own_letters(letter, offices, budi, noon, run_jobs):
    for area_code in (TAMANSARI, KELURAHAN):
        roles = ("village-officer", "village-head")
        head = make_officer("Kusnadi Contoh", offices[area_code], *roles, signs=True)
        camat = make_officer("Camat Contoh", offices[area_code[:8]], "district-officer")
        case = actions.hand_in(case_id=begin(area_code, budi, noon).pk, key=uuid4(), by=budi, at=noon)
        do(case, "periksa", "accept", head, noon)
        do(case, "camat", "report", camat, noon)
        run_jobs()
        do(case, "tanda", "sign", head, noon)
        run_jobs()

        assert documents.of_about(case.pk)[0].number == f"470/001/{area_code}/XI/2026"


def test_where_nobody_is_at_work_yet_no_application_is_left_lying(letter, budi, noon):
    make_unit("desa-gumuk", kind="desa", area_code="35.10.24.2001")

    with pytest.raises(Refused, match="tidak melayani ini lewat SatuAtap"):
        begin("35.10.24.2001", budi, noon)


@pytest.mark.parametrize(
    ("kind", "area_code"),
    [("desa", KELURAHAN), ("kelurahan", TAMANSARI), ("village", "35.10.24.2001"), ("district", "")],
)
def test_whoever_has_no_office_of_the_kind_is_told_so(offices, kind, area_code, budi, noon):
    make_service(offices[TAMANSARI], noon, agency={"kind": kind}, flow=LETTER, sites=[])

    with pytest.raises(Refused) as refusal:
        begin(area_code, budi, noon)

    assert refusal.value.code == "no-office"
    assert not Case.objects.exists()
