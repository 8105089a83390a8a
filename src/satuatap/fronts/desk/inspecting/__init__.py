"""Inspections in the field: the list, the page for a phone without signal, and the report."""
