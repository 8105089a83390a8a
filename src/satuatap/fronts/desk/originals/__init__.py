"""Original papers at the counter: taken in, kept, returned by name."""
