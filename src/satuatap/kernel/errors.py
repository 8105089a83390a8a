"""The three ways a request can be turned down. Everything else that is raised is a fault of ours."""


class Refused(Exception):
    """A rule says no. The message is translated and written for the person who asked.

    ``code`` is a stable short name for tests and the API; ``field`` names the input the message belongs to,
    or is None when the message concerns the whole request.
    """

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = str(message)
        self.field = field


class Conflict(Refused):
    """The same key was used before with another body, or somebody else changed the thing first."""


class NotFound(Exception):
    """The thing is not there, or is not yours: both look alike."""
