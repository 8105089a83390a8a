"""A time at a lane, booked beforehand.

Words: a *plan* says how a lane of a hall is booked, as its pack wrote it; a *slot* is a stretch of the day that begins
at a booked time, cut from the opening hours and never stored; a *booking* is one person's place in one slot. A lane is
known here by site and code only: the queue itself belongs to the room above.
"""
