"""Tables of the hall: lanes, visits with their errands, officers at counters, calls, changes of the way, and what was measured of
waits."""

from .acts import Act
from .blanks import MAY_BE_THERE, BlankPrinting
from .days import OpeningCheck, OpeningItem
from .hall import (
    TOLD,
    Call,
    Channel,
    Device,
    DeviceKind,
    Errand,
    Lane,
    Length,
    Post,
    Series,
    Sitting,
    Visit,
    Zone,
    ticket_no,
)
from .help import HelpCall
from .naming import said
from .outside import OutsideBooking
from .paces import Pace, Score
from .paper import PAPER_LETTER, PaperBlock, PaperSlip, SlipCorrection
from .printing import Printer, Printing
from .priorities import Priority
from .ratings import Rating
from .readers import Reader
from .remote import Remote, RemoteTicket
from .rests import Rest
from .ways import Detour, Split

__all__ = [
    "MAY_BE_THERE",
    "PAPER_LETTER",
    "TOLD",
    "Act",
    "BlankPrinting",
    "Call",
    "Channel",
    "Detour",
    "Device",
    "DeviceKind",
    "Errand",
    "HelpCall",
    "Lane",
    "Length",
    "OpeningCheck",
    "OpeningItem",
    "OutsideBooking",
    "Pace",
    "PaperBlock",
    "PaperSlip",
    "Post",
    "Printer",
    "Printing",
    "Priority",
    "Rating",
    "Reader",
    "Remote",
    "RemoteTicket",
    "Rest",
    "Score",
    "Series",
    "Sitting",
    "SlipCorrection",
    "Split",
    "Visit",
    "Zone",
    "said",
    "ticket_no",
]
