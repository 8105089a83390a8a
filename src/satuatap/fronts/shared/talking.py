"""What the pages of a thread have in common at both ends: what was typed, the paper beside it, the key."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from satuatap.domain.cases.queries import Talk
from satuatap.kernel.errors import Conflict, Refused

from .http import Request, uuid_of


@dataclass(frozen=True, slots=True)
class Written:
    """What came with the form. ``key`` makes a second press of the button harmless."""

    key: UUID
    text: str
    upload: tuple[bytes, str] | None


def written(request: Request) -> Written:
    """Read the form. Raises ``NotFound`` for a key that is none."""
    file = request.FILES.get("berkas")
    upload = (file.read(), file.name or "berkas") if file is not None else None
    return Written(uuid_of(request.POST.get("key", "")), request.POST.get("teks", ""), upload)


def context(
    talk: Talk, problems: dict[str, str], typed: dict[str, str], refused: Refused | None = None
) -> dict[str, object]:
    """For ``shared/_talk.html``; what was typed before a refusal is still there, under the same key unless that is used."""
    key = uuid4() if isinstance(refused, Conflict) else typed.get("key") or uuid4()
    return {"talk": talk, "problems": problems, "typed": typed, "key": key}
