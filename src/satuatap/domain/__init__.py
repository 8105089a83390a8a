"""The rooms: every table and every rule."""
