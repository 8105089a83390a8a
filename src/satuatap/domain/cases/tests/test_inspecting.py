"""An inspection in the field: told late, twice and in any order, it stands once and whole."""

from datetime import date, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.support.queue import drain

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.actions import Noted, Taken
from satuatap.domain.cases.models import Finding, Inspection, Photo
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.models import Document
from satuatap.domain.files import queries as files
from satuatap.domain.files.tests.pictures import TAKEN, WHOSE, photo_of
from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home
from satuatap.kernel.errors import NotFound, Refused

from .factories import FIELD, JPEG, do, make_case, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages")]

TOMORROW = date(2026, 11, 24)
PLOT = Taken(latitude=Decimal("-8.219100"), longitude=Decimal("114.369100"), accuracy=8)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def case(licensing, rani, budi, noon):
    make_service(licensing, noon, code="bangunan", name="Persetujuan bangunan", flow=FIELD, documents=[])
    return do(make_case(rani, noon, service="bangunan"), "periksa", "accept", budi, noon)


@pytest.fixture
def here(case, budi, noon):
    return {"case_id": case.pk, "step": "tinjau", "by": budi, "at": noon}


def ok(noon, remark="", number=None):
    return Noted("ok", number, remark, noon)


def fill(here, noon, taken=PLOT):
    actions.note_findings(noted={"letak": ok(noon), "lebar": ok(noon, number=Decimal("3.5"))}, **here)
    return actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=taken, **here)


def seen(case, actor, now):
    return queries.get_case(actor=actor, case_id=case.pk, now=now).inspections[0]


def test_a_complete_checklist_becomes_the_result_of_the_step(case, here, budi, noon):
    fill(here, noon)

    case = do(case, "tinjau", "report", budi, noon)

    assert case.results["tinjau"]["checklist"] == {
        "letak": {"verdict": "ok"},
        "lebar": {"verdict": "ok", "number": "3.5"},
    }
    assert case.place["open"] == ("putus",)
    assert Inspection.objects.get().reported_by_name == budi.name


@pytest.mark.parametrize(
    ("noted", "field"),
    [
        ({}, "letak"),
        ({"letak": ("", None, "sudah dilihat")}, "letak"),
        ({"letak": ("not-ok", None, "")}, "letak"),
        ({"letak": ("ok", None, "")}, "letak"),  # a photo is missing
        ({"letak": ("na", None, ""), "lebar": ("ok", None, "")}, "lebar"),  # nothing was measured
    ],
)
def test_a_report_that_lacks_something_is_refused_at_the_item(case, here, budi, noon, noted, field):
    actions.note_findings(noted={key: Noted(*one, noon) for key, one in noted.items()}, **here)

    with pytest.raises(Refused) as refusal:
        do(case, "tinjau", "report", budi, noon)

    assert (refusal.value.code, refusal.value.field) == ("checklist", field)
    assert Inspection.objects.get().reported_at is None


def test_a_photo_without_a_position_needs_a_reason(case, here, budi, noon):
    fill(here, noon, taken=Taken(noon))

    with pytest.raises(Refused, match="tanpa posisi"):
        do(case, "tinjau", "report", budi, noon)

    actions.note_findings(noted={}, no_position="Pemohon keberatan", **here)
    assert do(case, "tinjau", "report", budi, noon).place["open"] == ("putus",)


def test_what_is_sent_again_stands_once(here, noon):
    key = uuid4()
    for _ in range(2):
        actions.note_findings(noted={"letak": ok(noon, "Sudah")}, **here)
        actions.add_photo(item="letak", key=key, data=JPEG, taken=PLOT, **here)

    assert Finding.objects.count() == Photo.objects.count() == 1
    assert Entry.objects.filter(verb="inspection.noted").count() == 1
    assert Entry.objects.filter(verb="inspection.photo-added").count() == 1


def test_older_words_that_come_late_overwrite_nothing(here, noon):
    actions.note_findings(noted={"letak": ok(noon, "Yang baru")}, **here)
    actions.note_findings(noted={"letak": ok(noon - timedelta(minutes=5), "Yang lama")}, **here)

    assert Finding.objects.get().remark == "Yang baru"


