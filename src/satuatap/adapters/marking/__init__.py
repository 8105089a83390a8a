"""Copies that say what they may be used for, made in a confined child process."""
