"""Changing officers at a shared computer in a few seconds."""
