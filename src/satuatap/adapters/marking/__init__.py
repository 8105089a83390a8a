"""Copies that say what they may be used for and hold nothing else, made in a confined child process."""
