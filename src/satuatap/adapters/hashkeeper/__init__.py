"""Places outside the database that keep the newest hash of the record."""
