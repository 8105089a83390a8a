"""Asking the national register whether what we know of somebody is so, and the report of how that was used."""
