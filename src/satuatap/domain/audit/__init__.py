"""Who did or saw what: an append-only record, sealed in blocks. Words: entry, block, look."""
