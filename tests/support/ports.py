"""Ports for a copy of its own."""

import os
import socket

FIRST, LAST = 18600, 19600
PORTS = 10  # a copy owns PORT to PORT+9
SHARE = 200  # of these, for each process that tests: two that look at the same moment must not find the same


def free_ports() -> int:
    """A port with the next nine free as well."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = FIRST + worker * SHARE % (LAST - FIRST)
    for port in range(first, first + SHARE, PORTS):
        if all(_is_free(port + offset) for offset in range(PORTS)):
            return port
    raise AssertionError("no ten free ports in a row")


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False
