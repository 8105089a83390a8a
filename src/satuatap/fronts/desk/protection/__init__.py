"""Looks at their data that people find suspicious, for those who protect the region's data."""
