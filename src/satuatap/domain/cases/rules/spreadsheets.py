"""What may stand in a cell of a spreadsheet."""

STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula."""


def harmless(text: str) -> str:
    """The text as it is read, never as a formula: what an applicant typed may not compute on an officer's computer."""
    return f"'{text}" if text.lstrip().startswith(STARTS) or text.startswith(STARTS) else text
