"""Slips as bytes, and answers as words."""

import pytest

from satuatap.adapters.printing import language
from satuatap.domain.visits.lifecycle import PrinterState
from satuatap.domain.visits.ports import Line, Look, Slip

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


def test_a_slip_begins_anew_and_ends_with_a_cut():
    body = language.written(Slip((Line("A-024", Look.HUGE),), qr="https://mpp.example/nomor/x"), 80)

    assert body.startswith(b"\x1b@")
    assert body.endswith(b"\x1dVB\x03")
    assert b"\x1d!\x33\x1bE\x01A-024\n" in body
    assert b"\x1d(k\x1e\x001P0https://mpp.example/nomor/x" in body


@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_long_words_are_broken_where_the_paper_ends(width, columns):
    words = "Perekaman dan pencetakan KTP elektronik untuk warga yang baru pindah datang"
    rows = language.written(Slip((Line(words),)), width).removeprefix(language.BEGIN).split(b"\x1d")[0].split(b"\n")

    assert max(map(len, rows)) <= columns
    assert b" ".join(rows).strip().decode() == words


def test_no_word_is_a_command_and_every_letter_is_one_the_printer_has():
    body = language.written(Slip((Line("Rp\x1bp\x00 5–10 “menit” ±3 ḍ é"),)), 80)

    assert 'Rpp 5-10 "menit" ±3 d é\n'.encode("cp437") in body


def test_no_slip_holds_what_a_printer_answers_at_once():
    for length in range(1, 250):
        assert b"\x10\x04" not in language.written(Slip((), qr="a" * length), 58)


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({}, PrinterState.READY),
        ({4: 0x1E}, PrinterState.LOW),
        ({1: 0x1A, 2: 0x32, 4: 0x7E}, PrinterState.EMPTY),
        ({1: 0x1A, 2: 0x16}, PrinterState.OPEN),
        ({1: 0x1A, 2: 0x16, 4: 0x7E}, PrinterState.OPEN),  # a cover is closed before paper is looked for
        ({1: 0x1A, 2: 0x52, 3: 0x1A}, PrinterState.JAMMED),
        ({1: 0x1A}, PrinterState.JAMMED),
    ],
)
def test_answers_say_what_is_the_matter(answers, state):
    assert language.meaning(WELL | answers) == state


def test_the_two_kinds_of_answers_are_never_taken_for_each_other():
    assert not any(language.is_at_once(byte) and language.is_done(byte) for byte in range(256))
