"""How pack files are shaped, how one pack extends another, and what a service standard must not say. Pure."""
