"""Work on things we do not trust, in a child process with little memory, little time, no network and no programs.

``child`` is what such a process runs, ``parent`` is how the rest of the system asks it. A message is a list of byte
strings; an answer is one.
"""
