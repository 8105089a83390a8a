"""Walks through the whole site in a real browser, against real processes: one file for each thing a person does."""
