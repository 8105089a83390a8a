"""The touch screen for visitors: a number, a case, a check of a document, without an officer."""
