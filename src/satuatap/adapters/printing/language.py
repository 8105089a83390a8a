"""Slips in ESC/POS, and what the answers mean. Values in, values out."""

import textwrap
import unicodedata

from satuatap.domain.visits.lifecycle import PrinterState
from satuatap.domain.visits.ports import Line, Look, Slip

BEGIN = b"\x1b@\x1bt\x00\x1ba\x01"  # anew, code page 437, centred
FEED_AND_CUT = b"\x1dVB\x03"
ASK = b"\x10\x04"  # and the number of the question
QUESTIONS = (1, 2, 3, 4)
TELL_WHEN_DONE = b"\x1dr\x01"
ONLY_WHEN_ASKED = b"\x1da\x00"  # no word of its own accord, which could be taken for an answer
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
COLUMNS = {58: 32, 80: 48}  # letters of the ordinary size in a line, by millimetres of paper
DOT = {58: 5, 80: 7}  # size of a QR's module
LARGEST_QR = 300  # characters
SIZES = {Look.PLAIN: 1, Look.STRONG: 1, Look.HUGE: 4, Look.RULE: 1}
PLAINER = str.maketrans({"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", " ": " "})

# Bits of the answers. In every answer at once bits 1 and 4 are set, bits 0 and 7 are not; in the later one bit 4 is not.
AT_ONCE_MASK, AT_ONCE = 0b10010011, 0b00010010
LATER_MASK = 0b10010000
OFFLINE = 0x08  # of 1
COVER, PAPER_STOP, FAULT = 0x04, 0x20, 0x40  # of 2
CUTTER, DEAD, HOT, STUCK = 0x08, 0x20, 0x40, 0x04  # of 3
NEAR_END, END = 0x0C, 0x60  # of 4


def written(slip: Slip, width: int) -> bytes:
    """The bytes that print a slip and cut it."""
    columns = COLUMNS[width]
    body = b"".join(_line(line, columns) for line in slip.lines)
    below = b"".join(_line(line, columns) for line in slip.below)
    return BEGIN + body + (_qr(slip.qr, DOT[width]) if slip.qr else b"") + below + FEED_AND_CUT


def _line(line: Line, columns: int) -> bytes:
    if line.look is Look.RULE:
        return b"-" * columns + b"\n"
    size = SIZES[line.look]
    text = "".join(f"{row}\n" for row in textwrap.wrap(_plain(line.words), columns // size) or [""])
    words = text.encode("cp437", "replace")
    if line.look is Look.PLAIN:
        return words
    scale = (size - 1) << 4 | (size - 1)
    return bytes((0x1D, 0x21, scale)) + b"\x1bE\x01" + words + b"\x1bE\x00\x1d!\x00"


def _plain(words: str) -> str:
    """Words without what a printer would take for a command, and in letters that it has."""
    kept = "".join(letter for letter in words.translate(PLAINER) if letter.isprintable())
    return "".join(letter if _has(letter) else unicodedata.normalize("NFKD", letter)[0] for letter in kept)


def _has(letter: str) -> bool:
    return letter.encode("cp437", "ignore") != b""


def _qr(address: str, dot: int) -> bytes:
    content = address.encode("ascii")
    if len(content) > LARGEST_QR:
        raise ValueError("too long for a QR on a slip")
    store = (len(content) + 3).to_bytes(2, "little") + b"1P0" + content
    parts = (b"\x04\x001A2\x00", b"\x03\x001C" + bytes((dot,)), b"\x03\x001E1", store, b"\x03\x001Q0")
    return b"".join(b"\x1d(k" + one for one in parts) + b"\n"


def is_at_once(byte: int) -> bool:
    """Whether a byte answers a question that is answered at once."""
    return byte & AT_ONCE_MASK == AT_ONCE


def is_done(byte: int) -> bool:
    """Whether a byte says that everything before ``TELL_WHEN_DONE`` was printed."""
    return byte & LATER_MASK == 0


def meaning(answers: dict[int, int]) -> PrinterState:
    """What the four answers say together."""
    printer, why, fault, paper = (answers[question] for question in QUESTIONS)
    if why & COVER:
        return PrinterState.OPEN
    if paper & END or why & PAPER_STOP:
        return PrinterState.EMPTY
    if why & FAULT or fault & (CUTTER | DEAD | HOT | STUCK) or printer & OFFLINE:
        return PrinterState.JAMMED
    return PrinterState.LOW if paper & NEAR_END else PrinterState.READY
