"""Reading PDFs that strangers send: their signatures and what they claim to be, in a confined child process."""
