"""Outages: declared, corrected and lifted by those who lead an office."""
