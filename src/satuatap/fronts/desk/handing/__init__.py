"""Work that goes to a colleague: one task, or everything somebody holds."""
