"""``python -m satuatap.config``: the same as the ``satuatap`` command, from any environment."""

import sys

from .cli import main

sys.exit(main())
