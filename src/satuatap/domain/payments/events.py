"""What can have happened to a bill. ``about`` is what the bill was opened for, known here only as an identifier."""

from uuid import UUID

from satuatap.kernel.events import Event


class BillOpened(Event, frozen=True):
    bill_id: UUID
    about: UUID


class BillSettled(Event, frozen=True):
    bill_id: UUID
    about: UUID


class BillCancelled(Event, frozen=True):
    bill_id: UUID
    about: UUID
