"""The renderer of letters: Typst, asked in confined children. Nothing of Typst is loaded in this process."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from satuatap.adapters.confined.parent import Busy, CutOff, Failed, Pool
from satuatap.domain.documents.ports import OutsideTrouble, Unrenderable

SECONDS = 10.0
USES = 200  # letters set by one child before a fresh one takes its place
PATIENCE = 30.0


class TypstRenderer:
    def __init__(self, children: int = 2, seconds: float = SECONDS) -> None:
        self.pool = Pool("satuatap.adapters.typst", children=children, seconds=seconds, uses=USES, patience=PATIENCE)

    def render(self, source: str, values: Mapping[str, Any], made_at: datetime) -> bytes:
        order = {"source": source, "values": values, "made": int(made_at.timestamp())}
        try:
            return self.pool.ask([json.dumps(order).encode()])
        except Failed as failed:
            problem = json.loads(failed.detail)
            raise Unrenderable(problem["kind"], problem["message"]) from failed
        except (CutOff, Busy) as trouble:
            raise OutsideTrouble(f"setting the letter: {trouble or 'all children are at work'}") from trouble
