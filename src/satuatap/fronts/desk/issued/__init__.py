"""What the office has issued: found again, revoked, corrected."""
