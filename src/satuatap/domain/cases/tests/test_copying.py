"""Beginning from the last application: what is copied, for whom, and from whom never."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.support.cast import TODAY, actor_of

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions, queries
from satuatap.domain.identity.models import Account
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import make_mandate
from satuatap.kernel.errors import NotFound, Refused

from .factories import FORM, fill_draft, make_case, make_draft, make_service

pytestmark = pytest.mark.django_db


def begin(actor, noon, **changes):
    given = {"service_code": "izin-reklame", "party_id": actor.party_id, "channel": "portal"} | changes
    return actions.start_draft(key=uuid4(), by=actor, at=noon, **given)


def copy(draft, source, by, noon):
    return actions.copy_answers(case_id=draft.pk, source_id=source.pk, by=by, at=noon)


def test_answers_are_copied_papers_and_register_facts_are_not(rani, licensing, noon):
    make_service(licensing, noon)
    source = make_case(rani, noon)
    draft = copy(begin(rani, noon), source, rani, noon)

    assert source.answers["nama"] == "Rani Contoh"
    assert draft.draft == {"teks": "Warung Rani", "luas": 4}
    assert draft.pages_done == []
    assert not draft.papers.exists()
    assert Entry.objects.get(verb="case.copied").fields == ["luas", "teks"]


def test_only_what_the_new_form_still_asks_is_copied(rani, licensing, noon):
    make_service(licensing, noon)
    source = make_case(rani, noon, luas=40)
    limits = FORM["properties"] | {"luas": FORM["properties"]["luas"] | {"maximum": 10}}
    make_service(licensing, noon + timedelta(days=1), form=FORM | {"properties": limits})

    draft = copy(begin(rani, noon + timedelta(days=1)), source, rani, noon)

    assert draft.draft == {"teks": "Warung Rani"}


def test_what_was_typed_already_is_not_overwritten(rani, licensing, noon):
    make_service(licensing, noon)
    source, draft = make_case(rani, noon), begin(rani, noon)
    fill_draft(draft.pk, rani, noon, luas=9)

    assert copy(draft, source, rani, noon).draft["luas"] == 9


def test_nobody_copies_from_somebody_else(rani, dewi, licensing, noon):
    make_service(licensing, noon)
    others, own = make_case(dewi, noon), begin(rani, noon)
    with pytest.raises(NotFound):
        copy(own, others, rani, noon)
    with pytest.raises(NotFound):
        copy(begin(dewi, noon), make_case(rani, noon), rani, noon)
    with pytest.raises(NotFound):
        copy(own, make_draft(rani, noon), rani, noon)
    assert queries.last_applications(rani, "izin-reklame", {dewi.party_id}) == {}


def test_what_was_sent_is_not_copied_into(rani, licensing, noon):
    make_service(licensing, noon)
    source, sent = make_case(rani, noon), make_case(rani, noon)
    with pytest.raises(Refused):
        copy(sent, source, rani, noon)


def test_an_attorney_finds_what_is_in_their_own_hands_only(rani, dewi, licensing, noon):
    make_service(licensing, noon)
    principal, agent = (Party.objects.get(pk=actor.party_id) for actor in (rani, dewi))
    make_mandate(principal, agent, kind="kuasa", scope=["izin-reklame"], to_on=TODAY + timedelta(days=9))
    ranis = make_case(rani, noon)
    assert queries.last_applications(dewi, "izin-reklame", {rani.party_id}) == {}
    draft = begin(dewi, noon, party_id=rani.party_id)
    attorney = actor_of(Account.objects.get(pk=dewi.account_id))
    with pytest.raises(NotFound):
        copy(draft, ranis, attorney, noon)
