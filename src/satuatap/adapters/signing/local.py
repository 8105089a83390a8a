"""Signing with keys of this installation: PAdES B-B, invisible, added at the end of the file.

pyHanko is imported on first use: only the worker signs, and the library is slow to load.
"""

from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from satuatap.domain.documents.ports import OutsideTrouble, Signing
from satuatap.kernel.secrets import Unsealable

from . import authority

KEPT = 256  # identities with their parsed keys


class LocalSigner:
    """Signs with an identity per official or institution; parsed keys are kept, for parsing costs more than signing."""

    chain = "internal"
    authority = authority.NAME
    is_test = True

    def __init__(self, home: Path) -> None:
        self.home = home
        self._kept: dict[tuple[str, str, str, str], tuple[Any, datetime]] = {}

    def sign(self, pdf: bytes, signing: Signing) -> bytes:
        try:
            signer = self._signer_for(signing)
        except (OSError, Unsealable) as problem:
            raise OutsideTrouble(f"the signing key cannot be read: {problem}") from problem
        return bytes(self._machine.sign(pdf, signer, signing))

    @cached_property
    def _machine(self) -> Any:
        from . import machine  # pyHanko: half a second, needed by the worker only

        return machine

    def _signer_for(self, signing: Signing) -> Any:
        who = (signing.key, signing.name, signing.title, signing.unit)
        signer, until = self._kept.get(who, (None, signing.at))
        if signer is None or until <= signing.at:
            found = authority.identity(
                self.home, key=signing.key, name=signing.name, title=signing.title, unit=signing.unit, at=signing.at
            )
            signer = self._machine.KeptKeySigner.of(found)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[who] = (
                signer,
                min(found.certificate.not_valid_after_utc - authority.RENEW_BEFORE, signing.at + timedelta(days=1)),
            )
        return signer
