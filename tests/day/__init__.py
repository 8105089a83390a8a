"""A working day of many applications through the public actions, and every figure of it counted a second time."""
