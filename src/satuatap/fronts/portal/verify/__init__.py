"""Checking a document by anybody, and downloading one's own."""
