"""SatuAtap: one roof for the public service of a region."""
