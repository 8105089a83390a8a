"""Booking a time at a hall, and what its holder does with it."""
