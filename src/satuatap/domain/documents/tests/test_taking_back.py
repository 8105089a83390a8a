"""Revoking: by whom, on what ground, since when, and once."""

from datetime import timedelta

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.documents import queries
from satuatap.domain.documents.events import DocumentRevoked
from satuatap.domain.documents.models import Document
from satuatap.domain.documents.tests.factories import NOON, holder_actor, make_head, make_issued, make_party, revoke
from satuatap.domain.identity.tests.factories import as_actor, make_account
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(head):
    return make_issued(head)


def test_everybody_reads_reason_law_and_day_and_only_the_holder_the_explanation(head, document):
    revoke(document, head, "Keadaan berubah", law="Perbup 8/2018", explained="Ibu Rani sudah bekerja.")

    facts = queries.verify_token(document.token, at=NOON).facts
    assert (facts.reason, facts.law, facts.ended_on) == ("Keadaan berubah", "Perbup 8/2018", NOON.date())
    assert "bekerja" not in repr(facts)
    holder = holder_actor(document.party)
    assert queries.held_by(holder).rows[0].explained == "Ibu Rani sudah bekerja."


def test_revoked_twice_by_one_official_it_is_revoked_once(head, document, told):
    revoke(document, head)
    revoke(document, head)

    assert [event for event in told if isinstance(event, DocumentRevoked)] == [told[-1]]
    assert Entry.objects.filter(verb="document.revoked").count() == 1


def test_the_second_of_two_officials_hears_that_it_is_done(village, head, document):
    revoke(document, head)
    other = make_head(village, title_line="Plh. Kepala Desa")[1]
    with pytest.raises(Refused) as refusal:
        revoke(document, other, "Alasan lain")
    assert refusal.value.code == "taken-back"
    assert Document.objects.get(pk=document.pk).revoked_by == head.id


def test_a_head_without_a_decree_or_with_one_for_other_types_revokes_nothing(village, document):
    without = as_actor(make_account(name="Kepala baru"), village, "village-head")
    excluded = make_head(village, excludes=["sktm"])[1]
    for official in (without, excluded):
        with pytest.raises(Refused, match="berwenang menandatangani"):
            revoke(document, official)
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_nobody_revokes_a_document_of_their_own(village, document):
    account, actor = make_head(village)
    own = account_actor(account.pk, account.name, party_id=document.party_id, holdings=actor.holdings)
    with pytest.raises(Refused, match="berwenang"):
        revoke(document, own)


@pytest.mark.parametrize("days", [-1, 1])
def test_it_ends_between_the_day_of_issue_and_today(days, head, document):
    with pytest.raises(Refused) as refusal:
        revoke(document, head, ended_on=NOON.date() + timedelta(days=days))
    assert refusal.value.field == "ended_on"
    assert Document.objects.get(pk=document.pk).state == "issued"


def test_an_office_finds_what_it_issued_by_number_and_by_code(head, document):
    for text in (document.number, f" {document.number.lower()} ", document.code.lower().replace("-", " ")):
        assert [row.id for row in queries.seek(head, text)] == [document.pk]
    assert queries.seek(head, "") == queries.seek(head, "000/111") == ()
    stranger = as_actor(make_account(name="Tono"))
    assert queries.seek(stranger, document.number) == queries.seek(holder_actor(make_party()), document.number) == ()
    with pytest.raises(NotFound):
        queries.issued(stranger, document.pk, at=NOON)


def test_whoever_opens_it_is_on_record(head, document):
    found = queries.issued(head, document.pk, at=NOON)
    assert (found.standing, found.may_take_back, found.replaces) == ("valid", True, None)
    assert Entry.objects.filter(verb="looked", party_id=str(document.party_id)).count() == 1
