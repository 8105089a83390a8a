"""What contradicts itself in the retention schedule of a pack."""

from collections.abc import Iterable, Iterator, Mapping

from satuatap.domain.retention.lifecycle import Basis, Fate

from ..rules.findings import Problem
from .reading import Pack


def check_protection(pack: Pack) -> None:
    """Note each line that keeps what it says to destroy, the other way round, or names no law."""
    part = pack.parts.get("protection.yaml")
    if part is not None:
        for problem in _problems(part.typed.get("retention") or ()):
            pack.note(part, problem)


def _problems(lines: Iterable[Mapping[str, object]]) -> Iterator[Problem]:
    seen = set()
    for number, line in enumerate(lines):
        at, key = f"/retention/{number}", (line.get("class"), line.get("from"))
        is_kept = line.get("kept") in ("permanent", "unknown")
        if key in seen:
            yield Problem(at, f"{key[0]} stands here twice from the same day", "leave one of them out")
        seen.add(key)
        if is_kept != (line.get("does") == Fate.KEEP):
            yield Problem(f"{at}/does", f"kept {line.get('kept')} and {line.get('does')} contradict each other",
                          "what is permanent or unknown is kept; everything else is erased or made anonymous")  # fmt: skip
        if (line.get("basis") == Basis.UNKNOWN) != (line.get("kept") == "unknown"):
            yield Problem(f"{at}/basis", "an unknown basis goes with a time that is unknown", "write both, or neither")
        if line.get("basis") == Basis.LAW and not line.get("law"):
            yield Problem(f"{at}/law", "the rule is not named", "write law: with article and number")
