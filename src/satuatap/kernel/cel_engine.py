"""The CEL library without its command line, which would load terminal libraries for a second in every process."""

import sys
from types import ModuleType

sys.modules.setdefault("cel.cli", ModuleType("cel.cli"))  # ``cel/__init__.py`` imports it and never uses it

import cel  # noqa: E402

__all__ = ["cel"]
