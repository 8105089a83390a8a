"""The classes of records, and when the time of one is over."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

PERMANENT, UNKNOWN, OWN_END = "permanent", "unknown", "own-end"
SPAN = re.compile(r"([1-9]\d{0,3}) (day|month|year)s?")
BATCH = 200  # records of one transaction
LIST_AT_MOST = 500  # records on one list for a head


@dataclass(frozen=True, slots=True)
class Class:
    """A kind of record. ``tables`` are those whose rows belong to it; ``usual`` holds until a pack says otherwise;
    ``on_request`` says that it goes when its person asks for erasure, before its time is over."""

    tables: tuple[str, ...]
    usual: str = UNKNOWN
    on_request: bool = False


CLASSES: dict[str, Class] = {
    "draft": Class(("cases.Case",), "30 days"),
    "case-export": Class(("cases.Export",), "1 day"),
    "book-copy": Class(("books.Copy",), "1 day"),
    "tally": Class(("residents.Tally",), "1 day"),
    "data-copy": Class(("residents.DataCopy",), "7 days"),
    "import": Class(("residents.ImportBatch", "residents.ImportLine", "residents.ImportBefore"), "30 days"),
    "offline-photo": Class(("outboxes.Sheet",), "30 days"),
    "session": Class(("identity.Session", "identity.QuickDesk"), OWN_END),
    "shown-code": Class(("residents.ShownCode",), OWN_END),
    "browser": Class(("notifications.Browser",), "182 days"),
    "message-body": Class(("notifications.Message",), on_request=True),
    "reply": Class(("notifications.Reply",)),
    "booking": Class(("appointments.Booking",), on_request=True),
    "visit": Class(("visits.Visit", "visits.Errand"), on_request=True),
    "visit-phone": Class(("visits.RemoteTicket",), OWN_END),
    "rating": Class(("visits.Rating",)),
    "outside-booking": Class(("visits.OutsideBooking",)),
    "loose-paper": Class(("cases.Paper",)),
    "case": Class((
        "cases.Bundle", "cases.Task", "cases.Command", "cases.Defect", "cases.HandOver", "cases.Keeping", "cases.Post", "cases.Note",
        "cases.Opinion", "cases.Confirmation", "cases.Inspection", "cases.Finding", "cases.OutsideRecord", "cases.OutsideCall", "cases.Mark",
        "cases.Objection", "cases.SavedFilter", "documents.Original",
    )),
    "inspection-photo": Class(("cases.Photo",)),
    "document": Class(("documents.Document", "documents.NumberEntry", "documents.Correction", "files.StoredFile")),
    "payment": Class(("payments.Bill", "payments.Receipt", "payments.Unmatched")),
    "mandate": Class(("residents.Mandate", "residents.AccountLink", "residents.OrganisationOfficer")),
    "data-request": Class((
        "residents.DataRequest", "residents.Breach", "residents.LookUp", "residents.BreachPerson", "consents.Consent",
        "residents.FactReport", "residents.LookReport", "residents.EmergencyLook",
    )),
    "register": Class((
        "residents.Party", "residents.Person", "residents.Organisation", "residents.Family", "residents.FamilyMember",
        "residents.CivilEvent", "residents.EventChange", "residents.EventStep", "residents.FollowUp",
        "residents.NeighbourhoodHead", "books.Volume", "books.Line", "books.Strike",
    )),
    "correspondence": Class((
        "correspondence.Letter", "correspondence.Version", "correspondence.Sheet", "correspondence.Disposition",
        "correspondence.Assignment", "correspondence.Sending",
    )),
    "account": Class(("identity.Account", "identity.Pin", "identity.SigningAuthority", "notifications.Preference")),
    "offline-sending": Class(("outboxes.Sending", "outboxes.Device")),
    "hall-work": Class((
        "visits.Act", "visits.OpeningCheck", "visits.Sitting", "visits.Call", "visits.HelpCall", "visits.PaperBlock", "visits.PaperSlip",
        "visits.SlipCorrection", "visits.Split", "agencies.Emergency", "agencies.Absence", "agencies.Outage",
    )),
    "node": Class(("nodes.Aside", "nodes.Fact", "nodes.Kept", "nodes.Node", "nodes.Wish")),
    "audit": Class(("audit.Entry",), PERMANENT),
}  # fmt: skip


def is_span(text: str) -> bool:
    return text in (PERMANENT, UNKNOWN, OWN_END) or SPAN.fullmatch(text) is not None


def ends(since: datetime, span: str) -> datetime | None:
    """When the time of a record is over; None for what is kept."""
    match = SPAN.fullmatch(span)
    if match is None:
        return None
    amount, unit = int(match[1]), match[2]
    if unit == "day":
        return since + timedelta(days=amount)
    return _months(since, amount * (12 if unit == "year" else 1), is_later=True)


def cutoff(at: datetime, span: str) -> datetime | None:
    """Records that began at or before this moment are over; None where nothing is. Never earlier than ``ends`` says."""
    match = SPAN.fullmatch(span)
    if match is None:
        return None
    amount, unit = int(match[1]), match[2]
    if unit == "day":
        return at - timedelta(days=amount)
    return _months(at, -amount * (12 if unit == "year" else 1), is_later=False)


def _months(moment: datetime, months: int, *, is_later: bool) -> datetime:
    """The same day so many months away. Where that month has no such day, its last, or with ``is_later`` the first of
    the next."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if moment.day <= last:
        return moment.replace(year=year, month=month + 1)
    there = moment.replace(year=year, month=month + 1, day=last)
    return there + timedelta(days=1) if is_later else there
