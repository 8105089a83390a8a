"""The grammar of dispositions.yaml: what a head may ask for about a letter that came in."""

from .shapes import CODE, SOURCE, Day, Keys, Many, Text

INSTRUCTION = Keys(
    {"code": CODE, "name": Text(most=160), "source": SOURCE, "from": Day(), "to": Day()},
    needed=("code", "name", "source"),
)
DISPOSITIONS = Keys({"instructions": Many(INSTRUCTION)})