def test_the_report_sent_twice_under_its_key_is_sent_once(case, here, budi, noon):
    fill(here, noon)
    key = uuid4()
    for _ in range(2):
        actions.perform(case_id=case.pk, step="tinjau", verb="report", key=key, by=budi, at=noon)

    assert case.commands.filter(verb="report").count() == 1


def test_after_the_report_nothing_is_added(case, here, budi, noon):
    fill(here, noon)
    do(case, "tinjau", "report", budi, noon)

    with pytest.raises(Refused) as refusal:
        actions.note_findings(noted={"letak": ok(noon, "Terlambat")}, **here)
    assert refusal.value.code == "not-open"
    with pytest.raises(Refused):
        actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=PLOT, **here)


def test_a_report_taken_back_keeps_what_was_found(case, here, budi, noon):
    fill(here, noon)
    do(case, "tinjau", "report", budi, noon)
    actions.undo(case_id=case.pk, reason="Salah berkas", key=uuid4(), by=budi, at=noon)

    found = queries.visit(actor=budi, number=case.number, step="tinjau", now=noon).inspection
    assert found.is_open
    assert found.reported_at is None
    assert [item.verdict for item in found.items] == ["ok", "ok"]
    assert [len(item.photos) for item in found.items] == [1, 0]


def sheets():
    return list(Document.objects.filter(type="berita-acara").order_by("pk"))


def test_the_report_becomes_a_sealed_sheet_that_only_offices_read(case, here, rani, budi, noon, press):
    make_home()
    photo = fill(here, noon)
    do(case, "tinjau", "report", budi, noon)
    drain()

    [sheet] = sheets()
    assert (sheet.state, sheet.title, sheet.unit_id) == ("issued", "Berita acara cek lapangan", case.unit_id)
    [listed] = sheet.content["photos"]
    assert (listed["hash"], listed["place"]) == (photo.file.sha256, "-8.219100, 114.369100, ±8 m")
    assert [item["measure"] for item in sheet.content["items"]] == ["", "3,5 m"]
    assert documents.held_by(rani).rows == ()
    assert sheet not in Document.objects.visible_to(rani)
    assert [row.type for row in documents.of_about(case.pk)] == []


def test_a_report_taken_back_and_sent_again_leaves_one_sheet_in_force(case, here, budi, noon, press):
    make_home()
    fill(here, noon)
    do(case, "tinjau", "report", budi, noon)
    drain()
    actions.undo(case_id=case.pk, reason="Salah angka", key=uuid4(), by=budi, at=noon)
    later = noon + timedelta(minutes=2)
    actions.note_findings(noted={"lebar": ok(later, number=Decimal(4))}, **here | {"at": later})
    do(case, "tinjau", "report", budi, later)
    drain()

    assert [sheet.state for sheet in sheets()] == ["revoked", "issued"]
    assert sheets()[1].content["items"][1]["measure"] == "4 m"


def test_strangers_and_applicants_add_nothing(here, rani, dewi, tono, sari, noon):
    for actor in (dewi, tono):
        with pytest.raises(NotFound):
            actions.note_findings(**here | {"noted": {"letak": ok(noon)}, "by": actor})
    for actor in (rani, sari):
        with pytest.raises(Refused):
            actions.note_findings(**here | {"noted": {"letak": ok(noon)}, "by": actor})
    with pytest.raises(NotFound):
        actions.note_findings(noted={"atap": ok(noon)}, **here)
    assert not Finding.objects.exists()


def test_a_photo_of_another_visit_is_not_answered_with_its_key(case, here, rani, budi, noon):
    other = do(make_case(rani, noon, service="bangunan"), "periksa", "accept", budi, noon)
    photo = actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=PLOT, **here)

    with pytest.raises(NotFound):
        actions.add_photo(item="letak", key=photo.key, data=JPEG, taken=PLOT, **here | {"case_id": other.pk})


def test_only_pictures_are_photos_and_ten_are_enough(here):
    with pytest.raises(Refused, match="JPG"):
        actions.add_photo(item="letak", key=uuid4(), data=b"%PDF-1.7\n%%EOF\n", taken=PLOT, **here)
    for _ in range(10):
        actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=PLOT, **here)
    with pytest.raises(Refused, match="Paling banyak 10"):
        actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=PLOT, **here)


