"""Pages for the public and for residents."""
