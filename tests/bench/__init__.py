"""``make bench``: what one operation costs in processor time, on a loaded database. Figures to read, never tests.

``run`` starts a copy of its own in a temporary home, ``load`` fills it (``walks`` plays a few cases through the domain,
``clones`` multiplies them in SQL), ``measures`` plays each operation in a bounded loop over HTTP, ``gauge`` reads the
processor time and memory of the copy's processes from the system, ``table`` holds the aims and writes the result.
"""
