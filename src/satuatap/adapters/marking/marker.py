"""The marker of copies: a confined process for a few copies at a time."""

import json

from satuatap.adapters.confined.parent import Busy, CutOff, Failed, Pool
from satuatap.domain.files.ports import MarkerBusy, Notes, NotMarkable

SECONDS = 10.0
PATIENCE = 4.0
AT_ONCE = 2
USES = 20


class ConfinedMarker:
    def __init__(self, *, at_once: int = AT_ONCE, seconds: float = SECONDS) -> None:
        self.pool = Pool("satuatap.adapters.marking", children=at_once, seconds=seconds, uses=USES, patience=PATIENCE)

    def mark(self, data: bytes, media_type: str, words: str) -> bytes:
        return self._ask(b"mark", data, media_type, words)

    def plain(self, data: bytes, media_type: str) -> bytes:
        return self._ask(b"plain", data, media_type)

    def notes(self, data: bytes, media_type: str) -> Notes:
        return Notes(**json.loads(self._ask(b"notes", data, media_type)))

    def _ask(self, todo: bytes, data: bytes, media_type: str, words: str = "") -> bytes:
        try:
            return self.pool.ask([todo, words.encode(), media_type.encode(), data])
        except (Failed, CutOff) as problem:
            raise NotMarkable(str(problem)) from problem
        except Busy:
            raise MarkerBusy from None
