"""Whatever a hand types off a slip is read, or refused with a sentence."""

from datetime import time

import pytest

from satuatap.fronts.desk.hall.written import hour, slip_number
from satuatap.kernel.errors import Refused


@pytest.mark.parametrize("text", ["14", "014", "SK-014", "sk14", " Sk 14 ", "sk.014"])
def test_a_number_is_read_however_it_is_typed(text):
    assert slip_number(text) == 14


@pytest.mark.parametrize("text", ["", "0", "A-014", "-3", "1e3", "SK-"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Refused, match="misalnya 14 atau SK-014"):
        slip_number(text)


@pytest.mark.parametrize("text", ["0915", "915", "09.15", "9:15", " 09.15 "])
def test_a_time_is_read_however_it_is_typed(text):
    assert hour(text, "came") == time(9, 15)


@pytest.mark.parametrize("text", ["24.00", "9", "0960", "pagi", "09.150"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(Refused, match="0915"):
        hour(text, "came")