def test_a_photo_can_be_taken_away_before_the_report(here):
    photo = actions.add_photo(item="letak", key=uuid4(), data=JPEG, taken=PLOT, **here)
    actions.drop_photo(photo_id=photo.pk, **here)

    assert not Photo.objects.exists()
    with pytest.raises(NotFound):
        files.read(photo.file_id)


def test_what_the_camera_wrote_is_kept_as_fact_and_not_shown(case, here, sari, noon):
    photo = actions.add_photo(item="letak", key=uuid4(), data=photo_of(), taken=Taken(), **here)

    assert (photo.latitude, photo.longitude) == (Decimal("-8.219444"), Decimal("114.369167"))
    assert photo.taken_at.replace(tzinfo=None) == TAKEN
    _file, shown = queries.photo(actor=sari, case_id=case.pk, photo_id=photo.pk, at=noon)
    assert WHOSE.encode() in files.read(photo.file_id)
    assert WHOSE.encode() not in shown
    assert files.picture_facts(shown).latitude is None
    assert Entry.objects.filter(verb="looked", by=sari.id).exists()


def test_the_distance_from_the_plot_is_shown_and_refuses_nobody(case, here, budi, noon):
    far = Taken(latitude=Decimal("-8.228100"), longitude=Decimal("114.369100"), accuracy=10)
    fill(here, noon, taken=far)
    do(case, "tinjau", "report", budi, noon)

    assert seen(case, budi, noon).items[0].photos[0].distance == pytest.approx(1001, abs=2)


def test_the_applicant_sees_what_the_standard_allows(case, here, rani, budi, noon):
    actions.note_findings(noted={"letak": ok(noon, "Ada anjing galak")}, companions="Joni", **here)
    assert seen(case, rani, noon).items == ()
    fill(here, noon + timedelta(seconds=1))
    do(case, "tinjau", "report", budi, noon)

    theirs = seen(case, rani, noon)
    assert [(item.verdict, item.remark, item.photos) for item in theirs.items] == [("ok", "", ()), ("ok", "", ())]
    assert theirs.companions == theirs.reported_by == ""
    photo = Photo.objects.get()
    with pytest.raises(NotFound):
        queries.photo(actor=rani, case_id=case.pk, photo_id=photo.pk, at=noon)


def test_a_day_is_told_and_a_change_needs_a_reason(here, rani, noon):
    actions.plan_inspection(on=TOMORROW, hour=time(9, 30), **here)
    actions.plan_inspection(on=TOMORROW, hour=time(9, 30), **here)
    with pytest.raises(Refused) as refusal:
        actions.plan_inspection(on=TOMORROW + timedelta(days=1), **here)
    assert refusal.value.field == "sebab"
    with pytest.raises(Refused, match="sudah lewat"):
        actions.plan_inspection(on=date(2026, 11, 22), why="Lupa", **here)
    drain()
    actions.plan_inspection(on=TOMORROW + timedelta(days=1), why="Hujan", **here)
    drain()

    told = Message.objects.filter(channel="inapp", account_id=rani.account_id, template__startswith="inspection")
    assert list(told.order_by("created_at").values_list("template", flat=True)) == [
        "inspection-planned", "inspection-moved-no-hour",
    ]  # fmt: skip


def test_the_list_has_the_nearest_day_first_at_the_same_cost(
    case, here, rani, budi, tono, noon, django_assert_num_queries
):
    others = [do(make_case(rani, noon, service="bangunan"), "periksa", "accept", budi, noon) for _ in range(2)]
    actions.plan_inspection(**here | {"case_id": others[1].pk, "on": TOMORROW})
    actions.plan_inspection(**here | {"case_id": others[0].pk, "on": noon.date()})

    rows = queries.visits(budi, now=noon)

    assert [(row.number, row.when) for row in rows] == [
        (others[0].number, "today"), (others[1].number, "coming"), (case.number, "open"),
    ]  # fmt: skip
    assert rows[0].address == "Warung Rani"
    assert queries.visits(tono, now=noon) == queries.visits(rani, now=noon) == ()
    with django_assert_num_queries(2):  # the visits, and the words for their areas
        queries.visits(budi, now=noon)
