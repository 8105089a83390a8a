"""Queues on a phone: how long one waits where, and one's own number."""
