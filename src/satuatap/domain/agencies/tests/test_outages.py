"""Outages: who declares what, within which times, and that one is declared once."""

from datetime import timedelta

import pytest
from tests.support.cast import make_officer

from satuatap.domain.agencies import actions, queries
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def rudi(db):
    return make_officer("Rudi Contoh", make_unit("mpp", kind="mall"), "unit-admin")


def declare(by, at, unit_id, **changes):
    given = {
        "kind": "power", "system": "", "unit_id": unit_id, "begins_at": at - timedelta(hours=1), "reason": "Gardu meledak.",
        "evidence": "Laporan PLN 77",
    } | changes  # fmt: skip
    return actions.declare_outage(**given, by=by, at=at)


def test_whoever_leads_an_office_declares_for_it_and_leaves_a_trace(licensing, sari, noon):
    declare(sari, noon, licensing.pk)

    row = queries.outages(sari)[0][0]
    assert (row.kind, row.unit_name, row.reason, row.declared_by) == ("power", "DPMPTSP", "Gardu meledak.", sari.name)
    assert Entry.objects.filter(verb="agencies.outage-declared", by=sari.id).count() == 1


def test_others_do_not_declare_nor_read(licensing, budi, tono, noon):
    for actor in (budi, tono):
        with pytest.raises(NotFound):
            declare(actor, noon, licensing.pk)
    with pytest.raises(NotFound):
        queries.outages(budi)


def test_for_every_office_only_the_mall_declares(sari, rudi, noon):
    with pytest.raises(NotFound):
        declare(sari, noon, None, kind="system", system="SIAK")

    outage = declare(rudi, noon, None, kind="system", system="SIAK")

    assert queries.outages(rudi)[0][0].id == outage.pk
    assert queries.outages(sari)[0] == ()
    with pytest.raises(NotFound):
        actions.lift_outage(outage_id=outage.pk, ends_at=noon, by=sari, at=noon)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"begins_at": timedelta(minutes=1)}, "future"),
        ({"begins_at": -timedelta(days=3, minutes=1)}, "too-early"),
        ({"reason": "  "}, "reason"),
        ({"kind": "system", "system": ""}, "what"),
        ({"kind": "ghosts"}, "what"),
    ],
)
def test_what_cannot_be_declared_is_refused_in_words(licensing, sari, noon, changes, code):
    given = {key: noon + value if key == "begins_at" else value for key, value in changes.items()}
    with pytest.raises(Refused) as refusal:
        declare(sari, noon, licensing.pk, **given)
    assert refusal.value.code == code


def test_the_same_outage_is_declared_once_and_again_after_it_was_lifted(licensing, sari, noon):
    first = declare(sari, noon, licensing.pk)
    with pytest.raises(Refused, match="sudah dicatat"):
        declare(sari, noon, licensing.pk)

    actions.lift_outage(outage_id=first.pk, ends_at=noon, by=sari, at=noon)
    declare(sari, noon + timedelta(hours=2), licensing.pk)


def test_lifted_twice_the_first_counts(licensing, sari, noon):
    outage = declare(sari, noon, licensing.pk)
    actions.lift_outage(outage_id=outage.pk, ends_at=noon - timedelta(minutes=10), by=sari, at=noon)

    again = actions.lift_outage(outage_id=outage.pk, ends_at=noon, by=sari, at=noon)

    assert again.ends_at == noon - timedelta(minutes=10)


@pytest.mark.parametrize("ends", [-timedelta(hours=1), timedelta(minutes=1)])
def test_it_ends_after_it_began_and_not_in_the_future(licensing, sari, noon, ends):
    outage = declare(sari, noon, licensing.pk)
    with pytest.raises(Refused):
        actions.lift_outage(outage_id=outage.pk, ends_at=noon + ends, by=sari, at=noon)


def test_a_correction_keeps_within_the_same_limits(licensing, sari, noon):
    outage = declare(sari, noon, licensing.pk)
    words = {"reason": "Gardu induk.", "evidence": "", "by": sari, "at": noon}

    actions.correct_outage(outage_id=outage.pk, begins_at=noon - timedelta(days=2), ends_at=None, **words)
    with pytest.raises(Refused):
        actions.correct_outage(outage_id=outage.pk, begins_at=noon - timedelta(days=4), ends_at=None, **words)

    assert queries.outage(sari, outage.pk).begins_at == noon - timedelta(days=2)


def test_what_is_down_is_told_by_office_and_by_system(licensing, civil, sari, rudi, noon):
    declare(sari, noon, licensing.pk)
    declare(rudi, noon, None, kind="system", system="SIAK")

    here = queries.outages_at(licensing.pk)
    assert [span.hits(licensing.pk, {"SIAK"}) for span in here] == [True, True]
    assert [span.hits(licensing.pk, set()) for span in here] == [True, False]
    assert [span.kind for span in queries.outages_at(civil.pk)] == ["system"]
    assert [span.kind for span in queries.running_outages()] == ["power", "system"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long(rows, licensing, sari, noon, django_assert_num_queries):
    for number in range(rows):
        outage = declare(sari, noon + timedelta(hours=number), licensing.pk)
        actions.lift_outage(
            outage_id=outage.pk, ends_at=noon + timedelta(hours=number), by=sari, at=noon + timedelta(hours=number)
        )
    with django_assert_num_queries(3):
        assert len(queries.outages(sari)[1].rows) == rows
