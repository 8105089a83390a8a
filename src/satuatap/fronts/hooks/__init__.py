"""Where gateways write to us: payments that were made, messages that arrived. For programs, which prove themselves."""
