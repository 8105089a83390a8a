"""Letters are made as in the room of cases."""

from satuatap.domain.cases.tests.conftest import press

__all__ = ["press"]
