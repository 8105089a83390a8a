"""The asking side: a few children, each used by one asker at a time, ended when they take too long or have no work."""

import atexit
import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from queue import Empty, LifoQueue

from .child import LENGTH

IDLE_SECONDS = 60.0  # a child without work is ended: it holds some thirty megabytes, and another is quickly made
GREATEST_ANSWER = 64 * 1024 * 1024
# Nothing of our own environment but what Python needs; one thread, so that memory stays what it is.
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    "PYTHONHASHSEED": "random",
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "RAYON_NUM_THREADS": "1",
}


class Failed(Exception):
    """The work was refused by the child, for a reason that lies in what it was given: ``detail`` says which."""

    def __init__(self, detail: bytes = b"") -> None:
        super().__init__(detail)
        self.detail = detail


class CutOff(Exception):
    """The work was ended: it took too long or too much memory, or the child broke down."""


class Busy(Exception):
    """All children are at work, and none became free in time."""


class Pool:
    """``module`` is run with ``python -m``; each child answers ``uses`` messages, then another takes its place.

    One that was asked nothing for ``idle`` seconds is ended.
    """

    def __init__(
        self, module: str, *, children: int, seconds: float, uses: int, patience: float, idle: float = IDLE_SECONDS
    ) -> None:
        self.module, self.seconds, self.uses, self.patience, self.idle = module, seconds, uses, patience, idle
        self._places: LifoQueue[_Child | None] = LifoQueue()
        self._look = threading.Lock()
        self._looker: threading.Timer | None = None
        for _ in range(children):
            self._places.put(None)
        atexit.register(self.close)

    def ask(self, message: Sequence[bytes]) -> bytes:
        """The answer. Raises ``Failed``, ``CutOff``, or ``Busy`` after ``patience`` seconds of waiting for a child."""
        try:
            child = self._places.get(timeout=self.patience)
        except Empty:
            raise Busy from None
        try:
            child = child if child and child.is_usable() else _Child(self.module)
            answer = child.ask(message, time.monotonic() + self.seconds)
        except BaseException:
            if child:
                child.end()
            child = None
            raise
        finally:
            if child and child.used >= self.uses:
                child.end()
                child = None
            self._places.put(child)
            if child:
                self._look_later()
        if answer[:1] == b"!":
            raise CutOff("out of memory")
        if answer[:1] == b"-":
            raise Failed(answer[1:])
        return answer[1:]

    def close(self) -> None:
        """End the children that are not at work."""
        self._end_unused_since(time.monotonic())

    def _look_later(self) -> None:
        """See to it that children without work are ended in a while."""
        with self._look:
            if self._looker is None or not self._looker.is_alive():  # in a process that was forked it is not
                self._looker = threading.Timer(self.idle, self._look_now)
                self._looker.daemon = True
                self._looker.start()

    def _look_now(self) -> None:
        with self._look:
            self._looker = None
        if self._end_unused_since(time.monotonic() - self.idle):
            self._look_later()

    def _end_unused_since(self, moment: float) -> bool:
        """End the children that are not at work and were not asked since; tells whether any other rests."""
        resting = []
        for child in self._resting():
            if child and child.used_at > moment:
                resting.append(child)
            else:
                if child:
                    child.end()
                self._places.put(None)
        for child in reversed(resting):
            self._places.put(child)  # on top: taken before a place without a child
        return bool(resting)

    def _resting(self) -> list["_Child | None"]:
        """Every place that nobody uses, taken out."""
        found = []
        with contextlib.suppress(Empty):
            while True:
                found.append(self._places.get_nowait())
        return found


class _Child:
    def __init__(self, module: str) -> None:
        self.used = 0
        self.used_at = time.monotonic()
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            bufsize=0,
            close_fds=True,
        )
        self.inward, self.outward = (pipe.fileno() for pipe in (self.process.stdin, self.process.stdout) if pipe)
        os.set_blocking(self.inward, False)
        os.set_blocking(self.outward, False)

    def is_usable(self) -> bool:
        """Alive, and ours: a child of the process we were forked from is not."""
        return self.owner == os.getpid() and self.process.poll() is None

    def ask(self, message: Sequence[bytes], deadline: float) -> bytes:
        self.used += 1
        self._write(bytes([len(message)]) + b"".join(LENGTH.pack(len(part)) + part for part in message), deadline)
        length = LENGTH.unpack(self._read(LENGTH.size, deadline))[0]
        if length > GREATEST_ANSWER:
            raise CutOff("answer too long")
        answer = self._read(length, deadline)
        self.used_at = time.monotonic()
        return answer

    def end(self) -> None:
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()

    def _write(self, data: bytes, deadline: float) -> None:
        view = memoryview(data)
        while view:
            _wait(None, self.inward, deadline)
            try:
                view = view[os.write(self.inward, view) :]
            except BrokenPipeError as problem:
                raise CutOff("broke down") from problem

    def _read(self, length: int, deadline: float) -> bytes:
        parts = []
        while length:
            _wait(self.outward, None, deadline)
            if not (part := os.read(self.outward, min(length, 1 << 20))):
                raise CutOff("broke down")
            parts.append(part)
            length -= len(part)
        return b"".join(parts)


def _wait(inward: int | None, outward: int | None, deadline: float) -> None:
    left = deadline - time.monotonic()
    reading, writing = [inward] if inward is not None else [], [outward] if outward is not None else []
    if left <= 0 or not any(select.select(reading, writing, [], left)):
        raise CutOff("took too long")
