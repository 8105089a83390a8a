"""Letters that come in: the agenda, one letter, an officer's own list."""
