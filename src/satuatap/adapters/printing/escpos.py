"""The client: one connection per slip, asked before and after, and never waited for longer than a visitor would."""

import contextlib
import socket
import time
from collections.abc import Iterator

from satuatap.domain.visits.lifecycle import CAN_PRINT, PrinterState
from satuatap.domain.visits.ports import NotPrinted, Slip

from . import language

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 1.5  # what is answered at once
PRINT_SECONDS = 8.0  # a slip takes one or two; a slow printer, or one that prints another's first, longer
GLANCE_SECONDS = 0.5  # between two looks whether the printer still can


class EscPos:
    """See ``SlipPrinter``."""

    def __init__(self, *, connect: float = CONNECT_SECONDS, printing: float = PRINT_SECONDS) -> None:
        self.connect, self.printing = connect, printing

    def state(self, address: str) -> PrinterState:
        try:
            with self._line(address) as line:
                return _ask(line)[0]
        except OSError:
            return PrinterState.AWAY

    def print(self, address: str, width: int, slip: Slip) -> PrinterState:
        body = language.written(slip, width)
        is_sent = False
        try:
            with self._line(address) as line:
                state, _done = _ask(line)
                if state not in CAN_PRINT:
                    raise NotPrinted(state)
                is_sent = True
                line.sendall(body + language.TELL_WHEN_DONE)
                _wait(line, time.monotonic() + self.printing)
                with contextlib.suppress(OSError):  # it is printed, whatever becomes of the printer
                    state, _done = _ask(line)
                return state
        except OSError:
            raise NotPrinted(PrinterState.AWAY, maybe=is_sent) from None

    @contextlib.contextmanager
    def _line(self, address: str) -> Iterator[socket.socket]:
        host, _colon, port = address.rpartition(":")
        with socket.create_connection((host.strip("[]"), int(port)), timeout=self.connect) as line:
            line.settimeout(ANSWER_SECONDS)
            line.sendall(language.ONLY_WHEN_ASKED)
            yield line


def _wait(line: socket.socket, deadline: float) -> None:
    """Until the printer says that it is done. Raises ``NotPrinted`` when it cannot go on or takes too long, and
    ``OSError`` when the line breaks."""
    while True:
        line.settimeout(GLANCE_SECONDS)
        with contextlib.suppress(TimeoutError):
            if language.is_done(_byte(line)):
                line.settimeout(ANSWER_SECONDS)
                return
        line.settimeout(ANSWER_SECONDS)
        state, is_done = _ask(line)
        if is_done:
            return
        if state not in CAN_PRINT or time.monotonic() > deadline:
            with contextlib.suppress(OSError):
                line.sendall(language.FORGET)  # so that it does not come out later, when nobody stands there
            raise NotPrinted(state, maybe=state in CAN_PRINT)


def _ask(line: socket.socket) -> tuple[PrinterState, bool]:
    """What the printer says, and whether it said meanwhile that it is done. Raises ``OSError`` where an answer stays out."""
    answers, is_done = {}, False
    deadline = time.monotonic() + ANSWER_SECONDS
    for question in language.QUESTIONS:
        line.sendall(language.ASK + bytes((question,)))
        while question not in answers:
            if time.monotonic() > deadline:
                raise TimeoutError("no answer that makes sense")
            byte = _byte(line)
            if language.is_at_once(byte):
                answers[question] = byte
            elif language.is_done(byte):
                is_done = True
    return language.meaning(answers), is_done


def _byte(line: socket.socket) -> int:
    received = line.recv(1)
    if not received:
        raise ConnectionResetError("the printer hung up")
    return received[0]
