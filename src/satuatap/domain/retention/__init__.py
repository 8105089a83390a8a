"""How long what is kept: the schedule by class, what was destroyed, what is held. Words: class, term, shelf, hold, list."""
