"""One encrypted file that holds everything, and the way back.

The file is in the open ``age`` format: whoever has the recovery key can also open it with the ``age`` program and find
an ordinary tar archive inside.
"""
