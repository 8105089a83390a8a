"""Where a stored case stands, as the engine sees it."""

from ..lifecycle import State
from ..models import Case
from ..rules import engine


def snapshot_of(case: Case) -> engine.Snapshot:
    """The engine's snapshot of a case."""
    return engine.Snapshot(
        state=State(case.state),
        open=tuple(case.place.get("open", ())),
        waiting=tuple(case.place.get("waiting", ())),
        joined=tuple(case.place.get("joined", ())),
        answers=case.answers,
        facts=case.facts,
        results=case.results,
    )
