"""Web push: notices to a browser, through the push service of whoever made it (RFC 8030, 8291, 8292)."""
