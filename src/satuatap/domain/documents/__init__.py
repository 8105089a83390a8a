"""Documents we issue: templates, numbers, preparing, signing, revoking, checking."""
