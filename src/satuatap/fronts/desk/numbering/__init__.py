"""The numbers of an office's letters: how they are counted and written, and what became of each."""
