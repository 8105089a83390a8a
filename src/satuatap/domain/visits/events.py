"""What can have happened in a hall. Identifiers and plain words only."""

from uuid import UUID

from satuatap.kernel.events import Event


class CounterRests(Event, frozen=True):
    """An officer takes a break or leaves: whoever waits for this counter may be served elsewhere first."""

    counter_id: UUID


class CounterOpens(Event, frozen=True):
    """An officer begins at a counter or is back: whoever waits where nobody calls may be served here first."""

    counter_id: UUID
