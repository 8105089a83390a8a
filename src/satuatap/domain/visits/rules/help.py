"""How long somebody waits who called for an officer at a kiosk."""

from datetime import timedelta
from typing import Final

HELP_LATE: Final = timedelta(minutes=3)  # nobody said that they come: the kiosk says where else there is help
HELP_LASTS: Final = timedelta(minutes=15)  # by then whoever called has gone, and the call stands no more
