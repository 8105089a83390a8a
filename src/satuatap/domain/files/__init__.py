"""Uploaded and made files, encrypted outside the web root.

Words: *stored file* (a row and its encrypted bytes on the disk), *file key* (encrypts one file), *key-encryption key*
(wraps file keys; numbered, so that it can be replaced), *owner* (the thing of another room the file belongs to: a file
is opened only through that room). Originals stay as they came in; what a camera wrote into them (place, device) is
never shown.
"""
