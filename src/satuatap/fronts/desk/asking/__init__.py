"""Pages that show what applications ask for although it is known."""
