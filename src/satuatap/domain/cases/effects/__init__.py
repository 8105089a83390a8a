"""What a command brings about in other rooms, in the transaction of the command.

``before`` reads and checks what a verb needs and gives the step's results; ``after`` acts on steps that have opened
or ended.
"""

from .after import after
from .before import before

__all__ = ["after", "before"]
