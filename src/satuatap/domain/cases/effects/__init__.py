"""What a command brings about in other rooms, in the transaction of the command.

``before`` reads and checks what a verb needs and gives the step's results; ``after`` acts on steps that have opened
or ended; ``taken_back`` turns that around when an officer takes an act back.
"""

from .after import after, taken_back
from .before import before

__all__ = ["after", "before", "taken_back"]
