"""The case at the desk: read it, decide, hand it on."""
