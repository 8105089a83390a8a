"""Reading drafts and signing them, one or many."""
