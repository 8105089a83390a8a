"""The reader of strangers' PDFs: a fresh confined process for each file, a few at a time."""

import json
from datetime import datetime
from pathlib import Path

from satuatap.adapters.confined.parent import Busy, CutOff, Failed, Pool
from satuatap.domain.documents.ports import PdfReading, ReaderBusy, SignatureReading

SECONDS = 10.0
PATIENCE = 4.0
AT_ONCE = 2


class ConfinedReader:
    """``ours`` is the certificate file of our own authority; ``trusted`` a folder with those of others (``*.pem``)."""

    def __init__(self, ours: Path, trusted: Path, *, at_once: int = AT_ONCE, seconds: float = SECONDS) -> None:
        self.ours, self.trusted = ours, trusted
        self.pool = Pool("satuatap.adapters.pdfcheck", children=at_once, seconds=seconds, uses=1, patience=PATIENCE)

    def read(self, data: bytes) -> PdfReading:
        roots = {"ours": _texts([self.ours]), "trusted": _texts(sorted(self.trusted.glob("*.pem")))}
        try:
            answer = json.loads(self.pool.ask([json.dumps(roots).encode(), data]))
        except Failed:
            return PdfReading(readable=False)
        except CutOff:
            return PdfReading(cut_off=True)
        except Busy:
            raise ReaderBusy from None
        return PdfReading(
            signatures=tuple(_reading(facts) for facts in answer["signatures"]), texts=tuple(answer["texts"])
        )


def _reading(facts: dict[str, object]) -> SignatureReading:
    at = facts.pop("at")
    return SignatureReading(**facts, at=datetime.fromisoformat(str(at)) if at else None)  # type: ignore[arg-type]


def _texts(paths: list[Path]) -> list[str]:
    return [path.read_text() for path in paths if path.exists()]
