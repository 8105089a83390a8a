"""Uploaded and made files, encrypted outside the web root. Words: stored file, key."""
