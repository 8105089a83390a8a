"""Several applications for one life event: nothing asked twice, all sent or none, each then on its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from tests.support.cast import make_officer, make_unit

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import EARLIER, Bundle, Case
from satuatap.domain.documents import ports
from satuatap.domain.documents.tests.factories import Renderer, Signer, make_head, make_issued
from satuatap.domain.notifications.models import Message
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.models import Party
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .bundles import ANSWERS, SERVICES, case_of, fill, filling, make_birth, start, take_letters
from .factories import JPEG, SYSTEM, do

FILE_SIZE = len(JPEG)


@pytest.fixture
def birth(licensing, noon, messages, press):
    village = make_unit("desa-tamansari", name="Desa Tamansari")
    make_birth(licensing, village, noon)
    return village


def attach(bundle, rani, noon, service="akta", paper="surat-lahir"):
    case = case_of(bundle, service)
    return actions.attach_paper(case_id=case.pk, paper=paper, data=JPEG, name="lahir.jpg", by=rani, at=noon)


def sent(rani, noon, services=SERVICES):
    bundle = start(rani, noon, services)
    fill(bundle, rani, noon)
    attach(bundle, rani, noon, services[0], "surat-lahir" if services[0] == "akta" else "lahir")
    return actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)


def test_nothing_is_asked_twice_and_every_application_gets_its_own_answers(birth, rani, noon):
    bundle = start(rani, noon)

    asked = fill(bundle, rani, noon)
    attach(bundle, rani, noon)
    actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    assert asked == ["anak-nama", "telepon", "teks", "kepala", "alasan"]
    assert case_of(bundle, "akta").answers == {k: ANSWERS[k] for k in ("nama_anak", "telepon", "teks")}
    assert case_of(bundle, "bantuan").answers == {"hp": ANSWERS["telepon"], "alasan": ANSWERS["alasan"]}
    assert case_of(bundle, "kk").draft == {"anak": ANSWERS["nama_anak"], "kepala": ANSWERS["kepala"]}
    assert len({case.number for case in bundle.cases.all()}) == 3


def test_what_a_letter_of_ours_says_is_asked_by_no_service_of_the_bundle(birth, rani, licensing, noon, monkeypatch):
    monkeypatch.setattr(ports, "renderers", [Renderer()])
    monkeypatch.setattr(ports, "signers", {"internal": Signer()})
    take_letters(licensing, noon)
    _account, head = make_head(licensing)
    make_issued(
        head,
        unit=licensing,
        party=Party.objects.get(pk=rani.party_id),
        type="surat-desa",
        content={"anak": "Sekar Ayu"},
    )
    bundle = start(rani, noon)
    assert case_of(bundle, "akta").papers.get().document is not None  # attached from the beginning

    asked = fill(bundle, rani, noon)
    actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    assert "anak-nama" not in asked
    assert case_of(bundle, "akta").answers["nama_anak"] == "Sekar Ayu"
    assert case_of(bundle, "kk").draft["anak"] == "Sekar Ayu"
    assert case_of(bundle, "bantuan").papers.get().document is not None


def test_a_paper_that_several_want_is_handed_in_once_and_reaches_each_of_them(birth, rani, noon):
    bundle = start(rani, noon)
    before = queries.bundle_lines(filling(bundle, rani, noon))
    assert [(row.line.name, row.line.state, row.wanted_by) for row in before] == [
        ("Surat lahir", "missing", ("Akta kelahiran", "Bantuan biaya"))
    ]

    fill(bundle, rani, noon)
    attach(bundle, rani, noon, "bantuan", "lahir")
    actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    papers = {paper.case.service.code: paper for case in bundle.cases.all() for paper in case.papers.all()}
    assert {code: (paper.key, paper.file.size) for code, paper in papers.items()} == {
        "akta": ("surat-lahir", FILE_SIZE), "bantuan": ("lahir", FILE_SIZE),
    }  # fmt: skip
    assert papers["akta"].file_id != papers["bantuan"].file_id


def test_all_are_sent_or_none_and_every_problem_is_named(birth, rani, noon):
    bundle = start(rani, noon, ("akta", "bantuan"))
    attach(bundle, rani, noon)

    with pytest.raises(Refused) as refused:
        actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    assert "Akta kelahiran" in refused.value.message
    assert "Bantuan biaya" in refused.value.message
    assert {case.state for case in bundle.cases.all()} == {State.DRAFT}
    assert not Case.objects.exclude(submitted_at=None).exists()
    problems = queries.bundle_problems(now := filling(bundle, rani, noon), queries.bundle_lines(now), noon)
    assert [(one.part.service_code, one.about) for one in problems] == [
        ("akta", "/nama_anak"), ("akta", "/telepon"), ("akta", "/teks"), ("bantuan", "/alasan"),
    ]  # fmt: skip


def test_sent_twice_is_sent_once(birth, rani, noon):
    bundle = sent(rani, noon, ("akta", "bantuan"))

    actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    assert [case.commands.count() for case in bundle.cases.order_by("bundle_place")] == [1, 1]
    with pytest.raises(Refused):
        actions.save_bundle_page(
            bundle_id=bundle.pk, case_id=case_of(bundle, "akta").pk, page="isian", answers={}, version=None, by=rani, at=noon
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_windows_send_in_the_same_moment(licensing, rani, noon, press):
    make_home()
    make_birth(licensing, make_unit("desa-tamansari", name="Desa"), noon)
    bundle = start(rani, noon, ("akta", "bantuan"))
    fill(bundle, rani, noon)
    attach(bundle, rani, noon)

    def press_send(_number):
        try:
            actions.hand_in_bundle(bundle_id=bundle.pk, by=rani, at=noon)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as windows:
        list(windows.map(press_send, range(4)))

    assert [case.commands.count() for case in bundle.cases.all()] == [1, 1]


def test_two_windows_do_not_overwrite_each_other(birth, rani, noon):
    bundle = start(rani, noon)
    part, version = (now := filling(bundle, rani, noon)).parts[0], now.version
    save = {
        "bundle_id": bundle.pk,
        "case_id": part.case_id,
        "page": "isian",
        "by": rani,
        "at": noon,
        "version": version,
    }
    actions.save_bundle_page(answers={"teks": "RSUD"}, **save)

    with pytest.raises(Conflict):
        actions.save_bundle_page(answers={"teks": "Rumah"}, **save)

    assert case_of(bundle, "akta").draft["teks"] == "RSUD"


def test_one_key_begins_one_bundle_and_is_nobody_elses(birth, rani, dewi, noon):
    bundle = start(rani, noon, key=(key := uuid4()))

    assert start(rani, noon, key=key) == bundle
    assert Case.objects.count() == 3
    with pytest.raises(NotFound):
        start(dewi, noon, key=key)


def test_nothing_chosen_and_services_of_no_event_begin_nothing(birth, rani, noon):
    for services in ((), ("paspor",)):
        with pytest.raises(Refused):
            start(rani, noon, services)
    assert not Bundle.objects.exists()


def test_a_bundle_is_nobody_elses_business(birth, rani, dewi, budi, noon):
    bundle = sent(rani, noon)
    for stranger in (dewi, budi):
        with pytest.raises(NotFound):
            queries.bundle(actor=stranger, bundle_id=bundle.pk, now=noon)
        with pytest.raises(NotFound):
            actions.withdraw_bundle(bundle_id=bundle.pk, by=stranger, at=noon)


def test_an_application_of_a_bundle_is_not_sent_alone(birth, rani, noon):
    bundle = start(rani, noon)
    fill(bundle, rani, noon)
    attach(bundle, rani, noon)

    with pytest.raises(Refused, match="bersama"):
        actions.hand_in(case_id=case_of(bundle, "akta").pk, key=uuid4(), by=rani, at=noon)


def test_what_needs_the_product_of_another_begins_when_that_is_there(birth, rani, budi, noon, run_jobs):
    bundle = sent(rani, noon)
    run_jobs()
    held = case_of(bundle, "kk")
    assert (held.state, held.waiting_for, held.submitted_at) == (State.DRAFT, EARLIER, None)
    assert queries.bundle(actor=rani, bundle_id=bundle.pk, now=noon).after == {held.number: "Akta kelahiran"}
    with pytest.raises(Refused):
        actions.save_answers(case_id=held.pk, page="isian", answers={"kepala": "Lain"}, by=rani, at=noon)

    do(case_of(bundle, "akta"), "periksa", "accept", budi, noon)
    do(case_of(bundle, "akta"), "catat", "record", budi, noon, number="3510-LU-0001")
    run_jobs()

    held.refresh_from_db()
    assert (held.state, held.waiting_for) == (State.SUBMITTED, "")
    assert held.answers == {"anak": ANSWERS["nama_anak"], "kepala": ANSWERS["kepala"], "nomor_akta": "3510-LU-0001"}
    assert held.commands.get().by.startswith("system:")
    assert actions.begin_followers(case_id=case_of(bundle, "akta").pk, by=budi, at=noon) == 0


def test_what_waits_is_given_back_when_the_product_will_never_be(birth, rani, budi, noon, run_jobs):
    bundle = sent(rani, noon)
    do(case_of(bundle, "akta"), "periksa", "refuse", budi, noon, reason="Sudah tercatat.", law="Perpres 96/2018")
    run_jobs()

    freed = case_of(bundle, "kk")
    assert (freed.state, freed.waiting_for, freed.follows, freed.handed) == (State.DRAFT, "", None, {})
    told = Message.objects.get(template="released", party_id=rani.party_id, channel="inapp")
    assert freed.number in told.text
    actions.save_answers(
        case_id=freed.pk, page="isian", answers=freed.draft | {"nomor_akta": "3510-LU-0009"}, by=rani, at=noon
    )
    actions.hand_in(case_id=freed.pk, key=uuid4(), by=rani, at=noon)
    freed.refresh_from_db()
    assert freed.state == State.SUBMITTED


def test_everything_undecided_is_withdrawn_together_and_one_alone(birth, rani, budi, noon):
    bundle = sent(rani, noon)
    do(
        case_of(bundle, "bantuan"),
        "periksa",
        "refuse",
        make_officer("Tarno", birth, "front-officer"),
        noon,
        reason="Tidak.",
        law="Perdes",
    )
    actions.withdraw(case_id=case_of(bundle, "kk").pk, key=uuid4(), by=rani, at=noon)

    actions.withdraw_bundle(bundle_id=bundle.pk, by=rani, at=noon)
    actions.withdraw_bundle(bundle_id=bundle.pk, by=rani, at=noon)

    states = {case.service.code: case.state for case in bundle.cases.all()}
    assert states == {"akta": State.WITHDRAWN, "kk": State.WITHDRAWN, "bantuan": State.REFUSED}


def test_a_bundle_that_was_never_sent_is_thrown_away(birth, rani, noon):
    bundle = start(rani, noon)
    attach(bundle, rani, noon)

    assert actions.withdraw_bundle(bundle_id=bundle.pk, by=rani, at=noon) is None
    assert not Case.objects.exists()
    assert not Bundle.objects.exists()


def test_a_service_can_be_taken_out_again(birth, rani, noon):
    bundle = start(rani, noon)
    actions.discard_draft(case_id=case_of(bundle, "akta").pk, by=rani, at=noon)
    assert "nomor_akta" in fill(bundle, rani, noon)  # nobody brings it any more, so it is asked

    for case in bundle.cases.all():
        actions.discard_draft(case_id=case.pk, by=rani, at=noon)
    assert not Bundle.objects.exists()


def test_officers_see_that_a_case_has_siblings_and_how_they_stand(birth, rani, budi, noon):
    bundle = sent(rani, noon)
    view = queries.get_case(actor=budi, case_id=case_of(bundle, "akta").pk, now=noon)
    title, others = queries.siblings(actor=budi, case=view, now=noon)

    assert title == "Punya bayi"
    assert [(row.title, row.badge, row.may_open) for row in others] == [
        ("Kartu keluarga", "held", False), ("Bantuan biaya", "new", False),
    ]  # fmt: skip
    tarno = make_officer("Tarno", birth, "front-officer")
    view = queries.get_case(actor=tarno, case_id=case_of(bundle, "bantuan").pk, now=noon)
    _title, others = queries.siblings(actor=tarno, case=view, now=noon)
    assert [row.may_open for row in others] == [False, False]


def test_it_is_called_as_the_event_in_each_language(birth, rani, noon):
    bundle = start(rani, noon)
    assert queries.bundle(actor=rani, bundle_id=bundle.pk, now=noon, lang="en").title == "Having a baby"


def test_reading_a_bundle_costs_the_same_for_two_and_three(birth, rani, noon, django_assert_num_queries):
    for services in (("akta", "kk"), SERVICES):
        bundle = start(rani, noon, services)
        filling(bundle, rani, noon)
        with django_assert_num_queries(4):
            filling(bundle, rani, noon)
        with django_assert_num_queries(1):
            queries.bundle(actor=rani, bundle_id=bundle.pk, now=noon)


def test_everything_that_happens_is_traced(birth, rani, noon):
    sent(rani, noon)
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"case.bundle-started", "case.bundle-sent", "case.held", "case.submit"} <= verbs


def test_what_waits_is_not_forgotten_and_a_forgotten_bundle_goes_whole(birth, rani, noon):
    waiting, left = sent(rani, noon), start(rani, noon)
    for day in (0, 400, 800):
        actions.tell_forgotten(by=SYSTEM, at=noon + timedelta(days=day))
        actions.discard_forgotten(by=SYSTEM, at=noon + timedelta(days=day))

    assert case_of(waiting, "kk").waiting_for == EARLIER
    assert not Bundle.objects.filter(pk=left.pk).exists()
