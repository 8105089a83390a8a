"""The copy of somebody's data forgets nothing: every table with a personal column is in it, or says why not.

``IN_THE_COPY`` names the part of the copy in which a table stands. Whoever adds a table with a personal column adds it to
one of the two lists, and to the copy.
"""

import pytest
from django.apps import apps

from satuatap.domain.cases.tests.factories import make_case, make_service
from satuatap.domain.consents.tests.factories import agree_to
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications import actions as notifications
from satuatap.domain.residents import ports
from satuatap.domain.residents.queries.copies import contents
from satuatap.fronts.shared.copies import part_words
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound

IN_THE_COPY = {
    "residents.Party": "person",
    "residents.Person": "person",
    "residents.Family": "family",
    "residents.FamilyMember": "family",
    "residents.CivilEvent": "events",
    "residents.EventChange": "events",
    "residents.EventStep": "events",
    "residents.AccountLink": "account",
    "identity.Account": "account",
    "residents.Mandate": "mandates",
    "residents.FactReport": "reports",
    "residents.DataRequest": "requests",
    "residents.BreachPerson": "breaches",
    "residents.Breach": "breaches",
    "audit.Entry": "looks",
    "residents.EmergencyLook": "looks",
    "consents.Consent": "consents",
    "notifications.Message": "messages",
    "notifications.Reply": "messages",
    "cases.Case": "applications",
    "cases.Paper": "applications",
    "cases.Defect": "applications",
    "cases.Post": "applications",
    "cases.HandOver": "applications",
    "cases.Objection": "applications",
    "documents.Document": "documents",
    "documents.Original": "originals",
    "payments.Receipt": "bills",
    "appointments.Booking": "bookings",
    "visits.Visit": "visits",
    "visits.Errand": "visits",
    "outboxes.Sending": "sendings",
}

OFFICER = (
    "personal of the officer who did it, whose work it shows; what it is about stands in the copy with its own table"
)
SECRET = "a secret of the account: a copy of it would let somebody in"
OF_OFFICE = "how an office works or leads a hall; it says nothing of whoever comes"
PASSING = "gone within days, and only a way to what stands in the copy elsewhere"
LETTER_IN = "the post of an office, found by its number and sender; it is linked to no person"
OTHERS = "names somebody else, whose data it is"
NOT_IN_IT = {
    "identity.Session": SECRET, "identity.Pin": SECRET, "notifications.Browser": SECRET,
    "notifications.Preference": "whether SMS are wanted: it stands on the page of messages, by number and not by person",
    "identity.SigningAuthority": OFFICER, "files.StoredFile": "the papers' names stand with the applications, the papers in the account",
    "agencies.Outage": OFFICER, "agencies.Emergency": OFFICER, "agencies.Absence": OFFICER,
    "residents.Organisation": "an organisation's data are the organisation's, read by its officers in the account",
    "residents.OrganisationOfficer": "offices in an organisation stand in the account, under its organisations",
    "residents.DataCopy": "the copy itself", "residents.LookReport": "stands with the look in the account, with its answer",
    "residents.FollowUp": "what an office does after an event; the event stands in the copy",
    "residents.ImportBatch": OFFICER, "residents.ImportLine": "what a file said before it became the register; the events stand in the copy",
    "residents.LookUp": "what the national register answered; what became of it are civil events, which stand in the copy",
    "residents.ImportBefore": "kept for undoing an import; the events stand in the copy",
    "residents.NeighbourhoodHead": "an office of the neighbourhood, entered by the village",
    "documents.Correction": "what was asked about a document stands with the document in the account",
    "documents.NumberEntry": "the agenda book of an office; the document stands in the copy",
    "payments.Unmatched": "money that nobody could be found for",
    "books.Volume": OFFICER, "books.Line": "the statutory book of a village; the person's facts in it stand in the copy",
    "books.Strike": OFFICER, "books.Copy": OFFICER,
    "cases.Task": OFFICER, "cases.Command": "the log that replays a case; its outcome stands in the copy",
    "cases.Bundle": "holds applications together, which stand in the copy",
    "cases.Confirmation": OTHERS, "cases.Inspection": OFFICER, "cases.Finding": OFFICER, "cases.Photo": OFFICER,
    "cases.Mark": OFFICER, "cases.OutsideRecord": "its number stands with the document",
    "cases.OutsideCall": "what another system answered; it became an answer of the application",
    "cases.SavedFilter": OFFICER, "cases.Export": OFFICER, "cases.Note": "remarks among officers, which advise a decision",
    "cases.Opinion": OFFICER, "outboxes.Device": OFFICER,
    "visits.Sitting": OFFICER, "visits.Call": OFFICER, "visits.Act": OFFICER, "visits.PaperBlock": OFFICER,
    "visits.PaperSlip": OFFICER, "visits.SlipCorrection": OFFICER, "visits.OpeningCheck": OFFICER, "visits.HelpCall": OFFICER,
    "visits.OutsideBooking": OF_OFFICE, "visits.Rating": "says nothing of who wrote it, so it is in nobody's copy",
    "visits.RemoteTicket": PASSING, "visits.Split": OFFICER,
    "retention.DestructionList": OFFICER, "retention.Hold": OFFICER, "retention.ListItem": "what was destroyed, by its key; it names nobody",
    "cases.Keeping": "the shelf on which a finished paper lay; that it was fetched stands with the application",
    "correspondence.Letter": LETTER_IN, "correspondence.Version": LETTER_IN, "correspondence.Sheet": LETTER_IN,
    "correspondence.Disposition": OFFICER, "correspondence.Assignment": OFFICER, "correspondence.Sending": OFFICER,
    "nodes.Node": OFFICER, "nodes.Aside": PASSING, "nodes.Fact": PASSING, "nodes.Kept": OFFICER, "nodes.Wish": PASSING,
}  # fmt: skip
"""Tables that no copy holds, each with its reason."""


