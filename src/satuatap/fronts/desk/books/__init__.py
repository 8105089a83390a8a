"""The statutory books of a village: what stands in them, writing in them, and closing a year."""
