"""Publishing standards: what makes a revision, what does not, and that none is ever edited."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from satuatap.domain.audit.models import Entry
from satuatap.domain.catalog import actions, queries
from satuatap.domain.catalog.models import Revision, Service
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import NotFound, Refused

from .factories import FIRST_DAY, INSTALLER, NOON, make_body, make_revision, make_unit

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


def test_publish_makes_the_first_revision_and_leaves_a_trace():
    revision = make_revision()

    assert (revision.number, revision.valid_from) == (1, FIRST_DAY)
    assert Entry.objects.filter(verb="catalog.published", on_id=str(revision.pk)).exists()


def test_the_same_words_make_no_new_revision_and_no_trace():
    first = make_revision(texts={"en": {"/name": "Advertising permit"}})
    before, stamp = Entry.objects.count(), queries.stamp()

    again = make_revision(texts={"en": {"/name": "Advertising permit"}})

    assert again.pk == first.pk
    assert Entry.objects.count() == before
    assert queries.stamp() == stamp


def test_a_changed_word_makes_a_new_revision_and_moves_the_stamp():
    first, stamp = make_revision(), queries.stamp()

    second = make_revision(summary="Izin memasang reklame.")

    assert (second.number, second.service_id) == (2, first.service_id)
    assert queries.stamp() != stamp


def test_a_place_among_the_popular_ones_is_no_new_standard():
    first, stamp = make_revision(), queries.stamp()

    again = make_revision(popular=3)

    assert again.pk == first.pk
    assert queries.popular(on=ON)[0].code == "izin-reklame"
    assert queries.stamp() != stamp


def test_the_order_of_questions_is_part_of_the_standard():
    make_revision()
    assert list(queries.standard("izin-reklame", on=ON).form["properties"]) == ["zona", "luas"]


def test_a_revision_is_never_edited_and_never_deleted():
    revision = make_revision()

    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(valid_from=date(2030, 1, 1))
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalog_revision")


def test_a_revision_holds_from_its_first_day_until_the_next_begins():
    make_revision()
    make_revision(summary="Baru", valid_from=date(2027, 1, 1))

    assert queries.standard("izin-reklame", on=date(2026, 12, 31)).number == 1
    assert queries.standard("izin-reklame", on=date(2027, 1, 1)).number == 2
    with pytest.raises(NotFound):
        queries.standard("izin-reklame", on=date(2026, 1, 1))


def test_publish_refuses_a_change_that_would_begin_before_the_revision_it_replaces():
    make_revision()

    with pytest.raises(Refused) as refusal:
        make_revision(summary="Lama", valid_from=date(2025, 1, 1))
    assert refusal.value.code == "back-dated"


def test_publish_refuses_an_agency_nobody_has_entered():
    with pytest.raises(Refused) as refusal:
        actions.publish(code="x", body=make_body(), texts={}, valid_from=FIRST_DAY, by=INSTALLER, at=NOON)
    assert refusal.value.code == "unknown-unit"


def test_publish_is_for_installers_only():
    make_unit()
    with pytest.raises(Refused):
        actions.publish(code="x", body=make_body(), texts={}, valid_from=FIRST_DAY, by=NOBODY, at=NOON)
    assert not Service.objects.exists()


def test_retire_takes_a_service_off_the_lists_but_keeps_its_standard():
    revision = make_revision()

    actions.retire(code="izin-reklame", by=INSTALLER, at=NOON)

    assert queries.cards(on=ON) == ()
    assert queries.standard_of(revision.pk).name == "Izin reklame"
    with pytest.raises(NotFound):
        actions.retire(code="tidak-ada", by=INSTALLER, at=NOON)


def test_a_service_of_a_kind_of_unit_has_no_unit_of_its_own():
    make_revision(agency={"kind": "village"})

    standard = queries.standard("izin-reklame", on=ON)

    assert (standard.unit_code, standard.unit_kind) == ("", "village")
    assert "desa" in standard.unit_name
