"""Screens of a hall: what is called appears, and is spoken."""
