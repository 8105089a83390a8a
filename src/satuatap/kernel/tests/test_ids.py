"""Numbers that people read aloud."""

from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st

from satuatap.kernel.ids import ALPHABET, scramble, short_number, tidy_number, uuid7

KEY = b"k" * 32
sequences = st.integers(0, 2**40 - 1)


@given(sequences)
def test_a_number_reads_back_in_any_spelling(sequence):
    number = short_number("BWI-26", sequence, KEY)

    assert tidy_number(number) == number
    assert tidy_number(number.lower().replace("-", " ")) == number
    prefix, rest = number[:7], number[7:]
    assert tidy_number(prefix + rest.replace("0", "O").replace("1", "I")) == number


@given(sequences, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(sequence, place, other):
    number = short_number("BWI-26", sequence, KEY)
    places = [n for n, c in enumerate(number) if n >= 7 and c != "-"]
    wrong = number[: places[place]] + other + number[places[place] + 1 :]

    assert (tidy_number(wrong) == "") == (wrong != number)


@given(sequences, sequences)
def test_two_sequences_never_share_a_number(one, other):
    assert (scramble(one, KEY) == scramble(other, KEY)) == (one == other)


def test_neighbours_look_nothing_alike():
    numbers = [short_number("BWI-26", n, KEY) for n in range(50)]

    assert len({number[7:11] for number in numbers}) > 45


@pytest.mark.parametrize("text", ["", "BWI", "BWI-26-????-????-?", "1" * 14, "x" * 400])
def test_other_words_are_no_number(text):
    assert tidy_number(text) == ""


def test_keys_are_ordered_by_time_and_within_a_moment(time_machine, noon):
    time_machine.move_to(noon, tick=False)
    made = [uuid7() for _ in range(2_000)]

    assert all(key.version == 7 and key.variant == RFC_4122 for key in made)
    assert all(key.int >> 80 == int(noon.timestamp() * 1000) for key in made)
    assert sorted(made) == made
    assert len(set(made)) == len(made)
