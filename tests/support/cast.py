"""The cast, the same in every test: Rani, a resident; Budi at the counter and Sari who decides, both at Licensing;
Tono, who does Sari's work at another agency and must see nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def noon() -> datetime:
    """Monday, 23 November 2026, twelve o'clock in Banyuwangi."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
