"""Offices and the places they work in: units, sites, counters, opening hours, holidays."""
