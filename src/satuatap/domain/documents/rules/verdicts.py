"""How a check ends. Seven verdicts, each with a reason, told apart by what can be proven:

* ``valid``: the very file we issued (or its code), in force; ``expired``, ``revoked``, ``replaced``: it was.
* ``changed``: made from a file we issued, but not that file any more.
* ``forged``: claims to be ours and is not: carries our code or our signature without being in our register, or the
  code of a document it was not made from.
* ``unknown``: says nothing that leads to us.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from ..ports import PdfReading, SignatureReading
from .numbers import tidy_code

SLICES = 32  # pieces of the issued file that are looked for in the one at hand
SLICE_BYTES = 64
FOUND_ENOUGH = 8

TOKEN = re.compile(rb"/v/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
CODE_END = re.compile(rb"-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![0-9A-Z-])")  # begins with a rare byte: fast
CODE_START = re.compile(rb"(?:^|[^0-9A-Z-])([0-9A-HJKMNP-TV-Z]{4})$")
MOST_CLAIMS = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What anybody may know of an issued document: no NIK, the holder's name masked."""

    type: str
    title: str
    number: str
    code: str
    token: str
    holder: str
    unit_name: str
    signer_title: str
    sealed: bool
    chain: str
    authority: str
    is_sample: bool
    issued_at: datetime
    valid_until: date | None
    taken_back_at: datetime | None = None
    ended_on: date | None = None
    reason: str = ""
    law: str = ""
    replaced_by_token: str = ""
    replaced_by_number: str = ""
    signed_on: date | None = None
    decree_number: str = ""
    decree_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``state`` is one of the seven; ``reason`` a stable short name that says more; ``facts`` those of the document
    the code or file leads to, None where there is none; ``signers`` who signed a file that is not ours."""

    state: str
    reason: str = ""
    facts: Facts | None = None
    signers: tuple[SignatureReading, ...] = ()


def claims(texts: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(tokens, codes) by which a file says that it is one of our documents."""
    return raw_claims("\n".join(texts).encode())


def raw_claims(data: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """The claims that can be seen without understanding the file; they survive most damage."""
    tokens = islice((match[1].decode() for match in TOKEN.finditer(data)), MOST_CLAIMS)
    return frozenset(tokens), frozenset(islice(_codes(data), MOST_CLAIMS))


def _codes(data: bytes) -> Iterator[str]:
    for end in CODE_END.finditer(data):
        start = CODE_START.search(data[max(0, end.start() - 5) : end.start()])
        if start and (code := tidy_code((start[1] + end[0]).decode())):
            yield code


def is_made_from(data: bytes, issued: bytes) -> bool:
    """Whether enough of the issued file is found in ``data``, wherever it stands, to say that one became the other."""
    step = max(1, (len(issued) - SLICE_BYTES) // SLICES)
    pieces = {issued[start : start + SLICE_BYTES] for start in range(0, len(issued) - SLICE_BYTES + 1, step)}
    telling = [piece for piece in pieces if len(set(piece)) > 8]  # runs of zeros are in every file
    found = sum(piece in data for piece in telling)
    return found >= min(FOUND_ENOUGH, max(1, len(telling) // 4))


def judge(reading: PdfReading, *, claims_known: bool, claims_any: bool) -> tuple[str, str]:
    """(state, reason) of a file that is not in our register and was not made from the document it claims to be.

    ``claims_known``: it carries the code of a document of ours; ``claims_any``: or one that looks like it.
    """
    ours = [signature for signature in reading.signatures if signature.ours]
    if any(signature.intact and signature.whole for signature in ours):
        return "forged", "unlisted"
    if ours:
        return "changed", "signature-broken"
    if claims_known or claims_any:
        return "forged", "not-made-by-us" if claims_known else "code-unknown"
    if reading.signatures:
        return "unknown", "signed-by-others"
    if reading.cut_off or not reading.readable:
        return "unknown", "unreadable"
    return "unknown", "not-signed"


def standing(state: str, valid_until: date | None, today: date) -> str:
    """The verdict on a document of ours that is what it was when we issued it."""
    if state != "issued":
        return state
    return "expired" if valid_until is not None and valid_until < today else "valid"


def first_whole(signatures: Sequence[SignatureReading]) -> SignatureReading | None:
    """The signature that speaks for the file as it is: the last that is intact and covers it all, else the last."""
    sound = [signature for signature in signatures if signature.intact and signature.whole]
    return (sound or list(signatures))[-1] if signatures else None
