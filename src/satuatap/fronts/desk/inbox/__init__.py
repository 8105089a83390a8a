"""What waits for whom: the list an officer works from."""
