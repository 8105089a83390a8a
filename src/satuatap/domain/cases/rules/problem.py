"""A thing that is wrong in a flow."""

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, where (a JSON pointer inside the flow), and how to mend it."""

    pointer: str
    message: str
    remedy: str
