"""Names as they sound: the same letters for Djoko, Joko and Yoko, for Moh., Mochamad and Muhammad.

A person is found by *keys*: short words that say how a part of the name is spelled, where they live and when they were
born. A wrong vowel or a doubled letter leaves the second key of a word as it is, a mistake near its end the third.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

LONGEST = 24
TITLES = frozenset(
    [
        "h",
        "hj",
        "haji",
        "hajjah",
        "dr",
        "drs",
        "dra",
        "drg",
        "ir",
        "prof",
        "kh",
        "kyai",
        "nyai",
        "ust",
        "ustadz",
        "r",
        "rr",
        "rd",
        "raden",
        "i",
        "ni",
        "bin",
        "binti",
        "alm",
        "almh",
        "spd",
        "se",
        "sh",
        "st",
        "ssos",
        "skep",
        "skom",
        "sag",
        "mm",
        "msi",
        "mpd",
        "mh",
        "amd",
        "sst",
        "mkes",
    ]
)
"""Words that some write and others leave out."""
MUHAMMAD = frozenset(
    [
        "muhammad",
        "muhamad",
        "mohammad",
        "mohamad",
        "mohammed",
        "mochamad",
        "mochammad",
        "muchamad",
        "muchammad",
        "mukhamad",
        "mukhammad",
        "mokhamad",
        "moch",
        "moh",
        "muh",
        "much",
        "mohd",
        "muhd",
        "mhd",
        "md",
        "m",
    ]
)
SHORT = dict.fromkeys(MUHAMMAD, "muhammad") | {"abd": "abdul", "ach": "ahmad", "akh": "ahmad", "ahm": "ahmad"}
ALIKE = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("nj", "ny"), ("ch", "h"), ("kh", "h"), ("sy", "s"),
    ("sh", "s"), ("ts", "s"), ("dz", "z"), ("dh", "d"), ("th", "t"), ("bh", "b"), ("ph", "p"), ("gh", "g"),
    ("ck", "k"), ("ae", "ai"), ("ie", "i"), ("ij", "i"), ("z", "s"), ("f", "p"), ("v", "p"), ("q", "k"), ("x", "ks"),
)  # fmt: skip
"""Old and new spelling, and letters that are one sound to many. In this order."""
DOUBLE = re.compile(r"(.)\1+")
OTHERS = re.compile(r"[^a-z]+")
SOFT = re.compile(r"[aiueohyw]")


@lru_cache(maxsize=50_000)  # a register has few words and many people
def spelled(word: str) -> str:
    """A word of a name as it sounds; "" for a title."""
    letters = SHORT.get(word, word)
    if letters in TITLES:
        return ""
    for old, new in ALIKE:
        letters = letters.replace(old, new)
    letters = DOUBLE.sub(r"\1", letters)
    if letters.endswith("y"):
        letters = f"{letters[:-1]}i"
    letters = DOUBLE.sub(r"\1", letters.replace("y", "j"))
    return (letters.removesuffix("h") or letters)[:LONGEST]


def words(name: str) -> list[str]:
    """The words of a name as they sound, without titles; of a name that is nothing but titles, these."""
    name = name.split(",", maxsplit=1)[0].strip() or name  # degrees stand behind a comma
    plain = name.replace("'", "").replace("\u2019", "").casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain).casefold() if not unicodedata.combining(c))
    parts = OTHERS.sub(" ", plain).split()
    return [sound for part in parts if (sound := spelled(part))] or parts


@lru_cache(maxsize=50_000)
def skeleton(sound: str) -> str:
    """The consonants of a word after its first letter."""
    return sound[:1] + DOUBLE.sub(r"\1", SOFT.sub("", sound[1:]))


def exact_keys(name: str) -> list[str]:
    """The keys of everybody whose name has all these words, in any order."""
    return sorted({f"n{word}" for word in words(name)})


def joined_key(name: str) -> str:
    """The key of the whole name in one word: Nur Aini and Nuraini."""
    return _joined(words(name))


def _joined(sounds: Sequence[str]) -> str:
    whole = DOUBLE.sub(r"\1", "".join(sounds))
    return f"j{whole[:LONGEST]}"


def rough_keys(name: str) -> list[list[str]]:
    """For each word, the keys that a wrong letter leaves: of its consonants, and of its beginning."""
    return [list(_rough(word)) for word in words(name)]


def _rough(word: str) -> tuple[str, str]:
    return f"k{skeleton(word)}", f"p{word[:3]}"


@lru_cache(maxsize=50_000)
def _word_keys(word: str) -> tuple[str, ...]:
    """All keys of one word of a name."""
    return (f"n{word}", *_rough(word))


def house_key(rt: str, rw: str) -> str:
    """RT and RW, however many zeros they are written with; "" unless both are given."""
    return f"r{rt.lstrip('0')}/{rw.lstrip('0')}" if rt and rw else ""


@lru_cache(maxsize=5_000)  # who lives together is written one after the other
def street_keys(address: str) -> tuple[str, ...]:
    return tuple(sorted({f"s{word}" for word in words(address) if len(word) > 2}))


@lru_cache(maxsize=1_000)
def area_keys(area_code: str) -> tuple[str, ...]:
    """The village and the district, for officers of either."""
    parts = area_code.split(".")
    return tuple(f"a{'.'.join(parts[:size])}" for size in (3, 4) if len(parts) >= size)


def born_key(born_on: date) -> str:
    return f"b{born_on.isoformat()}"


def search_keys(
    name: str, born_on: date, *, area_code: str = "", address: str = "", rt: str = "", rw: str = ""
) -> list[str]:
    """Everything by which a person is found, except numbers."""
    sounds = words(name)
    keys = {_joined(sounds), born_key(born_on), house_key(rt, rw)}
    for sound in sounds:
        keys.update(_word_keys(sound))
    keys.update(area_keys(area_code), street_keys(address))
    return sorted(keys - {""})


def likeness(typed: str, name: str) -> float:
    """How alike two names are, from 0 to 1: the share of their three-letter pieces, word by word, that both have."""
    one, other = _pieces(words(typed)), _pieces(words(name))
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _pieces(sounds: Sequence[str]) -> set[str]:
    return {f" {word} "[at : at + 3] for word in sounds for at in range(len(word))}
