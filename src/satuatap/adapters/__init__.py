"""One folder for each outside system; each answers a port that a room has written down."""
