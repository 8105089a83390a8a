"""Membuat kunci pemulihan cadangan dan menampilkannya, sekali saja."""

import argparse

from ..backup import key
from ..postgres import NotRunnable
from ..supervisor.place import Place


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def run(_arguments: argparse.Namespace) -> int:
    place = Place.from_environment()
    place.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    identity = key.set_up(place.home)
    if identity is None:
        raise NotRunnable(f"Kunci pemulihan sudah dibuat untuk {place.home} dan tidak dapat ditampilkan lagi.")
    print(identity)
    return 0
