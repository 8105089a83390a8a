"""The statutory registers of a village.

Words: a *book* is one of them, as the pack describes it with its columns; a *volume* is a book of one office in one year,
open until it is closed; a *line* is what somebody wrote in it. Lines are never changed: a wrong one is *struck* with its
reason, and another may stand *instead*. Books that tell what the system knows anyway fill themselves and have no lines.
"""
