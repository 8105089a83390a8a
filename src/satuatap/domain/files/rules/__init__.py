"""Rules of this room, in two files: what kind of file something is, and how it is encrypted."""
