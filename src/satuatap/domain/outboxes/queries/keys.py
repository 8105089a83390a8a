"""What the half keys of devices are sealed for."""

PURPOSE = "outbox-recovery"
