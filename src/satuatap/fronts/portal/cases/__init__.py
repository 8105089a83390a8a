"""A resident's applications: begin, fill, hand in, follow, correct, withdraw."""
