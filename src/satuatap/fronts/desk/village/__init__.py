"""The desk of a village: its day, and what it writes and files for its people."""
