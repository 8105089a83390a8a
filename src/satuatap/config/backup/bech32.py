"""Bech32, the way ``age`` writes keys: letters that are hard to confuse, and a checksum."""

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECK = 6


def encode(prefix: str, data: bytes) -> str:
    values = _regroup(data, 8, 5, pad=True)
    check = _polymod([*_expand(prefix), *values, *[0] * CHECK]) ^ 1
    values += [check >> 5 * (CHECK - 1 - place) & 31 for place in range(CHECK)]
    return f"{prefix}1" + "".join(ALPHABET[value] for value in values)


def decode(text: str, prefix: str) -> bytes:
    """The bytes behind a key. Raises ``ValueError`` when it has another prefix or was mistyped."""
    found, _, rest = text.lower().rpartition("1")
    values = [ALPHABET.find(letter) for letter in rest]
    if found != prefix or -1 in values or len(values) <= CHECK or _polymod([*_expand(found), *values]) != 1:
        raise ValueError("not a key, or mistyped")
    return bytes(_regroup(values[:-CHECK], 5, 8, pad=False))


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, step in enumerate(GENERATOR):
            if top >> place & 1:
                total ^= step
    return total


def _regroup(data: "bytes | list[int]", size: int, into: int, *, pad: bool) -> list[int]:
    """The same bits in groups of another size."""
    held, bits, groups = 0, 0, []
    for value in data:
        held = held << size | value
        bits += size
        while bits >= into:
            bits -= into
            groups.append(held >> bits & (1 << into) - 1)
    if pad and bits:
        groups.append(held << into - bits & (1 << into) - 1)
    return groups
