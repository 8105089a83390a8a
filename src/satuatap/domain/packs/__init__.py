"""Installing and checking what differs between places."""
