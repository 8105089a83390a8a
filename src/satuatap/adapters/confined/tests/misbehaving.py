"""A confined child that tries what the message says."""

import json
import os
import socket
import subprocess
import sys
import tempfile

from satuatap.adapters.confined.child import Problem, serve


def try_it(message: list[bytes]) -> bytes:
    return ATTEMPTS[message[0].decode()](message[1:])


def network(_rest: list[bytes]) -> bytes:
    try:
        socket.create_connection(("127.0.0.1", 1), timeout=1)
    except OSError as problem:
        return type(problem).__name__.encode()
    return b"connected"


def program(_rest: list[bytes]) -> bytes:
    try:
        return subprocess.run(["/bin/echo", "out"], capture_output=True, check=False).stdout
    except OSError as problem:
        return type(problem).__name__.encode()


def writing(_rest: list[bytes]) -> bytes:
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"x" * 10)
            file.flush()
    except OSError as problem:
        return type(problem).__name__.encode()
    return b"written"


def memory(_rest: list[bytes]) -> bytes:
    return str(len(bytearray(1 << 30))).encode()


def spin(_rest: list[bytes]) -> bytes:
    while True:
        pass


def answer(rest: list[bytes]) -> bytes:
    return b"|".join(rest)


def pid(_rest: list[bytes]) -> bytes:
    return str(os.getpid()).encode()


def environment(_rest: list[bytes]) -> bytes:
    return json.dumps(dict(os.environ)).encode()


def problem(_rest: list[bytes]) -> bytes:
    raise Problem(b"no good")


def die(_rest: list[bytes]) -> bytes:
    os._exit(3)


ATTEMPTS = {
    name: thing for name, thing in list(vars(sys.modules[__name__]).items()) if callable(thing) and name.islower()
}

if __name__ == "__main__":
    serve(try_it, memory_mb=256, seconds=1)
