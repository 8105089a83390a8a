"""Menyiarkan perubahan ke halaman yang terbuka (server-sent events)."""

import argparse
import asyncio
import os
import signal

from granian.constants import Interfaces
from granian.server.embed import Server

from ..stream import Stream, build


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    asyncio.run(serve(build()))
    return 0


async def serve(stream: Stream) -> None:
    server = Server(
        stream,
        address=os.environ.get("SATUATAP_BIND") or "127.0.0.1",
        port=int(os.environ.get("SATUATAP_STREAM_PORT") or int(os.environ.get("PORT") or 8000) + 1),
        interface=Interfaces.ASGINL,
        backlog=2048,
        backpressure=2048,
        websockets=False,
    )
    loop = asyncio.get_running_loop()

    def stop() -> None:
        stream.close()
        server.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    listening = asyncio.create_task(stream.hub.listen())
    try:
        await server.serve()
    finally:
        listening.cancel()
