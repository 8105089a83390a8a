"""The confined side: give up what is not needed, then answer one message after another.

Nothing of the rest of the system is imported here, so that a child starts fast and has nothing to leak.
"""

import ctypes
import platform
import resource
import struct
import sys
from collections.abc import Callable
from typing import BinaryIO

Handler = Callable[[list[bytes]], bytes]

LENGTH = struct.Struct(">I")
MEGABYTE = 1024 * 1024


class Problem(Exception):
    """The work cannot be done, for a reason that lies in the message. ``detail`` reaches whoever asked."""

    def __init__(self, detail: bytes) -> None:
        super().__init__(detail)
        self.detail = detail


def serve(handler: Handler, *, memory_mb: int, seconds: int) -> None:
    """Answer messages until the other side hangs up. Call it once everything the handler needs is imported."""
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    confine(memory_mb)
    while message := receive(inward):
        allow_seconds(seconds)
        try:
            answer = b"+" + handler(message)
        except Problem as problem:
            answer = b"-" + problem.detail
        except MemoryError:
            answer = b"!"
        outward.write(LENGTH.pack(len(answer)))
        outward.write(answer)
        outward.flush()


def receive(inward: BinaryIO) -> list[bytes]:
    """One message; empty when the other side has hung up."""
    if not (count := inward.read(1)):
        return []
    return [inward.read(LENGTH.unpack(inward.read(4))[0]) for _ in range(count[0])]


def confine(memory_mb: int) -> None:
    """Take away memory beyond the limit, files to write, core dumps, network and other programs."""
    limit(resource.RLIMIT_AS, memory_mb * MEGABYTE)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)
    forbid_calls()


def allow_seconds(seconds: int) -> None:
    """Processor time for the next message; the kernel ends the process that uses more, whoever still listens."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds + 1, keep_hard=True)


def limit(kind: int, value: int, *, keep_hard: bool = False) -> None:
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, hard if keep_hard else value))


# System calls by machine: what the kernel calls the machine, then socket, connect, execve, execveat, ptrace.
CALLS = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117)),
}
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # instructions of the kernel's filter language
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050001, 0x80000000  # DENY answers "not permitted"


def forbid_calls() -> bool:
    """Have the kernel refuse network and other programs from now on. False where it cannot (not Linux)."""
    machine = CALLS.get(platform.machine())
    if machine is None or sys.platform != "linux":
        return False
    steps = _filter(*machine)
    program = b"".join(struct.pack("=HBBI", *step) for step in steps)
    body = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(body)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(header), 0, 0) == 0)


def _filter(machine: int, calls: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """(instruction, steps to jump when equal, when not, value): refuse the calls, allow the rest."""
    count = len(calls)
    tests = [(EQUAL, count - place, 0, call) for place, call in enumerate(calls)]
    return [
        (LOAD, 0, 0, 4),  # the machine the call was made for
        (EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),  # the number of the call
        *tests,
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, DENY),
    ]
