"""Rules of documents: what a signer agrees to, how numbers and codes look, what a letter says, how a check ends."""