def with_personal_columns() -> set[str]:
    models = (model for model in apps.get_models() if model.__module__.startswith("satuatap.domain."))
    return {model._meta.label for model in models if model.Privacy.personal}


def test_every_table_with_a_personal_column_is_in_the_copy_or_says_why_not():
    named = IN_THE_COPY.keys() | NOT_IN_IT.keys()

    assert sorted(with_personal_columns() - named) == []
    assert sorted(named - with_personal_columns()) == []  # a name that leads nowhere hides the next gap
    assert not IN_THE_COPY.keys() & NOT_IN_IT.keys()
    assert all(NOT_IN_IT.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("messages")
def test_the_parts_are_those_that_people_read(rani, licensing, noon):
    make_service(licensing, noon)
    make_case(rani, noon)
    phone = Account.objects.get(pk=rani.account_id).phone
    agree_to("whatsapp", phone, noon, account_id=rani.account_id, party_id=rani.party_id)
    notifications.notify(
        template="approved", key="k", context={"service": "s", "number": "n"}, party_id=rani.party_id,
        account_id=rani.account_id, channels={"sms": phone}, by=system("x"), at=noon,
    )  # fmt: skip
    found = contents(system("test"), rani.party_id, noon)

    assert set(IN_THE_COPY.values()) <= found.keys()
    assert found.keys() == part_words().keys()
    for part in ("person", "family", "account", "consents", "messages", "applications"):
        assert found[part], part
    assert found["consents"][0]["title"] == "Kabar lewat WhatsApp"
    assert {row["channel"] for row in found["messages"]} == {"inapp", "whatsapp", "sms"}


@pytest.mark.django_db
def test_nobody_elses_rows_come_along(rani, dewi, licensing, noon):
    make_service(licensing, noon)
    make_case(dewi, noon)
    agree_to("village-phone", dewi.party_id, noon, party_id=dewi.party_id)
    found = contents(system("test"), rani.party_id, noon)

    assert not found["applications"]
    assert not found["consents"]
    assert "Dewi" not in str(found)


def test_each_part_of_a_room_refuses_whoever_is_not_the_system(rani):
    for name, part in ports.copy_parts.items():
        with pytest.raises(NotFound):
            list(part(rani, rani.party_id))
        assert name in part_words()
