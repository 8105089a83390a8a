"""Settings, addresses and wiring: the only place where the parts meet. Imported by nothing."""
