"""Rules of this room: what kind of file something is, how it is encrypted, what a camera wrote into a picture."""
